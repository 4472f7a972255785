package dev.sightline.models.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.ModelRelease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NextReleaseTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final NextRelease next = new NextRelease("me", "why", NOW);

  private static ModelVersion cats(int version) {
    return new ModelVersion("cats", version);
  }

  private static Optional<ModelRelease> current(
      int champion, Integer challenger, Integer... former) {
    return Optional.of(
        new ModelRelease("cats", champion, challenger, "you", "before", NOW, List.of(former)));
  }

  @Nested
  class WhenAVersionBecomesChampion {
    @Test
    void theOneBeforeIsRememberedLast() {
      assertThat(next.champion(current(3, null, 1, 2), cats(4)))
          .isEqualTo(new ModelRelease("cats", 4, null, "me", "why", NOW, List.of(1, 2, 3)));
    }

    @Test
    void noVersionIsRememberedTwice() {
      assertThat(next.champion(current(3, null, 1, 2), cats(1)).getFormerChampions())
          .containsExactly(2, 3);
      assertThat(next.champion(current(3, null, 1, 2), cats(3)).getFormerChampions())
          .containsExactly(1, 2);
    }

    @Test
    void theLatestHundredAreRemembered() {
      Optional<ModelRelease> release = Optional.empty();
      for (int version = 1; version <= 103; version++) {
        release = Optional.of(next.champion(release, cats(version)));
      }
      assertThat(release.orElseThrow().getFormerChampions())
          .hasSize(NextRelease.REMEMBERED)
          .startsWith(3)
          .endsWith(102);
    }
  }

  @Nested
  class WhenAVersionBecomesChallenger {
    @Test
    void allElseStays() {
      assertThat(next.challenger(current(3, 2, 1), cats(4)))
          .isEqualTo(new ModelRelease("cats", 3, 4, "me", "why", NOW, List.of(1)));
    }

    @Test
    void theChampionCanNotChallengeItself() {
      assertThatThrownBy(() -> next.challenger(current(3, null), cats(3)))
          .isInstanceOf(ReleaseRefusedException.class)
          .hasMessage("model cats/3 is the champion itself");
    }
  }

  @Nested
  class WhenAReleaseIsRolledBack {
    @Test
    void whatServedSinceIsForgottenAndTheChallengerStays() {
      assertThat(next.rollback(current(4, 5, 1, 2, 3).orElseThrow(), cats(2)))
          .isEqualTo(new ModelRelease("cats", 2, 5, "me", "why", NOW, List.of(1)));
    }

    @Test
    void aVersionThatNeverServedHasNoneBefore() {
      assertThat(next.rollback(current(4, null).orElseThrow(), cats(2)).getFormerChampions())
          .isEmpty();
    }
  }
}
