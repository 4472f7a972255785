package dev.sightline.topology.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EarlyCommitsTest {
  private static final long START = Long.MAX_VALUE - 5; // the clock may run over
  private final EarlyCommits commits = new EarlyCommits(Optional.of(Duration.ofMillis(20)), START);

  private static long after(long ms) {
    return START + TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Test
  void aBatchThatWasFullAsksForNone() {
    assertThat(commits.isDue(after(1_000))).isFalse();
  }

  @Test
  void aBatchThatLingeredInVainAsksForOne() {
    commits.lingered();
    assertThat(commits.isDue(after(20))).isTrue();
  }

  @Test
  void soonAfterTheLastOneItWaits() {
    commits.commitFollows(after(100));
    commits.lingered();
    assertThat(commits.isDue(after(119))).isFalse();
    assertThat(commits.isDue(after(120))).isTrue();
  }

  @Test
  void aCommitThatCameMeanwhileIsEnough() {
    commits.lingered();
    commits.commitFollows(after(10));
    assertThat(commits.isDue(after(1_000))).isFalse();
  }

  @Test
  void whereNoneAreWantedNoneAreAskedFor() {
    EarlyCommits none = new EarlyCommits(Optional.empty(), START);
    none.lingered();
    assertThat(none.isDue(after(1_000))).isFalse();
  }
}
