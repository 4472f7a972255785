package dev.sightline.app.models;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.topics.RequiredTopic;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is published and what serves, and changing the latter. */
@Command(name = "models", description = "Lists model versions, promotes one, rolls back.")
public final class ModelsCommand {
  @Spec private CommandSpec spec;

  @Command(name = "list", description = "Lists every published version, which one serves, and why.")
  int list(@Mixin Connection connection) throws InterruptedException {
    try (ModelCatalogue catalogue = catalogue(connection);
        ModelReleases releases = releases(connection, catalogue)) {
      Map<String, ModelRelease> current = releases.all();
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%-20s %7s  %-10s %-24s %8s  %s%n",
          "name", "version", "role", "created", "held-out", "data set");
      for (PublishedModel model : catalogue.manifests()) {
        out.println(
            line(model.manifest(), Optional.ofNullable(current.get(model.manifest().getName()))));
      }
      current.values().forEach(release -> out.println(line(release)));
      out.flush();
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
              description = "Why (default: promoted).")
          String reason)
      throws InterruptedException {
    return change(connection, releases -> releases.promote(name, version, user(), reason));
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
              description = "Why (default: rolled back).")
          String reason)
      throws InterruptedException {
    return change(connection, releases -> releases.rollback(name, user(), reason));
  }

  private int change(Connection connection, Function<ModelReleases, ModelRelease> how)
      throws InterruptedException {
    try (ModelCatalogue catalogue = catalogue(connection);
        ModelReleases releases = releases(connection, catalogue)) {
      ModelRelease release = how.apply(releases);
      spec.commandLine()
          .getOut()
          .printf("%s: version %d is champion now.%n", release.getName(), release.getChampion());
      return 0;
    }
  }

  private static ModelCatalogue catalogue(Connection connection) throws InterruptedException {
    try (Admin admin = connection.admin()) {
      RequiredTopic.check(admin, Topics.MODELS);
      RequiredTopic.check(admin, Topics.MODEL_RELEASES);
    }
    return new ModelCatalogue(connection.config(), connection.registry(), Optional.empty());
  }

  private static ModelReleases releases(Connection connection, ModelCatalogue catalogue) {
    return new ModelReleases(
        connection.config(), connection.registry(), catalogue, Clock.systemUTC());
  }

  private static String line(ModelManifest manifest, Optional<ModelRelease> release) {
    return String.format(
        Locale.ROOT,
        "%-20s %7d  %-10s %-24s %8s  %s",
        manifest.getName(),
        manifest.getVersion(),
        release.map(current -> role(current, manifest.getVersion())).orElse("-"),
        manifest.getCreatedAt(),
        manifest.getEvaluation() == null
            ? "-"
            : String.format(Locale.ROOT, "%.4f", manifest.getEvaluation().getAccuracy()),
        manifest.getTraining() == null ? "-" : manifest.getTraining().getDataSet());
  }

  private static String line(ModelRelease release) {
    return "%s: version %d is champion%s, by %s at %s: %s"
        .formatted(
            release.getName(),
            release.getChampion(),
            release.getChallenger() == null
                ? ""
                : ", version " + release.getChallenger() + " challenger",
            release.getReleasedBy(),
            release.getReleasedAt(),
            release.getReason());
  }

  private static String role(ModelRelease release, int version) {
    if (release.getChampion() == version) {
      return "champion";
    }
    return release.getChallenger() != null && release.getChallenger() == version
        ? "challenger"
        : "-";
  }

  private static String user() {
    return System.getProperty("user.name");
  }
}
