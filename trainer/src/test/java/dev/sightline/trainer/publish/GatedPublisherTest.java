package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.publish.ChampionChangedException;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatedPublisherTest {
  private static final List<String> COLOURS = List.of("blue", "green", "red");

  /** Two classes swapped: it is right on every blue image alone. */
  private static final List<String> WRONG = List.of("blue", "red", "green");

  private static final HeldOutImages IMAGES =
      new HeldOutImages() {
        @Override
        public List<String> classes() {
          return COLOURS;
        }

        @Override
        public void read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
          ColourExamples.of(model(COLOURS), 4, batches);
        }
      };

  private static final Promotion GATED = new Promotion.Gated(IMAGES, PromotionRule.DEFAULT);

  @TempDir Path temp;

  private final Topics topics = new Topics();

  /** The two topics, with the champions that come one after the other. */
  private final class Topics implements Publications, Champions {
    private final Deque<OptionalInt> champions = new ArrayDeque<>();
    private final List<Path> scratches = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private RuntimeException notFetched;

    @Override
    public OptionalInt version(String name) {
      return champions.element();
    }

    @Override
    public Fetched fetch(String name, int version, Path scratch) {
      if (notFetched != null) {
        throw notFetched;
      }
      assertThat(scratch).isEmptyDirectory();
      scratches.add(scratch);
      return new Fetched(manifest(), write(scratch.resolve("champion"), WRONG));
    }

    @Override
    public ModelManifest publish(Candidate candidate) {
      return add("neither");
    }

    @Override
    public ModelManifest publishChampion(Candidate candidate, String why) {
      if (champions.size() > 1) {
        throw new ChampionChangedException("found champion " + champions.getLast().getAsInt());
      }
      return add("champion: " + why);
    }

    @Override
    public ModelManifest publishChampion(Candidate candidate, OptionalInt replaced, String why) {
      if (champions.size() > 1) {
        champions.remove();
        throw new ChampionChangedException("expected " + replaced);
      }
      return add("champion for " + replaced + ": " + why);
    }

    @Override
    public ModelManifest publishChallenger(Candidate candidate, String why) {
      return add("challenger: " + why);
    }

    private ModelManifest add(String what) {
      published.add(what);
      return manifest();
    }
  }

  private static ColourModel model(List<String> seen) {
    return new ColourModel(2, 2, seen);
  }

  private static Path write(Path folder, List<String> seen) {
    try {
      return model(seen).write(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ModelManifest manifest() {
    return draft().setVersion(9).setArchive(new Checksum("", 1L)).setParts(List.of()).build();
  }

  /** Of the candidate and the champion alike: they tell the same classes apart. */
  private static ModelManifest.Builder draft() {
    return model(COLOURS).manifest().setResize(ResizeMethod.AREA);
  }

  private PublishedVersion publish(Promotion promotion) {
    Candidate candidate = new Candidate(draft(), write(temp.resolve("candidate"), COLOURS));
    return new GatedPublisher(topics, topics, temp).publish(candidate, promotion, "trained");
  }

  @Nested
  class WhenItIsCompared {
    @Test
    void theFirstVersionIsChampion() {
      topics.champions.add(OptionalInt.empty());

      PublishedVersion version = publish(GATED);

      String reason = "the first version of colours that serves";
      assertThat(version.manifest()).isEqualTo(manifest());
      assertThat(version.decision()).contains(new Decision.Champion(reason, OptionalInt.empty()));
      assertThat(topics.published)
          .containsExactly("champion for OptionalInt.empty: trained: " + reason);
    }

    @Test
    void aBetterOneIsChampionInThePlaceOfTheOneItWasComparedWith() {
      topics.champions.add(OptionalInt.of(7));

      PublishedVersion version = publish(GATED);

      Decision decision = version.decision().orElseThrow();
      assertThat(decision)
          .isInstanceOf(Decision.Champion.class)
          .extracting(Decision::reason)
          .asString()
          .contains("held-out accuracy 1.0000 against the champion's (version 7) 0.3333");
      assertThat(topics.published)
          .containsExactly("champion for OptionalInt[7]: trained: " + decision.reason());
    }

    @Test
    void theRuleIsTheCallers() {
      topics.champions.add(OptionalInt.of(7));

      PublishedVersion version = publish(new Promotion.Gated(IMAGES, new PromotionRule(0.9, 0.05)));

      assertThat(version.decision()).containsInstanceOf(Decision.Challenger.class);
      assertThat(topics.published)
          .singleElement()
          .asString()
          .startsWith("challenger: trained: held-out accuracy 1.0000")
          .endsWith("not better by more than the margin of 0.9");
    }

    @Test
    void aChampionThatCanNotBeComparedStays() {
      topics.champions.add(OptionalInt.of(7));
      topics.notFetched = new ModelRejectedException("found an unsigned one");

      PublishedVersion version = publish(GATED);

      assertThat(version.decision()).containsInstanceOf(Decision.Challenger.class);
      assertThat(topics.published)
          .containsExactly(
              "challenger: trained: not compared with the champion (version 7): found an unsigned"
                  + " one");
    }
  }

  @Nested
  class WhenTheChampionChangesMeanwhile {
    @Test
    void itIsComparedAgainWithTheNewOneInAFolderOfItsOwn() {
      topics.champions.addAll(List.of(OptionalInt.of(7), OptionalInt.of(8), OptionalInt.of(11)));

      PublishedVersion version = publish(GATED);

      assertThat(topics.scratches).hasSize(3).doesNotHaveDuplicates();
      assertThat(version.decision().orElseThrow().reason()).contains("(version 11) 0.3333");
      assertThat(topics.published)
          .singleElement()
          .asString()
          .startsWith("champion for OptionalInt[11]: ");
    }

    @Test
    void theFirstVersionMayNotBeTheFirstAnyMore() {
      topics.champions.addAll(List.of(OptionalInt.empty(), OptionalInt.of(1)));
      topics.notFetched = new KafkaException("timed out");

      PublishedVersion version = publish(GATED);

      assertThat(version.decision())
          .containsInstanceOf(Decision.Challenger.class)
          .hasValueSatisfying(decision -> assertThat(decision.reason()).contains("timed out"));
      assertThat(topics.published).singleElement().asString().startsWith("challenger: trained: ");
    }
  }

  @Nested
  class WhenItIsNotCompared {
    @Test
    void itIsChampionWithTheReasonWhateverServes() {
      PublishedVersion version = publish(new Promotion.Ungated("as somebody asks"));

      String reason = "not compared with a champion, as somebody asks";
      assertThat(version.decision()).contains(new Decision.Champion(reason, OptionalInt.empty()));
      assertThat(topics.published).containsExactly("champion: trained: " + reason);
    }

    @Test
    void itIsChallengerWhenSomebodyReleasesAnotherChampionDuringTheUpload() {
      topics.champions.addAll(List.of(OptionalInt.of(7), OptionalInt.of(6)));

      PublishedVersion version = publish(new Promotion.Ungated("as somebody asks"));

      String reason = "somebody released another champion during the upload: found champion 6";
      assertThat(version.decision()).contains(new Decision.Challenger(reason));
      assertThat(topics.published).containsExactly("challenger: trained: " + reason);
    }

    @Test
    void itIsNeitherWhereTheDecisionIsWithheld() {
      PublishedVersion version = publish(new Promotion.Withheld());

      assertThat(version.decision()).isEmpty();
      assertThat(topics.published).containsExactly("neither");
    }
  }

  @Nested
  class WhenItCanNotBeSent {
    @Test
    void theFailureIsTheCallers() {
      topics.champions.add(OptionalInt.empty());
      KafkaException failure = new KafkaException("gone");
      Publications gone = new FailingPublications(failure);
      Candidate candidate = new Candidate(draft(), temp);

      assertThatThrownBy(
              () -> new GatedPublisher(gone, topics, temp).publish(candidate, GATED, "trained"))
          .isSameAs(failure);
    }
  }

  /** A broker that has gone. */
  private record FailingPublications(KafkaException failure) implements Publications {
    @Override
    public ModelManifest publish(Candidate candidate) {
      throw failure;
    }

    @Override
    public ModelManifest publishChampion(Candidate candidate, String why) {
      throw failure;
    }

    @Override
    public ModelManifest publishChampion(Candidate candidate, OptionalInt replaced, String why) {
      throw failure;
    }

    @Override
    public ModelManifest publishChallenger(Candidate candidate, String why) {
      throw failure;
    }
  }
}
