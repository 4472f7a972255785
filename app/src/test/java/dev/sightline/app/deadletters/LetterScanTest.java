package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LetterScanTest {
  private static final TopicPartition PARTITION = new TopicPartition("dead-letters", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();

  @Test
  void readsUpToTheEndAndNoFurther() throws InterruptedException {
    LetterScan scan = scan(2);
    for (long offset = 0; offset < 3; offset++) {
      consumer.addRecord(WrittenLetters.record(offset, "EMPTY"));
    }

    scan.read(scan.ends(), read::add);

    assertThat(read).extracting(ConsumerRecord::offset).containsExactly(0L, 1L);
  }

  @Test
  void saysThatNoBrokerAnswersWhereRecordsDoNotCome() {
    LetterScan scan = scan(2);

    assertThatThrownBy(() -> scan.read(scan.ends(), read::add))
        .hasMessage("no broker answers: dead-letters has 2 more records, and for 15 s none came");
  }

  @Test
  void heedsAnInterruptAndClearsItsMark() {
    LetterScan scan = scan(1);
    consumer.schedulePollTask(
        () -> {
          throw new org.apache.kafka.common.errors.InterruptException("stopped");
        });

    assertThatThrownBy(() -> scan.read(scan.ends(), read::add))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private LetterScan scan(long end) {
    Node node = new Node(1, "localhost", 9092);
    Node[] nodes = {node};
    consumer.updatePartitions(
        "dead-letters", List.of(new PartitionInfo("dead-letters", 0, node, nodes, nodes)));
    LetterScan scan = new LetterScan(consumer);
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return scan;
  }
}
