package dev.sightline.images;

/**
 * Reads a JPEG's segments to its end, counts its scans, and leaves to the JDK's reader what makes
 * pixels: tables, frame header and scans.
 *
 * <p>The other segments would change colours by a profile, at 160 times the cost, or lose the image
 * to one odd byte in a profile's or JFIF's header. What of them says which colours the components
 * are is decided here ({@link JpegColors}). An image that ends before the mark of its end is whole
 * if no scan can follow and none is cut: the reader would warn of the latter.
 */
final class JpegHeader {
  private static final int RESTART_INTERVAL = 0xdd;
  private static final int FIRST_FRAME_TYPE = 0xc0;
  private static final int LAST_FRAME_TYPE = 0xcf;
  private static final int ARITHMETIC_CODING = 0xcc;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int HIERARCHICAL = 0xde;
  private static final int EXPANSION = 0xdf;
  private static final int LINES = 0xdc;
  private static final int FIRST_APPLICATION = 0xe0;
  private static final int TEMPORARY = 0x01;
  private static final int BYTES_PER_PIXEL = 3;
  private static final byte[] START = {(byte) 0xff, (byte) START_OF_IMAGE};
  private static final byte[] END = {(byte) 0xff, (byte) 0xd9};

  private final Content content;
  private final JpegSegments segments;
  private final JpegColors colors = new JpegColors();
  private final JpegTables tables;
  private final Excerpt kept;
  private JpegFrame frame;
  private JpegScans scans;

  private JpegHeader(Content content) {
    this.content = content;
    segments = new JpegSegments(content);
    tables = new JpegTables(content);
    kept = new Excerpt(content);
  }

  static ImageHeader read(Content content) throws UnreadableImageException {
    return new JpegHeader(content).read();
  }

  private ImageHeader read() throws UnreadableImageException {
    kept.insert(START);
    while (segments.next()) {
      take();
    }
    requirePixels();
    kept.insert(END);
    return new ImageHeader(
        ImageFormat.JPEG,
        frame.width(),
        frame.height(),
        BYTES_PER_PIXEL,
        scans.count(),
        segments.ended(),
        kept.parts());
  }

  private void take() throws UnreadableImageException {
    int marker = segments.marker();
    switch (marker) {
      case JpegTables.QUANTIZATION, JpegTables.HUFFMAN -> {
        tables.define(segments);
        keep();
      }
      case RESTART_INTERVAL -> keep();
      case JpegSegments.START_OF_SCAN -> takeScan();
      case START_OF_IMAGE -> throw damaged("a second start of an image");
      case HIERARCHICAL, EXPANSION ->
          throw UnreadableImageException.unsupported("hierarchical coding is not read");
      case ARITHMETIC_CODING, LINES, TEMPORARY -> {}
      default -> {
        if (marker >= FIRST_FRAME_TYPE && marker <= LAST_FRAME_TYPE) {
          takeFrame();
        } else if (marker >= FIRST_APPLICATION) {
          colors.see(content, segments);
        } else if (!segments.isRestart()) {
          throw damaged("unknown marker %02x".formatted(marker));
        }
      }
    }
  }

  private void takeFrame() throws UnreadableImageException {
    if (frame != null) {
      throw damaged("a second frame header");
    }
    frame = JpegFrame.read(content, segments);
    scans = new JpegScans(content, frame, tables);
    keep();
  }

  private void takeScan() throws UnreadableImageException {
    if (frame == null) {
      throw damaged("no frame header before the first scan");
    }
    if (scans.count() == 0) {
      kept.insert(colors.segment(frame));
      if (!frame.progressive() && !tables.hasHuffman()) {
        tables.defineStandard();
        kept.insert(JpegTables.STANDARD);
      }
    }
    scans.add(segments);
    segments.skipScan();
    keep();
  }

  private void keep() throws UnreadableImageException {
    kept.keep(segments.start(), segments.end());
  }

  private void requirePixels() throws UnreadableImageException {
    RejectionReason reason = segments.ended() ? RejectionReason.DAMAGED : RejectionReason.TRUNCATED;
    if (frame == null || scans.count() == 0) {
      throw new UnreadableImageException(
          reason, "no %s before the end".formatted(frame == null ? "frame header" : "scan"));
    }
    if (!scans.areBegun() || !segments.ended() && !scans.areComplete()) {
      throw new UnreadableImageException(
          reason, "%d scans, and not all of each component".formatted(scans.count()));
    }
  }

  private UnreadableImageException damaged(String what) {
    return UnreadableImageException.damaged("%s, at byte %d", what, segments.start());
  }
}
