package dev.sightline.images;

import dev.sightline.schemas.ResizeMethod;

/**
 * How the pixels along one side of an image weigh into those of the resized one. Output {@code i}
 * is the sum of input {@code first[i]} times {@code firstWeight[i]}, {@code last[i]} times {@code
 * lastWeight[i]} and all between times {@code innerWeight}, divided by {@code total}. The weights
 * of each output add up to {@code total}: they are exact, for any ratio of the sizes.
 *
 * <p>Where first and last are the same input, all weight is on the first.
 */
record Axis(
    int inputs,
    int[] first,
    int[] last,
    int[] firstWeight,
    int[] lastWeight,
    int innerWeight,
    int total) {

  static Axis of(ResizeMethod method, int inputs, int outputs) {
    return switch (method) {
      case AREA -> area(inputs, outputs);
      case BILINEAR -> bilinear(inputs, outputs);
    };
  }

  private static Axis empty(int inputs, int outputs, int innerWeight, int total) {
    return new Axis(
        inputs,
        new int[outputs],
        new int[outputs],
        new int[outputs],
        new int[outputs],
        innerWeight,
        total);
  }

  /**
   * The mean over the box that the output covers, as TensorFlow's {@code tf.image.resize} with
   * {@code AREA}. In units of 1/outputs of an input, input i covers [i·outputs, (i+1)·outputs) and
   * output o covers [o·inputs, (o+1)·inputs); a weight is the length that both cover.
   */
  private static Axis area(int inputs, int outputs) {
    int divisor = greatestCommonDivisor(inputs, outputs);
    int inputUnits = outputs / divisor;
    int outputUnits = inputs / divisor;
    Axis axis = empty(inputs, outputs, inputUnits, outputUnits);
    for (int o = 0; o < outputs; o++) {
      long start = (long) o * outputUnits;
      long end = start + outputUnits;
      int first = (int) (start / inputUnits);
      int last = (int) ((end - 1) / inputUnits);
      axis.first[o] = first;
      axis.last[o] = last;
      if (first == last) {
        axis.firstWeight[o] = outputUnits;
      } else {
        axis.firstWeight[o] = (int) ((first + 1L) * inputUnits - start);
        axis.lastWeight[o] = (int) (end - (long) last * inputUnits);
      }
    }
    return axis;
  }

  /**
   * Between the two nearest inputs, pixel centres at halves and edges repeated, as TensorFlow's
   * {@code tf.image.resize} with {@code BILINEAR} and no antialiasing: output o lies at input (o +
   * ½)·inputs/outputs − ½, here in units of 1/(2·outputs).
   */
  private static Axis bilinear(int inputs, int outputs) {
    int units = 2 * outputs;
    Axis axis = empty(inputs, outputs, 0, units);
    for (int o = 0; o < outputs; o++) {
      long position = (2L * o + 1) * inputs - outputs;
      int lower = (int) Math.floorDiv(position, (long) units);
      int first = Math.max(lower, 0);
      int last = Math.min(lower + 1, inputs - 1);
      axis.first[o] = first;
      axis.last[o] = last;
      int lastWeight = first == last ? 0 : (int) Math.floorMod(position, (long) units);
      axis.firstWeight[o] = units - lastWeight;
      axis.lastWeight[o] = lastWeight;
    }
    return axis;
  }

  /** The weight of an input between the first and the last of an output, both included. */
  int weight(int output, int input) {
    if (input == first[output]) {
      return firstWeight[output];
    }
    return input == last[output] ? lastWeight[output] : innerWeight;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
