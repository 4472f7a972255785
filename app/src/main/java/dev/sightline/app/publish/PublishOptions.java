package dev.sightline.app.publish;

import dev.sightline.app.connection.Connection;
import dev.sightline.models.manifest.ManifestSigner;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.models.release.ModelReleases.Classes;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.trainer.publish.PromotionRule;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that publish a model. */
public final class PublishOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Name of the model (default: that of its data set, or of its folder where there is none;"
              + " a run keeps its own).")
  private String name;

  @Option(
      names = "--margin",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "Make the version champion only if its held-out accuracy is higher than the champion's"
              + " by more than X, a fraction: 0.01 is one percentage point (default: 0).")
  private double margin;

  @Option(
      names = "--significance",
      paramLabel = "P",
      defaultValue = "0.05",
      description =
          "... and only if McNemar's test on the same images gives a p-value of at most P;"
              + " 1 asks for no test (default: 0.05).")
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
      names = "--other-classes",
      description = "Publish it even if it tells other classes apart than the champion.")
  private boolean otherClasses;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "Sign the manifest with the Ed25519 private key of a PKCS#8 PEM file.")
  private Path signingKey;

  /** The name that the user asks for, if any. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /**
   * Where and as what to publish. Fails fast, before minutes are spent on a model: on a bad option,
   * when nobody answers, or when it is not allowed.
   *
   * @param model its name, as far as that is known by now; the right to publish it is asked for
   *     again before it is used
   */
  public Publication open(Connection connection, Optional<String> model)
      throws InterruptedException {
    TopicPublication publication =
        new TopicPublication(
            connection,
            signer(),
            verifier(connection),
            choice(),
            rule(),
            otherClasses ? Classes.ANY : Classes.SAME);
    PublishingPermission.of(connection, model).checkWithTopics();
    return publication;
  }

  private PromotionChoice choice() {
    if (noPromote) {
      return PromotionChoice.NO_PROMOTE;
    }
    return noGate ? PromotionChoice.NO_GATE : PromotionChoice.GATE;
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

  /** The keys that workers trust, where the properties name some. */
  private static Optional<ManifestVerifier> verifier(Connection connection) {
    Object keys = connection.config().getOrDefault(WorkerConfig.TRUSTED_KEYS, "");
    List<Path> files =
        Arrays.stream(keys.toString().split(","))
            .map(String::strip)
            .filter(file -> !file.isEmpty())
            .map(Path::of)
            .toList();
    return files.isEmpty() ? Optional.empty() : Optional.of(ManifestVerifier.fromPem(files));
  }
}
