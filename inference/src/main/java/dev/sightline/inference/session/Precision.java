package dev.sightline.inference.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The arithmetic of a session, for training and for inference alike. The graph is the same in every
 * precision and so are its float32 weights: TensorFlow rewrites the graph when the session first
 * runs it.
 */
public enum Precision {
  /** {@link #BFLOAT16} where the processor has instructions for it, otherwise {@link #FLOAT32}. */
  AUTO,
  /** Every operation in 32-bit floats. */
  FLOAT32,
  /** Convolutions and matrix products in bfloat16, sums and updates in float32. */
  BFLOAT16;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Set<String> BFLOAT16_INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16");

  /**
   * The precision that this one means on this machine, never {@link #AUTO}. A system without {@code
   * /proc/cpuinfo} counts as one without the instructions.
   */
  public Precision resolve() {
    if (this != AUTO) {
      return this;
    }
    try {
      return resolve(Files.exists(CPU_INFO) ? Files.readString(CPU_INFO) : "");
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the processor's features from " + CPU_INFO, e);
    }
  }

  Precision resolve(String cpuInfo) {
    if (this != AUTO) {
      return this;
    }
    boolean fast = Arrays.stream(cpuInfo.split("\\s+")).anyMatch(BFLOAT16_INSTRUCTIONS::contains);
    return fast ? BFLOAT16 : FLOAT32;
  }

  /** The name people know it by. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
