package dev.sightline.topology.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.settings.WorkerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a batcher asks for a commit before its interval is over, as a worker's settings have it. */
class PromptCommitTest {
  private static final Duration LINGER = Duration.ofMillis(10);

  private static BatcherTask task(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", "broker:9092");
    settings.put(WorkerConfig.MAX_BATCH_SIZE, 2);
    settings.put(WorkerConfig.LINGER_MS, LINGER.toMillis());
    BatcherTask task = new BatcherTask(WorkerConfig.of(settings).batch());
    task.init();
    return task;
  }

  @Test
  void aBatchThatLingeredAsksForOneTwentyMillisecondsAfterTheLast() {
    BatcherTask task = task(Map.of());
    task.commit();

    task.process();
    task.punctuateAfter(LINGER);
    assertThat(task.forwarded).hasSize(1);
    assertThat(task.commitsAskedFor()).isZero();

    task.punctuateAfter(LINGER.minusNanos(1));
    assertThat(task.commitsAskedFor()).isZero();

    task.punctuateAfter(Duration.ofNanos(1));
    assertThat(task.commitsAskedFor()).isOne();
  }

  @Test
  void onceTheCommitIsMadeNoneIsAskedForUntilABatchLingersAgain() {
    BatcherTask task = task(Map.of());
    task.process();
    task.punctuateAfter(LINGER.multipliedBy(2));
    assertThat(task.commitsAskedFor()).isOne();

    task.commit();
    task.punctuateAfter(Duration.ofSeconds(1));

    assertThat(task.commitsAskedFor()).isOne();
  }

  @Test
  void aTaskThatHasNothingToDoIsNotPunctuatedForThatWouldMakeTransactionsOfNothing() {
    BatcherTask task = task(Map.of());
    assertThat(task.isPunctuated()).isFalse();

    task.process();
    assertThat(task.isPunctuated()).isTrue();
    task.punctuateAfter(LINGER.multipliedBy(2));
    task.commit();
    task.punctuateAfter(Duration.ofSeconds(1)); // publishes what the commit covered
    task.commit();

    assertThat(task.isPunctuated()).isFalse();
    assertThat(task.meters.get("sightline.images.consumed").counter().count()).isEqualTo(1);
  }

  @Test
  void behindABatchThatWasFullNothingIsPending() {
    BatcherTask task = task(Map.of());

    task.process();
    task.process();

    assertThat(task.forwarded).hasSize(2);
    assertThat(task.isPunctuated()).isFalse();
  }

  @Test
  void aBatchThatWasFullAsksForNone() {
    BatcherTask task = task(Map.of());

    task.process();
    task.process();
    task.punctuateAfter(Duration.ofSeconds(1));

    assertThat(task.forwarded).hasSize(2);
    assertThat(task.commitsAskedFor()).isZero();
  }

  @Test
  void whereTheCommitIntervalIsSetCommitsComeInItAlone() {
    BatcherTask task = task(Map.of("commit.interval.ms", "100"));

    task.process();
    task.punctuateAfter(Duration.ofSeconds(1));

    assertThat(task.forwarded).hasSize(1);
    assertThat(task.commitsAskedFor()).isZero();
  }
}
