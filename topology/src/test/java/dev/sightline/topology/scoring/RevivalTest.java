package dev.sightline.topology.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * When a transaction is aborted within the process, Kafka Streams initialises the same processor
 * again and delivers the records again.
 */
class RevivalTest {
  private final BatcherTask task = new BatcherTask(new BatchSettings(8, Duration.ofSeconds(1)));

  @Test
  void aBatchFromBeforeTheAbortIsNotForwardedBesideTheRecordsThatComeAgain() {
    task.init();
    task.process();
    task.batcher.close();
    task.init();
    task.process();
    task.commit();

    assertThat(task.forwarded).hasSize(1);
  }

  @Test
  void whatAnAbortedTransactionCountedIsNotPublished() {
    task.init();
    task.process();
    task.commit();
    task.batcher.close();
    task.init();
    task.process();
    task.commit();
    task.process();

    assertThat(task.meters.get("sightline.images.consumed").counter().count()).isEqualTo(1);
  }
}
