package dev.sightline.topology.monitoring.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.stored.UnreadableStateException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairingSerdeTest {
  private static final Scored SCORED = new Scored(new ModelVersion("model", 3), "châtaigne", 17);
  private static final Truth TRUTH = new Truth("x".repeat(70_000), -4, Long.MAX_VALUE);
  private static final String TOPIC = "metrics-pairings-changelog";

  private final PairingSerde serde = new PairingSerde();

  static List<Pairings> pairings() {
    return List.of(
        Pairings.of(new Pairing.Waiting(TRUTH, false)),
        Pairings.of(new Pairing.Waiting(TRUTH, true)),
        Pairings.of(new Pairing.Unlabelled(SCORED)),
        Pairings.of(new Pairing.Labelled(SCORED, TRUTH)),
        Pairings.of(new Pairing.Ended(99)),
        Pairings.of(
            new Pairing.Ended(99),
            new Pairing.Labelled(SCORED, TRUTH),
            new Pairing.Waiting(TRUTH, true)));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void whatIsWrittenIsRead(Pairings pairings) {
    byte[] bytes = serde.serializer().serialize(TOPIC, pairings);
    assertThat(read(bytes)).isEqualTo(pairings);
  }

  @Test
  void itIsWrittenWithTheFingerprintOfItsSchema() {
    assertThat(serde.serializer().serialize(TOPIC, Pairings.of(new Pairing.Ended(258))))
        .startsWith(0xC3, 0x01, 0x8f, 0xd2, 0x21, 0x3f, 0x7d, 0xa5, 0x48, 0xa4);
  }

  @Test
  void damagedBytesAndUnknownKindsAreRefused() {
    assertRefused(new byte[] {4, 0}, "2 bytes");
    assertRefused(new byte[] {9}, "'09'");
    assertRefused(new byte[] {1, 0x7f, 0, 0, 0}, "a text of 2130706432 bytes, with 0 left");
    assertRefused(new byte[] {1, -1, 0, 0, 0}, "5 bytes");
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining(TOPIC)
        .hasMessageContaining(message);
  }

  private Pairings read(byte[] bytes) {
    return serde.deserializer().deserialize(TOPIC, bytes);
  }

  /** The changelogs of running applications hold these. */
  @Nested
  class WhenTheFirstVersionWrote {

    @Test
    void eachKindIsRead() {
      assertThat(read(new byte[] {4, 0, 0, 0, 0, 0, 0, 1, 2}))
          .isEqualTo(Pairings.of(new Pairing.Ended(258)));
      assertThat(
              read(
                  new byte[] {
                    1, 0, 0, 0, 2, 'a', 'b', 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2
                  }))
          .isEqualTo(Pairings.of(new Pairing.Waiting(new Truth("ab", 1, 2), false)));
      assertThat(read(predicted(2, "model", 3).array()))
          .isEqualTo(Pairings.of(new Pairing.Unlabelled(SCORED)));
      ByteBuffer labelled = predicted(3, "model", 3);
      text(labelled, "dog").putLong(4).putLong(5);
      assertThat(read(labelled.array()))
          .isEqualTo(Pairings.of(new Pairing.Labelled(SCORED, new Truth("dog", 4, 5))));
    }

    @Test
    void theModelsThatCannotBeAreForgotten() {
      assertThat(read(predicted(2, "my model", 3).array()))
          .isEqualTo(Pairings.of(new Pairing.Forgotten(17)));
      assertThat(read(predicted(2, "model", 0).array()))
          .isEqualTo(Pairings.of(new Pairing.Forgotten(17)));
    }

    private static ByteBuffer predicted(int kind, String model, int version) {
      ByteBuffer bytes = ByteBuffer.allocate(128);
      bytes.put((byte) kind);
      text(bytes, model).putInt(version);
      return text(bytes, "châtaigne").putLong(17);
    }

    private static ByteBuffer text(ByteBuffer bytes, String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return bytes.putInt(utf8.length).put(utf8);
    }
  }
}
