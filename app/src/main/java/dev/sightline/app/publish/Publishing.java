package dev.sightline.app.publish;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.app.topics.RequiredTopic;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.manifest.ManifestSigner;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.models.publish.ChampionChangedException;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.WorkerConfig;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.Decision;
import dev.sightline.trainer.publish.Gate;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PromotionRule;
import dev.sightline.trainer.publish.PublishedChampions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that publish a model, the gate, and the publishing itself. */
public final class Publishing {
  private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);
  private static final String CHAMPION = ", champion now.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The model's name (default: cifar10, or what the run has named it).")
  private String name;

  @Option(
      names = "--margin",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "The version takes the champion's place when its held-out accuracy is higher by more than"
              + " X, a fraction: 0.01 is one percentage point (default: 0).")
  private double margin;

  @Option(
      names = "--significance",
      paramLabel = "P",
      defaultValue = "0.05",
      description =
          "And when McNemar's test on the same images gives at most P; 1 asks for no test"
              + " (default: 0.05).")
  private double significance;

  @Option(
      names = "--no-gate",
      description = "Make the version champion without comparing it with the one that serves.")
  private boolean noGate;

  @Option(
      names = "--no-promote",
      description =
          "Publish only, neither as champion nor as challenger: the version serves once it is"
              + " promoted.")
  private boolean noPromote;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "Sign the manifest with the Ed25519 private key of a PKCS#8 PEM file.")
  private Path signingKey;

  /** The model's name. */
  public String name() {
    return name == null ? "cifar10" : name;
  }

  /** Gives the model the name that the user asks for, or leaves it the one that it has. */
  void rename(ModelManifest.Builder draft) {
    if (name != null) {
      draft.setName(name);
    }
  }

  /** Fails fast, before minutes are spent on a model: on a bad option, or when nobody answers. */
  public void check(Connection connection) throws InterruptedException {
    rule();
    signer();
    verifier(connection);
    try (Admin admin = connection.admin()) {
      RequiredTopic.check(admin, Topics.MODELS);
      RequiredTopic.check(admin, Topics.MODEL_RELEASES);
    }
  }

  /**
   * Publishes a candidate as what the gate makes of it.
   *
   * @param images labelled held-out images to compare with the champion on; without them there is
   *     no gate
   * @param why what happened, for the release
   * @return what was published, and the gate's reason
   */
  public String publish(
      Connection connection, Candidate candidate, Optional<HeldOutImages> images, String why) {
    ModelPublisher publisher =
        new ModelPublisher(
            connection.config(),
            connection.registry(),
            signer(),
            new ModelArchive(),
            Clock.systemUTC());
    if (noPromote) {
      return line(publisher.publish(candidate.draft(), candidate.savedModel()), ".");
    }
    if (noGate || images.isEmpty()) {
      String ungated =
          "not compared with a champion, " + (noGate ? "as --no-gate asks" : "for want of --data");
      return line(
          publisher.publishChampion(
              candidate.draft(), candidate.savedModel(), user(), why + ": " + ungated),
          CHAMPION + gate(ungated));
    }
    while (true) {
      // Open until all is published: a folder that can't be deleted costs no trained model.
      try (TemporaryFolder scratch = TemporaryFolder.create("sightline-gate-")) {
        return publish(
            publisher, candidate, decide(connection, candidate, images.get(), scratch.path()), why);
      } catch (ChampionChangedException meanwhile) {
        LOG.info("{}: compared again", meanwhile.getMessage());
      }
    }
  }

  private static String publish(
      ModelPublisher publisher, Candidate candidate, Decision decision, String why) {
    ModelManifest.Builder draft = candidate.draft();
    String reason = why + ": " + decision.reason();
    if (decision instanceof Decision.Champion champion) {
      ModelManifest published =
          publisher.publishChampion(
              draft, candidate.savedModel(), champion.replaced(), user(), reason);
      return line(published, CHAMPION + gate(decision.reason()));
    }
    ModelManifest published =
        publisher.publishChallenger(draft, candidate.savedModel(), user(), reason);
    return line(published, ", challenger: the champion serves on." + gate(decision.reason()));
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static String gate(String reason) {
    return "%nGate: %s.".formatted(reason);
  }

  private Decision decide(
      Connection connection, Candidate candidate, HeldOutImages images, Path scratch) {
    try (ModelCatalogue catalogue =
            new ModelCatalogue(connection.config(), connection.registry(), verifier(connection));
        ModelReleases releases =
            new ModelReleases(
                connection.config(), connection.registry(), catalogue, Clock.systemUTC())) {
      PublishedChampions champions =
          new PublishedChampions(releases, catalogue, new ModelArchive());
      return new Gate(champions, rule(), scratch).decide(candidate, images);
    }
  }

  private PromotionRule rule() {
    try {
      return new PromotionRule(margin, significance);
    } catch (IllegalArgumentException fault) {
      throw new ParameterException(command.commandLine(), fault.getMessage(), fault);
    }
  }

  private Optional<ManifestSigner> signer() {
    try {
      return Optional.ofNullable(signingKey).map(ManifestSigner::fromPem);
    } catch (IllegalArgumentException | UncheckedIOException fault) {
      throw new ParameterException(
          command.commandLine(), "--signing-key: " + fault.getMessage(), fault);
    }
  }

  /** The keys that workers trust, where the properties name some: the trainer loads models too. */
  private Optional<ManifestVerifier> verifier(Connection connection) {
    Object keys = connection.config().getOrDefault(WorkerConfig.TRUSTED_KEYS, "");
    List<Path> files =
        Arrays.stream(keys.toString().split(","))
            .map(String::strip)
            .filter(file -> !file.isEmpty())
            .map(Path::of)
            .toList();
    return files.isEmpty() ? Optional.empty() : Optional.of(ManifestVerifier.fromPem(files));
  }

  private static String line(ModelManifest published, String end) {
    int parts = published.getParts().size();
    return "Published %s version %d: %,d bytes in %d %s%s"
        .formatted(
            published.getName(),
            published.getVersion(),
            published.getArchive().getSizeBytes(),
            parts,
            parts == 1 ? "part" : "parts",
            end);
  }
}
