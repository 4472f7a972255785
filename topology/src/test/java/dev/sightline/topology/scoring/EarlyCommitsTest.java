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
    assertThat(commits.untilDue(after(1_000))).isEmpty();
  }

  @Test
  void aBatchThatLingeredInVainAsksForOne() {
    commits.lingered();
    assertThat(commits.untilDue(after(20))).contains(Duration.ZERO);
  }

  @Test
  void soonAfterTheLastOneItWaits() {
    commits.commitFollows(after(100));
    commits.lingered();
    assertThat(commits.untilDue(after(119))).contains(Duration.ofMillis(1));
    assertThat(commits.untilDue(after(121))).contains(Duration.ZERO);
  }

  @Test
  void aCommitThatCameMeanwhileIsEnough() {
    commits.lingered();
    commits.commitFollows(after(10));
    assertThat(commits.untilDue(after(1_000))).isEmpty();
  }

  @Test
  void whereNoneAreWantedNoneAreAskedFor() {
    EarlyCommits none = new EarlyCommits(Optional.empty(), START);
    none.lingered();
    assertThat(none.untilDue(after(1_000))).isEmpty();
  }
}
