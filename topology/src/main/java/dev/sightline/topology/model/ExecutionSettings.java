package dev.sightline.topology.model;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How a session executes a model. Both run the graph in the calling thread (inter-op -1) on one
 * processor core (intra-op 1): the stream threads are the parallelism, and a small batch is faster
 * without a hand-over.
 */
public enum ExecutionSettings {
  /** Every operation in 32-bit floats. */
  FLOAT32,
  /** Convolutions and products in bfloat16 where TensorFlow's own lists allow it. */
  BFLOAT16;

  /** The session configuration. */
  public ConfigProto config() {
    RewriterConfig.Builder rewriter = RewriterConfig.newBuilder();
    if (this == BFLOAT16) {
      rewriter.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(-1)
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriter))
        .build();
  }

  /** The name people know it by. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
