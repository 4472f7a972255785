package dev.sightline.images;

import static dev.sightline.images.Decodings.pixels;
import static dev.sightline.images.Decodings.rejection;
import static dev.sightline.images.JpegFile.ADOBE;
import static dev.sightline.images.JpegFile.COMMENT;
import static dev.sightline.images.JpegFile.EXIF;
import static dev.sightline.images.JpegFile.FRAME;
import static dev.sightline.images.JpegFile.HUFFMAN;
import static dev.sightline.images.JpegFile.JFIF;
import static dev.sightline.images.JpegFile.PROFILE;
import static dev.sightline.images.JpegFile.QUANTIZATION;
import static dev.sightline.images.JpegFile.adobe;
import static dev.sightline.images.JpegFile.segment;
import static dev.sightline.images.Pictures.concat;
import static dev.sightline.images.Pictures.file;
import static dev.sightline.images.Pictures.picture;
import static dev.sightline.images.Pictures.read;
import static dev.sightline.images.Pictures.rgb;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OddJpegsTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 24;

  private final byte[] whole = file(picture(WIDTH, HEIGHT, TYPE_3BYTE_BGR), "jpeg");
  private final byte[] expected = rgb(read(whole));
  private final JpegFile jpeg = JpegFile.of(whole);

  private void assertHasThePixels(JpegFile odd) {
    assertHasThePixels(odd.bytes());
  }

  private void assertHasThePixels(byte[] odd) {
    assertThat(pixels(odd, WIDTH, HEIGHT)).isEqualTo(expected);
  }

  private void assertRejected(JpegFile odd, RejectionReason reason, String words) {
    Rejected rejected = rejection(odd.bytes());
    assertThat(rejected.reason()).as(rejected.message()).isEqualTo(reason);
    assertThat(rejected.message()).contains(words);
  }

  @Nested
  class WhenSegmentsMakeNoPixel {

    @Test
    void noProfileChangesAPixel() {
      byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
      byte[] start = {0, 1, 1};
      assertHasThePixels(jpeg.with(1, segment(PROFILE, "ICC_PROFILE", concat(start, linear))));
    }

    @Test
    void brokenProfilesLoseNoImage() {
      byte[] first = segment(PROFILE, "ICC_PROFILE", new byte[] {0, 1, 2, 7, 7});
      byte[] empty = segment(PROFILE, "ICC_PROFILE", new byte[] {0, 1, 1});
      byte[] numberless = segment(PROFILE, "ICC_PROFILE", new byte[] {0});

      for (JpegFile odd :
          List.of(
              jpeg.with(1, first),
              jpeg.with(1, first, first),
              jpeg.with(1, empty),
              jpeg.with(0, numberless))) {
        assertHasThePixels(odd);
      }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "9,99"})
    void anyVersionOfJfifWillDo(byte major, byte minor) {
      byte[] jfif = {0, major, minor, 0, 0, 1, 0, 1, 0, 0};
      assertHasThePixels(jpeg.without(JFIF).with(0, segment(JFIF, "JFIF", jfif)));
    }

    @Test
    void aThumbnailAndTheOrientationOfACameraAreIgnored() {
      byte[] sixthOrientation = {
        0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0
      };
      byte[] thumbnail = file(picture(8, 8, TYPE_3BYTE_BGR), "jpeg");
      byte[] exif = segment(EXIF, "Exif", concat(sixthOrientation, thumbnail));

      assertHasThePixels(jpeg.with(0, exif));
    }

    @Test
    void bytesBetweenSegmentsBelongToNone() {
      assertHasThePixels(jpeg.withEverywhere((byte) 1, (byte) 2, (byte) 0xff, (byte) 0, (byte) 3));
      assertHasThePixels(jpeg.withEverywhere((byte) 0xff, (byte) 0xff));
      assertHasThePixels(jpeg.with(1, new byte[] {(byte) 0xff, 1, (byte) 0xff, (byte) 0xd0}));
    }

    @Test
    void markersInCommentsAreText() {
      byte[] comment = {
        (byte) 0xff, (byte) 0xda, (byte) 0xff, (byte) 0xd9, (byte) 0xff, (byte) 0xc0
      };
      assertHasThePixels(jpeg.with(2, segment(COMMENT, comment)));
    }

    @Test
    void anotherImageBehindTheEndIsNotRead() {
      byte[] second = file(picture(8, 8, TYPE_3BYTE_BGR), "jpeg");
      assertHasThePixels(concat(whole, second));
      assertHasThePixels(concat(whole, new byte[] {(byte) 0xff, (byte) 0xda, 1}));
    }

    @Test
    void segmentsBetweenScansDecideNothing() {
      byte[] progressive = file(picture(WIDTH, HEIGHT, TYPE_3BYTE_BGR), "jpeg", true);
      JpegFile parts = JpegFile.of(progressive);
      byte[] scans = parts.scans();
      int second = 2;
      while (scans[second] != (byte) 0xff || scans[second + 1] != (byte) JpegFile.SCAN) {
        second++;
      }
      byte[] between =
          concat(adobe(0), segment(PROFILE, "ICC_PROFILE", new byte[] {0, 1, 1}), new byte[] {1});
      byte[] odd =
          concat(
              Arrays.copyOf(scans, second),
              between,
              Arrays.copyOfRange(scans, second, scans.length));

      assertThat(pixels(parts.withScans(odd).bytes(), WIDTH, HEIGHT))
          .isEqualTo(rgb(read(progressive)));
    }

    @Test
    void whatOnlyProgressiveScansNeedIsNotReadInOthers() {
      byte[] scans = jpeg.scans().clone();
      int band = 5 + 2 * scans[4];
      scans[band + 1] = 0;
      scans[band + 2] = 1;
      assertHasThePixels(jpeg.withScans(scans));
    }
  }

  /** Three components of equal values: white where they are RGB, and another colour if YCbCr. */
  @Nested
  class WhenColoursAreDecided {
    private final byte[] rgb = Pictures.rgbJpeg(WIDTH, HEIGHT);
    private final byte[] samples = Pictures.rgbSamples(WIDTH, HEIGHT);
    private final JpegFile parts = JpegFile.of(rgb).without(JFIF, ADOBE).withIds(1, 2, 3);

    private void assertIsRgb(boolean isRgb, JpegFile odd) {
      byte[] pixels = pixels(odd.bytes(), WIDTH, HEIGHT);
      int far = 0;
      for (int i = 0; i < pixels.length; i++) {
        far = Math.max(far, Math.abs((pixels[i] & 0xff) - (samples[i] & 0xff)));
      }
      assertThat(far < 20).as("furthest from the stored samples: %d", far).isEqualTo(isRgb);
    }

    @ParameterizedTest
    @CsvSource({
      "1,2,3,false",
      "0,1,2,false",
      "4,5,6,false",
      "1,34,35,false",
      "82,71,66,true",
      "82,71,65,false"
    })
    void withoutSegmentsTheyAreRgbWhereTheComponentsAreNamedSo(
        int first, int second, int third, boolean isRgb) {
      assertIsRgb(isRgb, parts.withIds(first, second, third));
    }

    @ParameterizedTest
    @CsvSource({"0,true", "1,false", "2,false", "77,false"})
    void anAdobeSegmentSaysIt(int transform, boolean isRgb) {
      assertIsRgb(isRgb, parts.with(0, adobe(transform)));
      assertIsRgb(isRgb, parts.withIds(82, 71, 66).with(0, adobe(transform)));
    }

    @Test
    void aJfifSegmentSaysMoreThanAdobeAndNames() {
      byte[] jfif = segment(JFIF, "JFIF", new byte[] {0, 1, 1, 0, 0, 1, 0, 1, 0, 0});
      assertIsRgb(false, parts.with(0, jfif, adobe(0)));
      assertIsRgb(false, parts.withIds(82, 71, 66).with(0, jfif));
    }

    @Test
    void segmentsTooShortSayNothing() {
      byte[] adobe = segment(ADOBE, "Adobe", new byte[] {0, 100, 0, 0, 0});
      byte[] jfif = segment(JFIF, "JFIF", new byte[] {0, 1});
      assertIsRgb(false, parts.with(0, adobe));
      assertIsRgb(true, parts.withIds(82, 71, 66).with(0, jfif));
    }
  }

  @Nested
  class WhenSegmentsAreMissingOrTwice {

    @Test
    void framesOfMotionJpegHaveTheStandardsTables() {
      assertHasThePixels(jpeg.without(HUFFMAN));
    }

    @ParameterizedTest
    @ValueSource(ints = {HUFFMAN, QUANTIZATION})
    void noTableIsThatOfTheImageBefore(int marker) {
      JpegFile progressive =
          JpegFile.of(file(picture(WIDTH, HEIGHT, TYPE_3BYTE_BGR), "jpeg", true));
      byte[] lacking = progressive.without(marker).bytes();
      try (ImageDecoder decoder = Decodings.decoder(WIDTH, HEIGHT)) {
        byte[] pixels = new byte[decoder.imageBytes()];
        decoder.decodeFile(progressive.bytes(), pixels, 0);
        assertThat(decoder.decodeFile(lacking, pixels, 0))
            .isInstanceOfSatisfying(
                Rejected.class,
                rejected -> {
                  assertThat(rejected.reason()).isEqualTo(RejectionReason.DAMAGED);
                  assertThat(rejected.message()).contains("table 0, which is not defined");
                });
      }
    }

    @Test
    void whatIsNeededOnceMustBeThereOnce() {
      Map<JpegFile, String> odd =
          Map.of(
              jpeg.without(FRAME), "no frame header before the first scan, at byte",
              jpeg.with(0, jpeg.segments().toArray(byte[][]::new)), "a second frame header",
              jpeg.with(0, new byte[] {(byte) 0xff, (byte) 0xd8}), "a second start of an image",
              jpeg.with(1, new byte[] {(byte) 0xff, 2}), "unknown marker 02, at byte 20",
              jpeg.withScans(new byte[] {(byte) 0xff, (byte) 0xd9}), "no scan before the end");

      odd.forEach((file, words) -> assertRejected(file, RejectionReason.DAMAGED, words));
    }

    @Test
    void aScanOfEveryComponentIsNeeded() {
      byte[] first = segment(JpegFile.SCAN, new byte[] {1, 1, 0, 0, 63, 0});
      byte[] end = {1, 2, 3, (byte) 0xff, (byte) 0xd9};

      assertRejected(
          jpeg.withScans(concat(first, end)),
          RejectionReason.DAMAGED,
          "1 scans, and not all of each component");
    }

    @Test
    void endlessGapsAreDamage() {
      byte[] gaps = new byte[0];
      byte[] gap = concat(segment(0xdd, new byte[] {0, 0}), new byte[] {1});
      for (int i = 0; i < 2000; i++) {
        gaps = concat(gaps, gap);
      }
      assertRejected(jpeg.with(0, gaps), RejectionReason.DAMAGED, "more than 1000 parts");
    }

    @Test
    void codingsThatAreNotReadAreNamed() {
      byte[] frame = jpeg.segments().stream().filter(s -> s[1] == (byte) FRAME).findFirst().get();
      byte[] twelveBits = frame.clone();
      twelveBits[4] = 12;
      byte[] lossless = frame.clone();
      lossless[1] = (byte) 0xc3;
      byte[] arithmetic = frame.clone();
      arithmetic[1] = (byte) 0xc9;
      JpegFile headless = jpeg.without(FRAME);

      assertRejected(headless.with(0, twelveBits), RejectionReason.UNSUPPORTED, "12 bits");
      assertRejected(headless.with(0, lossless), RejectionReason.UNSUPPORTED, "type c3");
      assertRejected(headless.with(0, arithmetic), RejectionReason.UNSUPPORTED, "type c9");
      assertRejected(
          jpeg.with(0, segment(0xde, new byte[10])), RejectionReason.UNSUPPORTED, "hierarchical");
    }
  }
}
