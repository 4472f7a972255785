package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.stored.StoredSerde;
import dev.sightline.topology.monitoring.join.Change;
import dev.sightline.topology.monitoring.join.Scored;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountPartsTest {
  static {
    TrustedRecords.trust();
  }

  private static final Slot BUCKET = new Slot(60_000, new ModelVersion("cifar", 1));

  private static Counts counts(int classes, int chars) {
    Counts counts = new Counts();
    for (int i = 0; i < classes; i++) {
      String name = "%05d".formatted(i) + "é".repeat(chars - 5);
      counts.addClass(name, i + 1);
      counts.addCell(new Counts.Cell(name, "00000"), i - 3);
      counts.addCell(new Counts.Cell(name, name), 1);
      counts.delays().add(i);
      counts.confidences().add(i / 10_000.0);
      counts.images().add(image(i));
    }
    return counts;
  }

  private static ImageStatistics image(int i) {
    float level = i % 256;
    return new ImageStatistics(
        level, level / 2, (float) Math.pow(i, 1.7), level, level, level, 1 + 20 * i, i);
  }

  @Test
  void fewAreOneRecord() {
    List<PartitionCounts> parts = CountParts.of(BUCKET, 30_000, counts(1000, 10));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).getBucketLengthMs()).isEqualTo(30_000);
    assertThat(parts.get(0).getBucketStart().toEpochMilli()).isEqualTo(60_000);
  }

  @Test
  void theTimeOfTheLatestChangeGoesWithThem() {
    Scored scored = new Scored(BUCKET.model(), "cat", 60_000);
    Counts counts = new Counts();
    counts.apply(new Change.Labelled(scored, "cat", 35_000));
    counts.apply(new Change.Labelled(scored, "dog", 1_000));

    PartitionCounts part = CountParts.of(BUCKET, 30_000, counts).get(0);
    assertThat(part.getLatestMs()).isEqualTo(95_000);
    Counts sum = new Counts();
    sum.add(part);
    assertThat(sum.latestMs()).isEqualTo(95_000);
  }

  @Test
  void manyAreRecordsOfBoundedSizeWhoseSumTheyAre() {
    Counts counts = counts(3000, 256);
    List<PartitionCounts> parts = CountParts.of(BUCKET, 30_000, counts);

    Counts sum = new Counts();
    parts.forEach(sum::add);
    assertThat(sum.cells()).isEqualTo(counts.cells());
    assertThat(sum.classes()).isEqualTo(counts.classes());
    assertThat(sum.delays().counts()).isEqualTo(counts.delays().counts());
    assertThat(sum.confidences().counts()).isEqualTo(counts.confidences().counts());
    assertThat(sum.images().records()).isEqualTo(counts.images().records()).hasSize(8);
    assertThat(sum.images().outside()).isEqualTo(counts.images().outside()).isEqualTo(1);
    assertThat(parts).hasSizeGreaterThan(10);
    var serializer = StoredSerde.of(PartitionCounts.class).serializer();
    assertThat(parts)
        .allSatisfy(
            part ->
                assertThat(serializer.serialize("counts", part).length)
                    .isLessThan(CountParts.MAX_BYTES + 10_000));
  }
}
