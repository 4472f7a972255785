package dev.sightline.topology.monitoring.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelVersion;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairingSerdeTest {
  private static final Scored SCORED = new Scored(new ModelVersion("model", 3), "châtaigne", 17);
  private static final Truth TRUTH = new Truth("x".repeat(70_000), -4, Long.MAX_VALUE);

  private final PairingSerde serde = new PairingSerde();

  static List<Pairing> pairings() {
    return List.of(
        new Pairing.Waiting(TRUTH),
        new Pairing.Unlabelled(SCORED),
        new Pairing.Labelled(SCORED, TRUTH),
        new Pairing.Ended(99));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void whatIsWrittenIsRead(Pairing pairing) {
    byte[] bytes = serde.serializer().serialize("pairings", pairing);
    assertThat(serde.deserializer().deserialize("pairings", bytes)).isEqualTo(pairing);
  }

  /** The bytes of a running application's changelog: they must stay readable. */
  @Test
  void theLayoutStays() {
    assertThat(serde.serializer().serialize("pairings", new Pairing.Ended(258)))
        .containsExactly(4, 0, 0, 0, 0, 0, 0, 1, 2);
    assertThat(serde.serializer().serialize("pairings", new Pairing.Waiting(new Truth("ab", 1, 2))))
        .containsExactly(1, 0, 0, 0, 2, 'a', 'b', 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2);
  }

  @Test
  void damagedBytesAndUnknownKindsAreRefused() {
    assertThatThrownBy(() -> serde.deserializer().deserialize("pairings", new byte[] {4, 0}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("2 bytes");
    assertThatThrownBy(() -> serde.deserializer().deserialize("pairings", new byte[] {9}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("9");
  }
}
