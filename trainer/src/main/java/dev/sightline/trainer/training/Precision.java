package dev.sightline.trainer.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * The arithmetic of a session. The graph is the same in every precision and so are its float32
 * weights: TensorFlow rewrites the graph when the session first runs it.
 */
public enum Precision {
  /** {@link #BFLOAT16} where the processor has instructions for it, otherwise {@link #FLOAT32}. */
  AUTO,
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

  /** The settings of a session in this precision. */
  public ConfigProto sessionSettings() {
    if (resolve() == FLOAT32) {
      return ConfigProto.getDefaultInstance();
    }
    RewriterConfig.Builder rewrites =
        RewriterConfig.newBuilder().setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    return ConfigProto.newBuilder()
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites))
        .build();
  }
}
