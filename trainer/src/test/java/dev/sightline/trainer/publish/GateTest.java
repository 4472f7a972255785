package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
  private static final ImageSize SMALL = new ImageSize(2, 2);
  private static final ImageSize LARGE = new ImageSize(3, 4);
  private static final List<String> COLOURS = List.of("blue", "green", "red");
  private static final List<String> OTHER_ORDER = List.of("red", "blue", "green");

  /** The classes swapped: it is wrong on every green and red image. */
  private static final List<String> WRONG_ORDER = List.of("blue", "red", "green");

  @TempDir Path temp;

  private final List<String> asked = new ArrayList<>();

  private final HeldOutImages images =
      new HeldOutImages() {
        @Override
        public List<String> classes() {
          return COLOURS;
        }

        @Override
        public void read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
          asked.add(size + " " + resize);
          ColourExamples.of(model(size, COLOURS), 4, batches);
        }
      };

  private static Champions noChampion() {
    return champions(OptionalInt.empty(), null);
  }

  private static Champions champion(Champions.Fetched champion) {
    return champions(OptionalInt.of(7), champion);
  }

  private static Champions champions(OptionalInt version, Champions.Fetched champion) {
    return new Champions() {
      @Override
      public OptionalInt version(String name) {
        return version;
      }

      @Override
      public Fetched fetch(String name, int wanted, Path scratch) {
        assertThat(wanted).isEqualTo(7);
        return champion;
      }
    };
  }

  /** Neither can be fetched, for that reason. */
  private static Champions failing(RuntimeException reason) {
    return new Champions() {
      @Override
      public OptionalInt version(String name) {
        return OptionalInt.of(7);
      }

      @Override
      public Fetched fetch(String name, int version, Path scratch) {
        throw reason;
      }
    };
  }

  private Decision decide(Champions champions, Candidate candidate) {
    return new Gate(champions, PromotionRule.DEFAULT, temp).decide(candidate, images);
  }

  private Candidate candidate(List<String> seen, List<String> labels) throws IOException {
    Path folder = model(SMALL, seen).write(temp.resolve("candidate"));
    return new Candidate(draft(SMALL, labels, ResizeMethod.AREA), folder);
  }

  private Champions.Fetched fetched(
      ImageSize size, List<String> seen, List<String> labels, ResizeMethod resize)
      throws IOException {
    Path folder = model(size, seen).write(temp.resolve("champion"));
    return new Champions.Fetched(manifest(draft(size, labels, resize)), folder);
  }

  private static ModelManifest manifest(ModelManifest.Builder draft) {
    return draft
        .setVersion(7)
        .setArchive(new dev.sightline.schemas.Checksum("ab", 1L))
        .setParts(List.of())
        .build();
  }

  private static ModelManifest.Builder draft(
      ImageSize size, List<String> labels, ResizeMethod resize) {
    return model(size, labels).manifest().setResize(resize);
  }

  private static ColourModel model(ImageSize size, List<String> seen) {
    return new ColourModel(size.height(), size.width(), seen);
  }

  @Nested
  class WhenNoVersionServes {
    @Test
    void theFirstIsChampionWithoutAComparison() throws Exception {
      assertThat(decide(noChampion(), candidate(COLOURS, COLOURS)))
          .isEqualTo(
              new Decision.Champion(
                  "the first version of colours that serves", OptionalInt.empty()));
      assertThat(asked).isEmpty();
    }
  }

  @Nested
  class WhenTheChampionCanBeCompared {
    @Test
    void aBetterVersionTakesItsPlace() throws Exception {
      assertThat(
              decide(
                  champion(fetched(SMALL, WRONG_ORDER, COLOURS, ResizeMethod.AREA)),
                  candidate(COLOURS, COLOURS)))
          .isInstanceOf(Decision.Champion.class)
          .extracting(Decision::reason)
          .asString()
          .startsWith(
              "held-out accuracy 1.0000 against the champion's (version 7) 0.3333 on the same 12"
                  + " images: both right 4, only the champion 0, only this 8, both wrong 0;"
                  + " McNemar p = 0.0078");
    }

    @Test
    void aWorseVersionIsChallenger() throws Exception {
      assertThat(
              decide(
                  champion(fetched(SMALL, COLOURS, COLOURS, ResizeMethod.AREA)),
                  candidate(WRONG_ORDER, COLOURS)))
          .isInstanceOf(Decision.Challenger.class)
          .extracting(Decision::reason)
          .asString()
          .contains("only the champion 8, only this 0");
    }

    @Test
    void theSameLabelsInAnotherOrderAreTheSame() throws Exception {
      assertThat(
              decide(
                  champion(fetched(SMALL, OTHER_ORDER, OTHER_ORDER, ResizeMethod.AREA)),
                  candidate(COLOURS, COLOURS)))
          .extracting(Decision::reason)
          .asString()
          .contains("both right 12, only the champion 0, only this 0, both wrong 0");
    }

    @Test
    void eachModelGetsImagesOfItsOwnSizeResizedItsOwnWay() throws Exception {
      assertThat(
              decide(
                  champion(fetched(LARGE, COLOURS, COLOURS, ResizeMethod.BILINEAR)),
                  candidate(COLOURS, COLOURS)))
          .extracting(Decision::reason)
          .asString()
          .contains("both right 12");
      assertThat(asked).containsExactlyInAnyOrder("2x2 AREA", "3x4 BILINEAR");
    }
  }

  @Nested
  class WhenTheChampionCanNotBeCompared {
    private void isChallengerBecause(Decision decision, String... reasons) {
      assertThat(decision).isInstanceOf(Decision.Challenger.class);
      assertThat(decision.reason())
          .startsWith("not compared with the champion (version 7): ")
          .contains(reasons);
    }

    @Test
    void otherLabelsAreNamed() throws Exception {
      List<String> others = List.of("blue", "green", "yellow");
      isChallengerBecause(
          decide(
              champion(fetched(SMALL, others, others, ResizeMethod.AREA)),
              candidate(COLOURS, COLOURS)),
          "the champion: expected the 3 classes of the held-out images, found 3 labels;"
              + " missing: red; unknown: yellow");
    }

    @Test
    void labelsThatAreNotThoseOfTheImagesAreNamed() throws Exception {
      isChallengerBecause(
          decide(
              champion(fetched(SMALL, COLOURS, COLOURS, ResizeMethod.AREA)),
              candidate(COLOURS, List.of("0", "1", "2"))),
          "this version: expected the 3 classes",
          "unknown: 0, 1, 2");
    }

    @Test
    void oneThatIsNotTrustedOrCameDamagedIsSaid() throws Exception {
      isChallengerBecause(
          decide(
              failing(new ModelRejectedException("model colours/7: found an unsigned one")),
              candidate(COLOURS, COLOURS)),
          "found an unsigned one");
    }

    @Test
    void oneThatCanNotBeFetchedIsSaid() throws Exception {
      isChallengerBecause(
          decide(failing(new KafkaException("timed out")), candidate(COLOURS, COLOURS)),
          "timed out");
    }

    @Test
    void oneThatCanNotBeLoadedIsSaid() throws Exception {
      Path folder = Files.createDirectory(temp.resolve("champion"));
      Files.writeString(folder.resolve("saved_model.pb"), "no model");
      isChallengerBecause(
          decide(
              champion(
                  new Champions.Fetched(
                      manifest(draft(SMALL, COLOURS, ResizeMethod.AREA)), folder)),
              candidate(COLOURS, COLOURS)),
          "the champion: the SavedModel",
          "can't be loaded");
    }

    @Test
    void oneWithMoreClassesThanItsManifestSaysIsSaid() throws Exception {
      List<String> four = List.of("blue", "green", "red", "yellow");
      isChallengerBecause(
          decide(
              champion(fetched(SMALL, four, COLOURS, ResizeMethod.AREA)),
              candidate(COLOURS, COLOURS)),
          "tells 4 classes apart, but there are 3 labels");
    }

    @Test
    void imagesThatCanNotBeReadAgainAreSaid() throws Exception {
      HeldOutImages gone =
          new HeldOutImages() {
            @Override
            public List<String> classes() {
              return COLOURS;
            }

            @Override
            public void read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
              throw new DataSetException("the folder is gone");
            }
          };
      Gate gate =
          new Gate(
              champion(fetched(LARGE, COLOURS, COLOURS, ResizeMethod.AREA)),
              PromotionRule.DEFAULT,
              temp);

      isChallengerBecause(gate.decide(candidate(COLOURS, COLOURS), gone), "the folder is gone");
    }

    @Test
    void anInterruptIsNoReasonToGoOn() throws Exception {
      Candidate candidate = candidate(COLOURS, COLOURS);
      InterruptException interrupt = new InterruptException("Ctrl-C");
      Thread.interrupted(); // it has marked this thread

      assertThatThrownBy(() -> decide(failing(interrupt), candidate)).isSameAs(interrupt);
    }

    @Test
    void anInterruptOfTheComparisonIsNoneEither() throws Exception {
      Candidate candidate = candidate(COLOURS, COLOURS);
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> decide(failing(new IllegalStateException("not fetched")), candidate))
          .isInstanceOf(CancellationException.class);
    }
  }
}
