package dev.sightline.topology.monitoring.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.evaluation.drift.window.Adwin;
import dev.sightline.schemas.StoredWatch;
import dev.sightline.schemas.stored.StoredSerde;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class CorrectnessTest {
  @Test
  void labelsOneByOneAreAdwins() {
    Random random = new Random(4);
    Adwin adwin = new Adwin(Adwin.Settings.DEFAULTS);
    Correctness correctness = Correctness.start();
    for (int i = 0; i < 3_000; i++) {
      boolean isRight = random.nextDouble() < (i < 2_000 ? 0.9 : 0.6);
      adwin.add(isRight ? 1 : 0);
      correctness.add(isRight ? 1 : 0, 1, i);
    }

    assertThat(correctness.labels()).isEqualTo(adwin.width()).isLessThan(1_100);
    assertThat(correctness.accuracy()).isEqualTo(adwin.mean());
    assertThat(correctness.changedAtImage().orElse(0)).isBetween(2_000L, 2_300L);
  }

  @Test
  void ofABatchAsManyAreRightAsWere() {
    Correctness correctness = Correctness.start();
    correctness.add(7, 10, 10);
    correctness.add(0, 3, 13);
    correctness.add(7, 7, 20);

    assertThat(correctness.labels()).isEqualTo(20);
    assertThat(correctness.accuracy()).isCloseTo(14 / 20.0, within(1e-12));
  }

  @Test
  void whatIsStoredGoesOnAsIfNothingHadBeen() {
    Random random = new Random(5);
    Correctness whole = Correctness.start();
    VersionWatch stored = VersionWatch.start();
    Serde<StoredWatch> serde = StoredSerde.of(StoredWatch.class);
    for (int i = 1; i <= 400; i++) {
      int labels = random.nextInt(20);
      int hits = random.nextInt(labels + 1);
      whole.add(hits, labels, 0);
      stored.labelled(hits, labels);
      byte[] bytes = serde.serializer().serialize("topic", stored.stored());
      stored = VersionWatch.of(serde.deserializer().deserialize("topic", bytes));
    }

    assertThat(stored.correctness().orElseThrow().stored()).isEqualTo(whole.stored());
  }

  @Test
  void aMillionLabelsTakeTwoKilobytes() {
    Correctness correctness = Correctness.start();
    for (int i = 0; i < 1_000; i++) {
      correctness.add(900, 1_000, i);
    }

    StoredWatch watch = new StoredWatch(0L, Instant.EPOCH, Map.of(), null);
    watch.setAdwin(correctness.stored());
    assertThat(correctness.labels()).isEqualTo(1_000_000);
    assertThat(StoredSerde.of(StoredWatch.class).serializer().serialize("topic", watch))
        .hasSizeLessThan(2_048);
  }
}
