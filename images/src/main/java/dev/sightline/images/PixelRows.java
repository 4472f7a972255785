package dev.sightline.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * The rows of an image as sRGB, alpha ignored: the values of {@link BufferedImage#getRGB}, but that
 * a gray sample is the value of red, green and blue.
 *
 * <p>{@code getRGB} takes gray samples of 8 and 16 bits as linear and makes 188 of 128; yet PNG,
 * JPEG and BMP store them as sRGB does, ImageIO itself reads gray PNGs of 1 to 4 bits so, and so
 * does every other decoder.
 */
interface PixelRows {

  /** Points {@code row} at row {@code y}, or at a copy of it that the next call overwrites. */
  void read(int y, PixelRow row);

  static PixelRows of(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    Raster raster = image.getRaster();
    if (colors instanceof IndexColorModel) {
      return indexed(raster, (IndexColorModel) colors);
    }
    boolean gray = colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    if (gray || colors.getColorSpace().isCS_sRGB()) {
      if (raster.getSampleModel() instanceof PixelInterleavedSampleModel
          && raster.getTransferType() == DataBuffer.TYPE_BYTE
          && !colors.isAlphaPremultiplied()) {
        return interleaved(raster, gray);
      }
    }
    return gray ? deepGray(raster, colors.getComponentSize(0)) : any(image);
  }

  private static PixelRows interleaved(Raster raster, boolean gray) {
    PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
    byte[] bytes = ((DataBufferByte) raster.getDataBuffer()).getData();
    int[] bandOffsets = model.getBandOffsets();
    int start = raster.getDataBuffer().getOffset();
    return (y, row) -> {
      int rowStart = start + y * model.getScanlineStride();
      row.bytes = bytes;
      row.pixelStride = model.getPixelStride();
      row.red = rowStart + bandOffsets[0];
      row.green = rowStart + bandOffsets[gray ? 0 : 1];
      row.blue = rowStart + bandOffsets[gray ? 0 : 2];
    };
  }

  private static PixelRows indexed(Raster raster, IndexColorModel colors) {
    int[] palette = new int[Math.max(colors.getMapSize(), 1 << colors.getPixelSize())];
    colors.getRGBs(palette);
    int[] indices = new int[raster.getWidth()];
    byte[] rgb = new byte[3 * indices.length];
    return (y, row) -> {
      raster.getSamples(0, y, indices.length, 1, 0, indices);
      for (int x = 0; x < indices.length; x++) {
        put(palette[indices[x]], rgb, 3 * x);
      }
      row.rgb(rgb, 0);
    };
  }

  private static PixelRows deepGray(Raster raster, int bits) {
    int[] samples = new int[raster.getWidth()];
    byte[] rgb = new byte[3 * samples.length];
    int max = (1 << bits) - 1;
    return (y, row) -> {
      raster.getSamples(0, y, samples.length, 1, 0, samples);
      for (int x = 0; x < samples.length; x++) {
        int gray = (samples[x] * 255 + max / 2) / max;
        put(gray * 0x010101, rgb, 3 * x);
      }
      row.rgb(rgb, 0);
    };
  }

  private static PixelRows any(BufferedImage image) {
    int[] pixels = new int[image.getWidth()];
    byte[] rgb = new byte[3 * pixels.length];
    return (y, row) -> {
      image.getRGB(0, y, pixels.length, 1, pixels, 0, pixels.length);
      for (int x = 0; x < pixels.length; x++) {
        put(pixels[x], rgb, 3 * x);
      }
      row.rgb(rgb, 0);
    };
  }

  private static void put(int pixel, byte[] rgb, int at) {
    rgb[at] = (byte) (pixel >> 16);
    rgb[at + 1] = (byte) (pixel >> 8);
    rgb[at + 2] = (byte) pixel;
  }
}
