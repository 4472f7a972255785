package dev.sightline.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Run;
import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.fixtures.Pictures;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.TrainingFacts;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.trainer.data.Holdout;
import java.awt.Color;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What train and publish make of a new version beside the one that serves. */
class GateIT {
  private static final String REGISTRY = "mock://gate";
  private static final List<String> LABELS = List.of("blue", "green", "red");
  private static final int SIDE = 32;
  private static final String COUNTS =
      "held-out accuracy 1.0000 against the champion's (version 1) 0.3333 on the same 36 images:"
          + " both right 12, only the champion 0, only this 24, both wrong 0; McNemar p < 0.0001";

  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static Path data;
  private static Path perfect;
  private static Path worse;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
    assertThat(run("topics", "create").exitCode()).isZero();
    data = folder.resolve("data");
    writeImages("train");
    writeImages("test");
    perfect = model(LABELS).write(folder.resolve("perfect"));
    worse = model(List.of("blue", "red", "green")).write(folder.resolve("worse"));
  }

  /** 12 images of each colour. */
  private static void writeImages(String split) throws IOException {
    for (int i = 0; i < 12; i++) {
      int level = 150 + i;
      Path classes = data.resolve(split);
      String name = i + ".png";
      Pictures.write(classes.resolve("red").resolve(name), new Color(level, 0, 0), SIDE, SIDE);
      Pictures.write(classes.resolve("green").resolve(name), new Color(0, level, 0), SIDE, SIDE);
      Pictures.write(classes.resolve("blue").resolve(name), new Color(0, 0, level), SIDE, SIDE);
    }
  }

  private static ColourModel model(List<String> seen) {
    return new ColourModel(SIDE, SIDE, seen);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static Run run(String... command) {
    Run run =
        Run.of(
            Stream.concat(
                    Stream.of(command),
                    Stream.of(
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--schema-registry",
                        REGISTRY))
                .toArray(String[]::new));
    return run;
  }

  private static Run publish(String name, Path model, String... more) {
    Run run =
        run(
            Stream.concat(
                    Stream.of("publish", model.toString(), "--name", name),
                    Stream.concat(Stream.of("--labels", String.join(",", LABELS)), Stream.of(more)))
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static Run publishGated(String name, Path model, String... more) {
    return publish(
        name,
        model,
        Stream.concat(Stream.of("--data", data.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static String[] training(String name) {
    return new String[] {
      "train", "--name", name, "--data", data.toString(), "--recipe", "tutorial", "--epochs", "1"
    };
  }

  private static ModelRelease release(String name) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", REGISTRY);
    SchemaRegistry registry = SchemaRegistries.of(config);
    try (ModelCatalogue catalogue = new ModelCatalogue(config, registry, Optional.empty());
        ModelReleases releases =
            new ModelReleases(config, registry, catalogue, Clock.systemUTC())) {
      return releases.current(name).orElseThrow();
    }
  }

  private static ModelManifest manifest(String name, int version) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", REGISTRY);
    try (ModelCatalogue catalogue =
        new ModelCatalogue(config, SchemaRegistries.of(config), Optional.empty())) {
      return catalogue.manifest(name, version).orElseThrow().manifest();
    }
  }

  @Test
  void replayHoldsOutWhatTheTrainingOfTheChampionHeldOut() {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", REGISTRY);
    new ModelPublisher(
            config,
            SchemaRegistries.of(config),
            Optional.empty(),
            new ModelArchive(),
            Clock.systemUTC())
        .publishChampion(
            model(LABELS)
                .manifest()
                .setName("replayed")
                .setTraining(
                    TrainingFacts.newBuilder()
                        .setDataSet("train")
                        .setDataSetSha256("")
                        .setRecipe("tiny")
                        .setSeed(1)
                        .setHistory(List.of())
                        .setSettings(new Holdout(0.5, 7).settings())
                        .build()),
            perfect,
            "test",
            "trained");
    String[] replay = {
      "replay", "--data", data.resolve("train").toString(), "--rate", "1e6", "--label-delay", "0s"
    };

    Run run =
        run(
            Stream.concat(Stream.of(replay), Stream.of("--model", "replayed"))
                .toArray(String[]::new));

    assertThat(run.err())
        .contains(
            "--holdout 0.5 --holdout-seed 7", "as in the training of model replayed (version 1)")
        .contains("Published 18 images");

    Run another =
        run(
            Stream.concat(
                    Stream.of(replay), Stream.of("--model", "replayed", "--holdout-seed", "8"))
                .toArray(String[]::new));

    assertThat(another.err())
        .contains(
            "--holdout 0.5 --holdout-seed 8", "was trained with --holdout 0.5 --holdout-seed 7");

    Run unknown = run(replay);

    assertThat(unknown.err())
        .contains("--holdout 0.2 --holdout-seed 1", "No training of model train is known");
  }

  @Nested
  class WhenAModelIsTrained {
    private Run train(String name) {
      Run run = run(training(name));
      assertThat(run.exitCode()).as(run.err()).isZero();
      return run;
    }

    @Test
    void theFirstIsChampionAndOneThatIsNoBetterThanItsSuccessorIsChallengerWithTheReason() {
      assertThat(train("trained").out())
          .contains("version 1", "champion now.", "Gate: the first version of trained");
      publish("trained", perfect, "--no-gate");

      Run run = train("trained");

      assertThat(run.out()).contains("version 3", "challenger: the champion serves on.");
      ModelRelease release = release("trained");
      assertThat(release.getChampion()).isEqualTo(2);
      assertThat(release.getChallenger()).isEqualTo(3);
      assertThat(release.getFormerChampions()).containsExactly(1);
      assertThat(release.getReason())
          .startsWith("trained: held-out accuracy ")
          .contains("against the champion's (version 2) 1.0000 on the same 36 images: both right ")
          .endsWith("not better by more than the margin of 0");
      assertThat(run.out()).contains(release.getReason().substring("trained: ".length()));
      assertThat(run("models", "list").out())
          .contains("trained: version 2 is champion, version 3 challenger, by ")
          .contains(release.getReason());
    }
  }

  @Nested
  class WhenATrainedModelWasNotPublished {
    private static Run train(String name, String... more) {
      return Run.of(
          Stream.concat(Stream.of(training(name)), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void itIsKeptForLaterWhenTheRegistryHasGone() throws IOException {
      Run failed =
          train(
              "kept",
              "--bootstrap-servers",
              broker.bootstrapServers(),
              "--schema-registry",
              "http://127.0.0.1:1");
      assertThat(failed.exitCode()).isEqualTo(1);
      String advice = failed.err().split("To publish it: sightline ")[1].lines().toList().get(0);

      Run published = run(advice.split(" "));

      assertThat(published.out())
          .contains("Published kept version 1", "Gate: the first version of kept that serves");
      Path kept = Path.of(advice.split(" ")[1]);
      try (Stream<Path> files = Files.walk(kept)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
      assertThat(kept).doesNotExist();
    }

    @Test
    void itsFolderIsPublishedAsTheTrainingWouldHaveDone() {
      Path out = folder.resolve("run");
      assertThat(train("as-trained", "--no-publish", "--out", out.toString()).exitCode()).isZero();
      assertThat(run("publish", out.toString(), "--labels", "a,b,c").err())
          .contains("manifest.json says the labels and the scale already");

      run("publish", out.toString());
      Run gated = run("publish", out.resolve("model").toString(), "--data", data.toString());

      assertThat(gated.out()).contains("as-trained version 2", "challenger: ", "on the same 36");
      ModelManifest manifest = manifest("as-trained", 1);
      assertThat(manifest.getTraining().getSettings()).containsEntry("network", "tutorial");
      assertThat(manifest.getEvaluation().getConfusionMatrix()).isNotEmpty();
      assertThat(run("publish", out.toString(), "--name", "renamed").out())
          .contains("Published renamed version 1");
    }
  }

  @Nested
  class WhenASavedModelIsPublished {
    @Test
    void aBetterOneServesAndAWorseOneDoesNot() {
      publishGated("better", worse);

      assertThat(publishGated("better", perfect).out())
          .contains("champion now.", "Gate: " + COUNTS + ": better by more than the margin of 0");
      assertThat(publishGated("better", worse).out()).contains("challenger: ");

      ModelRelease release = release("better");
      assertThat(release.getChampion()).isEqualTo(2);
      assertThat(release.getChallenger()).isEqualTo(3);
    }

    @Test
    void theMarginAndTheSignificanceAreTheUsers() {
      publishGated("margin", worse);

      assertThat(publishGated("margin", perfect, "--margin", "0.67").out())
          .contains("not better by more than the margin of 0.67");
      assertThat(publishGated("margin", perfect, "--significance", "0.00000000001").out())
          .contains("not significantly at 0.00000000001");

      assertThat(release("margin").getChampion()).isEqualTo(1);
    }

    @Test
    void withoutTheGateItIsChampionAndWithoutPromotionNeither() {
      publishGated("ungated", perfect);
      publishGated("ungated", worse, "--no-gate");
      assertThat(release("ungated").getChampion()).isEqualTo(2);

      assertThat(publishGated("ungated", worse, "--no-promote").out()).doesNotContain("Gate");

      assertThat(release("ungated").getChampion()).isEqualTo(2);
      assertThat(release("ungated").getChallenger()).isNull();
    }

    @Test
    void rollingBackPassesOverTheChallengers() {
      publishGated("rolled-back", worse);
      publishGated("rolled-back", worse);
      publishGated("rolled-back", perfect);

      assertThat(run("models", "rollback", "rolled-back").out())
          .contains("rolled-back: version 1 is champion now.");
    }
  }

  @Nested
  class WhenAVersionTellsOtherClassesApart {
    private Run publishOthers(String name, String... more) {
      return run(
          Stream.concat(
                  Stream.of("publish", perfect.toString(), "--name", name),
                  Stream.concat(Stream.of("--labels", "blue,green,pink"), Stream.of(more)))
              .toArray(String[]::new));
    }

    @Test
    void itIsNotPublishedUnderTheNameUnlessTheUserSaysSo() {
      publish("others", perfect);

      Run refused = publishOthers("others");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err().lines())
          .singleElement()
          .asString()
          .contains("model others: expected the classes of its champion (version 1)")
          .contains("missing: red; unknown: pink", "--name", "--other-classes");
      assertThat(publishOthers("others", "--no-promote").exitCode()).isEqualTo(1);
      assertThat(publishOthers("others", "--other-classes").out())
          .contains("others version 2", "champion now.");
    }

    @Test
    void itIsNotPromotedUnlessTheUserSaysSo() {
      publish("promoted", perfect);
      assertThat(publishOthers("promoted", "--other-classes", "--no-promote").exitCode()).isZero();

      Run refused = run("models", "promote", "promoted", "2");

      assertThat(refused.err()).contains("missing: red; unknown: pink", "--other-classes");
      assertThat(release("promoted").getChampion()).isEqualTo(1);
      assertThat(run("models", "promote", "promoted", "2", "--other-classes").out())
          .contains("version 2 is champion now.");
    }

    @Test
    void theSameClassesInAnotherOrderAreTheSame() {
      publish("order", perfect);

      Run run = run("publish", perfect.toString(), "--name", "order", "--labels", "red,green,blue");

      assertThat(run.out()).contains("order version 2", "champion now.");
    }
  }

  @Nested
  class WhenOnlySignedModelsAreTrusted {
    @Test
    void anUnsignedChampionIsNotLoadedAndTheNewVersionIsChallenger() throws Exception {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Path trusted = folder.resolve("trusted.pem");
      Files.writeString(
          trusted,
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
              + "\n-----END PUBLIC KEY-----\n");
      Path properties = folder.resolve("trusting.properties");
      Files.writeString(
          properties,
          "sightline.model.trusted.keys=" + trusted.toString().replace("\\", "\\\\") + "\n");
      publishGated("signed", worse);

      assertThat(publishGated("signed", perfect, "--properties", properties.toString()).out())
          .contains("challenger: ", "Gate: not compared with the champion (version 1): ")
          .contains("found an unsigned one");
    }
  }

  @Nested
  class WhenAVersionIsExported {
    @Test
    void itsFolderIsPublishedAgainAsItWas() {
      publishGated("exported", perfect);
      String out = folder.resolve("exported-1").toString();

      assertThat(run("models", "export", "exported", "1", out).out())
          .contains("exported: version 1 is in " + out);
      Run restored = run("publish", out, "--name", "restored");

      assertThat(restored.out()).contains("Published restored version 1", "champion now.");
      assertThat(manifest("restored", 1))
          .usingRecursiveComparison()
          .ignoringFields("name")
          .isEqualTo(manifest("exported", 1));
      assertThat(run("models", "export", "exported", "1", out).exitCode()).isEqualTo(2);
      assertThat(run("models", "export", "exported", "9", out + "-9").err())
          .contains("there is no version 9 of model exported");
    }
  }

  @Nested
  class WhenAnOptionMakesNoSense {
    @Test
    void itIsRefusedBeforeAnythingIsDone() {
      assertThat(run("train", "--data", data.toString(), "--margin", "1").err())
          .contains("the margin: expected points of accuracy as a fraction", "found 1.0");
      assertThat(run("train", "--data", data.toString(), "--signing-key", "no.pem").err())
          .contains("--signing-key", "no.pem");
    }
  }
}
