package dev.sightline.models.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ModelRelease;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormerChampionsTest {
  private static ModelRelease release(int champion, Integer challenger, Integer... former) {
    return new ModelRelease(
        "cats", champion, challenger, "me", "why", Instant.EPOCH, List.of(former));
  }

  @Test
  void theLatestComesFirstAndThoseThatWereRemovedNotAtAll() {
    assertThat(FormerChampions.of(release(5, null, 1, 4, 2), List.of(1, 2, 3, 5)))
        .containsExactly(2, 1);
  }

  @Test
  void whereNoneIsKnownItIsTheVersionsBelowButForTheChallenger() {
    assertThat(FormerChampions.of(release(4, 2), List.of(1, 2, 3, 4, 5))).containsExactly(3, 1);
  }

  @Test
  void whereAllWereRemovedToo() {
    assertThat(FormerChampions.of(release(4, null, 2), List.of(1, 3, 4))).containsExactly(3, 1);
  }

  @Test
  void theFirstVersionHasNone() {
    assertThat(FormerChampions.of(release(1, 2), List.of(1, 2))).isEmpty();
  }
}
