package dev.sightline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.batch.Batch;
import dev.sightline.trainer.data.batch.Batches;
import dev.sightline.trainer.data.batch.EpochBatches;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstBatchesTest {
  private final Batches all =
      new Batches(new Examples(1, 1, new byte[30], new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), 2, 1);

  @Test
  void anEpochEndsAfterThem() {
    FirstBatches first = new FirstBatches(all, 3, 2);

    assertThat(first.images()).isEqualTo(6);
    assertThat(labels(first.epoch(1))).isEqualTo(labels(all.epoch(1)).subList(0, 6));
  }

  @Test
  void stepsThatAreDoneCountAmongThem() {
    assertThat(labels(new FirstBatches(all, 3, 2).epoch(1, 2)))
        .isEqualTo(labels(all.epoch(1)).subList(4, 6));
  }

  private static List<Integer> labels(EpochBatches epoch) {
    List<Integer> labels = new ArrayList<>();
    for (Batch batch : epoch) {
      for (int i = 0; i < batch.count(); i++) {
        labels.add(batch.labels()[i]);
      }
    }
    return labels;
  }
}
