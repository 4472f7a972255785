package dev.sightline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrustedRecordsTest {
  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void anEnumsDefaultIsBuilt() {
    ImageEvent image =
        ImageEvent.newBuilder()
            .setId("a")
            .setContent(ByteBuffer.allocate(3))
            .setCapturedAt(Instant.EPOCH)
            .build();

    assertThat(image.getEncoding()).isEqualTo(ImageEncoding.ENCODED);
  }

  @Test
  void otherClassesAreTrustedNoMoreThanBefore() {
    assertThatThrownBy(() -> ClassSecurityValidator.validate(Topics.class))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class))
        .isInstanceOf(SecurityException.class);
  }
}
