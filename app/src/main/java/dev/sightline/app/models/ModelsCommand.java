package dev.sightline.app.models;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.console.MistakeException;
import dev.sightline.app.topics.Permission;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.models.release.ModelReleases.Classes;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is published and what serves, and changing the latter. */
@Command(name = "models", description = "Lists model versions, promotes one, rolls back, exports.")
public final class ModelsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "list",
      description =
          "Lists every published version, which one is to serve, why, and where it does not.")
  int list(@Mixin Connection connection) throws InterruptedException {
    return permission(connection, true, AclOperation.READ).during(() -> printed(connection));
  }

  private int printed(Connection connection) {
    try (ModelTopics topics = open(connection)) {
      List<ModelManifest> published =
          topics.catalogue().manifests().stream().map(PublishedModel::manifest).toList();
      Map<String, ModelRelease> releases = topics.releases().all();
      List<Rejection> rejections =
          WorkerEvents.read(connection.config(), connection.registry())
              .rejections(releases.values());
      Console.of(spec)
          .say(
              published.isEmpty() && releases.isEmpty()
                  ? "No model is published yet: sightline train or sightline publish publishes one."
                  : new ModelsTable(published, releases, rejections).text());
      if (topics.catalogue().isBehind()) {
        Console.of(spec).note("A publish is under way: versions behind it can't be seen yet.");
      }
      return 0;
    }
  }

  @Command(name = "promote", description = "Makes a version the champion.")
  int promote(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "The model.") String name,
      @Parameters(paramLabel = "VERSION", description = "The version.") int version,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              defaultValue = "promoted",
              description = "Reason to record (default: promoted).")
          String reason,
      @Option(
              names = "--other-classes",
              description = "Promote it even if it tells other classes apart than the champion.")
          boolean otherClasses)
      throws InterruptedException {
    if (version < 1) {
      throw new MistakeException("VERSION: expected 1 or more, found " + version);
    }
    Classes classes = otherClasses ? Classes.ANY : Classes.SAME;
    return change(
        connection,
        releases -> releases.promote(name, version, classes, ModelTopics.thisUser(), reason));
  }

  @Command(
      name = "rollback",
      description = "Makes the version that served before the champion again.")
  int rollback(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "The model.") String name,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              defaultValue = "rolled back",
              description = "Reason to record (default: rolled back).")
          String reason)
      throws InterruptedException {
    return change(connection, releases -> releases.rollback(name, ModelTopics.thisUser(), reason));
  }

  @Command(
      name = "export",
      description = {
        "Writes a published version to a folder, from which publish publishes it again.",
        "It has all that was published but version and signature, which a publish gives anew."
      })
  int export(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "The model.") String name,
      @Parameters(paramLabel = "VERSION", description = "The version.") int version,
      @Parameters(paramLabel = "DIR", description = "A folder that is new or empty.") Path folder)
      throws InterruptedException {
    return permission(connection, false, AclOperation.READ)
        .during(() -> exported(connection, name, version, folder));
  }

  private int exported(Connection connection, String name, int version, Path folder) {
    try (ModelTopics topics = open(connection)) {
      new ModelExport(topics.catalogue()).write(name, version, folder);
      Console.of(spec)
          .say(
              "%s: version %d is in %s; sightline publish %s publishes it again."
                  .formatted(name, version, folder, folder));
      return 0;
    }
  }

  private int change(Connection connection, Function<ModelReleases, ModelRelease> how)
      throws InterruptedException {
    return permission(connection, false, AclOperation.READ, AclOperation.WRITE)
        .during(() -> changed(connection, how));
  }

  private int changed(Connection connection, Function<ModelReleases, ModelRelease> how) {
    try (ModelTopics topics = open(connection)) {
      ModelRelease release = how.apply(topics.releases());
      Console.of(spec)
          .say(
              "%s: version %d is champion now."
                  .formatted(release.getName(), release.getChampion()));
      return 0;
    }
  }

  private static Permission permission(
      Connection connection, boolean events, AclOperation... ofReleases) {
    List<Right> needed =
        new ArrayList<>(
            List.of(
                Right.on(Topics.MODELS, AclOperation.READ),
                Right.on(Topics.MODEL_RELEASES, ofReleases)));
    if (events) {
      needed.add(Right.on(Topics.MODEL_EVENTS, AclOperation.READ));
    }
    return Permission.of(connection, Part.OPERATOR, needed);
  }

  private static ModelTopics open(Connection connection) {
    return ModelTopics.open(connection.config(), connection.registry(), Optional.empty());
  }
}
