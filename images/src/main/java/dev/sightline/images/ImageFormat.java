package dev.sightline.images;

/** What the bytes of an image are: raw pixels, or a file known by its first bytes. */
public enum ImageFormat {
  /** Raw pixels: height x width x 3 bytes, red first. */
  RGB,
  PNG,
  JPEG,
  BMP,
  /** Of an animation the first frame, without the canvas around it. */
  GIF;

  /** The format of a file. */
  static ImageFormat of(Content content) throws UnreadableImageException {
    if (content.startsWith(0xff, 0xd8, 0xff)) {
      return JPEG;
    }
    if (content.startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return PNG;
    }
    if (content.startsWith('B', 'M')) {
      return BMP;
    }
    if (content.startsWith('G', 'I', 'F', '8')) {
      return GIF;
    }
    throw new UnreadableImageException(
        RejectionReason.UNKNOWN_FORMAT,
        "expected a PNG, JPEG, BMP or GIF file, found " + content.describeStart());
  }
}
