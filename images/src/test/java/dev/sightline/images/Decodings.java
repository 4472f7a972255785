package dev.sightline.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ResizeMethod;

/** What a new decoder makes of one file. */
final class Decodings {
  private Decodings() {}

  /** The pixels of a file that has this size. */
  static byte[] pixels(byte[] file, int width, int height) {
    try (ImageDecoder decoder = decoder(width, height)) {
      byte[] pixels = new byte[decoder.imageBytes()];
      Decoding decoding = decoder.decodeFile(file, pixels, 0);
      assertThat(decoding).isInstanceOf(Decoded.class);
      assertThat(((Decoded) decoding).width()).isEqualTo(width);
      return pixels;
    }
  }

  static Rejected rejection(byte[] file) {
    try (ImageDecoder decoder = decoder(8, 8)) {
      Decoding decoding = decoder.decodeFile(file, new byte[decoder.imageBytes()], 0);
      assertThat(decoding).isInstanceOf(Rejected.class);
      return (Rejected) decoding;
    }
  }

  static ImageDecoder decoder(int width, int height) {
    return new ImageDecoder(height, width, ResizeMethod.AREA, DecodeLimits.DEFAULT);
  }
}
