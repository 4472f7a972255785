package dev.sightline.trainer.data;

import dev.sightline.schemas.ResizeMethod;

/**
 * Brings images to one size by one of the methods that a model's manifest names, so that a network
 * is trained on what it will be served. Exact: each output is the weighted mean of the inputs in
 * integers, rounded half up. Immutable.
 */
record Resize(ImageSize size, ResizeMethod method) {
  private static final int CHANNELS = ImageSize.CHANNELS;

  /**
   * @param image uint8 RGB {@code [row, column, channel]} of size {@code from}
   * @param target gets uint8 RGB {@code [row, column, channel]} of {@link #size} from {@code
   *     offset} on
   */
  void resize(byte[] image, ImageSize from, byte[] target, int offset) {
    if (from.equals(size)) {
      System.arraycopy(image, 0, target, offset, size.bytes());
      return;
    }
    Axis columns = Axis.of(method, from.width(), size.width());
    Axis rows = Axis.of(method, from.height(), size.height());
    sumRows(sumColumns(image, from, columns), rows, columns.total(), target, offset);
  }

  /** All of these, resized; the same record when they have that size already. */
  Examples resize(Examples examples) {
    ImageSize from = examples.imageSize();
    if (from.equals(size)) {
      return examples;
    }
    byte[] pixels = size.allocate(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      resize(examples.image(i), from, pixels, i * size.bytes());
    }
    return new Examples(size.height(), size.width(), pixels, examples.labels());
  }

  /** Each row of the image with its columns weighed together, {@code columns.total()} too large. */
  private int[] sumColumns(byte[] image, ImageSize from, Axis columns) {
    int[] sums = new int[from.height() * size.width() * CHANNELS];
    int at = 0;
    for (int row = 0; row < from.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        int[] weights = columns.weights()[column];
        int first = (row * from.width() + columns.first()[column]) * CHANNELS;
        for (int channel = 0; channel < CHANNELS; channel++) {
          int sum = 0;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * (image[first + k * CHANNELS + channel] & 0xff);
          }
          sums[at++] = sum;
        }
      }
    }
    return sums;
  }

  private void sumRows(int[] image, Axis rows, int columnsTotal, byte[] target, int offset) {
    int stride = size.width() * CHANNELS;
    long total = (long) rows.total() * columnsTotal;
    for (int row = 0; row < size.height(); row++) {
      int[] weights = rows.weights()[row];
      int first = rows.first()[row] * stride;
      for (int i = 0; i < stride; i++) {
        long sum = total / 2;
        for (int k = 0; k < weights.length; k++) {
          sum += (long) weights[k] * image[first + k * stride + i];
        }
        target[offset + row * stride + i] = (byte) (sum / total);
      }
    }
  }

  /**
   * How the pixels along one axis become those of the target: output {@code i} is the sum of {@code
   * weights[i][k]} times input {@code first[i] + k}, divided by {@code total}, which the weights of
   * each output add up to.
   */
  private record Axis(int[] first, int[][] weights, int total) {

    static Axis of(ResizeMethod method, int inputs, int outputs) {
      return switch (method) {
        case AREA -> area(inputs, outputs);
        case BILINEAR -> bilinear(inputs, outputs);
      };
    }

    /**
     * The mean over what an output covers. In units of 1/outputs of an input, input i covers
     * [i·outputs, (i+1)·outputs) and output o covers [o·inputs, (o+1)·inputs); an input weighs as
     * much as both cover.
     */
    private static Axis area(int inputs, int outputs) {
      Axis axis = new Axis(new int[outputs], new int[outputs][], inputs);
      for (int o = 0; o < outputs; o++) {
        long start = (long) o * inputs;
        long end = start + inputs;
        int first = (int) (start / outputs);
        int last = (int) ((end - 1) / outputs);
        axis.first[o] = first;
        axis.weights[o] = new int[last - first + 1];
        for (int i = first; i <= last; i++) {
          long covered = Math.min(end, (i + 1L) * outputs) - Math.max(start, (long) i * outputs);
          axis.weights[o][i - first] = (int) covered;
        }
      }
      return axis;
    }

    /**
     * Between the two inputs that are nearest, pixel centres at halves and edges repeated: output o
     * lies at input (o + ½)·inputs/outputs − ½, here in units of 1/(2·outputs).
     */
    private static Axis bilinear(int inputs, int outputs) {
      int units = 2 * outputs;
      Axis axis = new Axis(new int[outputs], new int[outputs][], units);
      for (int o = 0; o < outputs; o++) {
        long position = (2L * o + 1) * inputs - outputs;
        int lower = (int) Math.floorDiv(position, (long) units);
        int upperWeight = (int) Math.floorMod(position, (long) units);
        boolean beyondAnEdge = lower < 0 || lower == inputs - 1;
        axis.first[o] = Math.max(lower, 0);
        axis.weights[o] =
            beyondAnEdge ? new int[] {units} : new int[] {units - upperWeight, upperWeight};
      }
      return axis;
    }
  }
}
