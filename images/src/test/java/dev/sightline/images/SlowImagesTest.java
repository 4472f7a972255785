package dev.sightline.images;

import static dev.sightline.images.Pictures.deflatedZeros;
import static dev.sightline.images.Pictures.event;
import static dev.sightline.images.Pictures.file;
import static dev.sightline.images.Pictures.picture;
import static dev.sightline.images.Pictures.png;
import static dev.sightline.images.Pictures.pngChunk;
import static dev.sightline.images.Pictures.rawEvent;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ResizeMethod;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlowImagesTest {
  private static final DecodeLimits LIMITS =
      new DecodeLimits(1 << 24, 50_000_000, Duration.ofMillis(10));

  /** A black image of one bit a pixel: many pixels in a file of some kilobytes. */
  private static byte[] sparsePng(int side) {
    long rows = (long) side * ((side + 7) / 8 + 1);
    return png(side, side, 1, 0, pngChunk("IDAT", deflatedZeros(rows)));
  }

  private static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of("PNG", sparsePng(2000)),
        Arguments.of("JPEG", file(picture(500, 400, TYPE_3BYTE_BGR), "jpeg")),
        Arguments.of("progressive JPEG", file(picture(500, 400, TYPE_3BYTE_BGR), "jpeg", true)),
        Arguments.of("GIF", file(picture(500, 400, TYPE_BYTE_INDEXED), "gif")),
        Arguments.of("BMP", file(picture(500, 400, TYPE_3BYTE_BGR), "bmp")));
  }

  @Nested
  class WhenTheTimeForAnImageIsOver {
    private static final long MILLISECOND = 1_000_000;

    private long looks;
    private long passingWithEachLook = MILLISECOND;
    private final DecodeDeadline deadline =
        new DecodeDeadline(
            LIMITS.maxTime(),
            () -> ++looks * passingWithEachLook,
            () -> looks * passingWithEachLook);
    private final ImageDecoder decoder =
        new ImageDecoder(32, 32, ResizeMethod.AREA, LIMITS, 1 << 26, deadline);

    @AfterEach
    void closeDecoder() {
      decoder.close();
    }

    private Decoding decode(byte[] file) {
      return decoder.decode(event(file), new byte[decoder.imageBytes()], 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.sightline.images.SlowImagesTest#files")
    void itIsRejectedInTheMiddleAndTheNextIsDecoded(String format, byte[] file) {
      Decoding decoding = decode(file);

      assertThat(decoding).isInstanceOf(Rejected.class);
      assertThat(((Rejected) decoding).reason()).isEqualTo(RejectionReason.TOO_SLOW);
      assertThat(((Rejected) decoding).message())
          .endsWith("not decoded within 10 ms of the processor's time, or 20 by the clock");
      assertThat(looks).as("looks at the clock").isLessThan(30);
      passingWithEachLook = 0;
      assertThat(decode(file)).isInstanceOf(Decoded.class);
    }
  }

  @Nested
  class WhenTheMachineHasOtherWork {
    private long clock;
    private long processorTime;
    private final DecodeDeadline deadline =
        new DecodeDeadline(LIMITS.maxTime(), () -> clock, () -> processorTime);

    @Test
    void anImageHasItsTimeOfTheProcessor() {
      deadline.start();
      clock = Duration.ofMillis(19).toNanos();
      processorTime = Duration.ofMillis(10).toNanos();
      assertThat(deadline.isOver()).isFalse();
      processorTime++;
      assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void itHasTwiceThatByTheClock() {
      deadline.start();
      clock = Duration.ofMillis(20).toNanos();
      assertThat(deadline.isOver()).isFalse();
      clock++;
      assertThat(deadline.isOver()).isTrue();
    }
  }

  @Nested
  class WhenTheTimeIsEstimated {
    private static final DecodeLimits LONG = new DecodeLimits(1 << 24, 50_000_000);

    private long millis(ImageEvent event) {
      return DecodeEstimate.nanos(event, LONG) / 1_000_000;
    }

    @Test
    void aFileOfFewBytesCountsByItsPixels() {
      byte[] file = sparsePng(7000);
      assertThat(file).hasSizeLessThan(10_000);
      assertThat(millis(event(file))).isBetween(500L, 2000L);
      assertThat(DecodeEstimate.nanos(event(sparsePng(16)), LONG)).isLessThan(200_000);
    }

    @Test
    void everyScanOfAJpegCounts() {
      long baseline = millis(event(file(picture(1000, 1000, TYPE_3BYTE_BGR), "jpeg")));
      long progressive = millis(event(file(picture(1000, 1000, TYPE_3BYTE_BGR), "jpeg", true)));
      assertThat(progressive).isGreaterThan(3 * baseline);
    }

    @Test
    void anImageThatIsReadInStripsCountsForEach() {
      byte[] eightBytesAPixel =
          png(7000, 7000, 16, 6, pngChunk("IDAT", deflatedZeros(7000L * 56_001)));
      assertThat(millis(event(eightBytesAPixel))).isGreaterThan(49 * 8 * 6 * 3);
    }

    @Test
    void whatIsRejectedByItsHeaderTakesNoTime() {
      assertThat(DecodeEstimate.nanos(event(sparsePng(8000)), LONG)).isEqualTo(100_000);
      assertThat(DecodeEstimate.nanos(event(new byte[] {1, 2, 3}), LONG)).isEqualTo(100_000);
      assertThat(DecodeEstimate.nanos(rawEvent(new byte[1 << 25], 1, 1), LONG)).isEqualTo(100_000);
    }

    @Test
    void noImageTakesLongerThanItMay() {
      assertThat(DecodeEstimate.nanos(event(sparsePng(7000)), LIMITS)).isEqualTo(10_000_000);
    }
  }
}
