package dev.sightline.inference.session;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * How a session executes a graph.
 *
 * <p>TensorFlow sizes the pool of threads that share an operation once for a process, by the first
 * session of all, whatever later ones ask for.
 */
public record SessionSettings(Precision precision, Threading threading) {
  /** To judge a model: the arithmetic that it was exported with, as fast as the machine can. */
  public static final SessionSettings EVALUATION =
      new SessionSettings(Precision.FLOAT32, Threading.ALL_CORES);

  /** To serve a model in this precision. */
  public static SessionSettings serving(Precision precision) {
    return new SessionSettings(precision, Threading.CALLING_THREAD);
  }

  /** To train in this precision. */
  public static SessionSettings training(Precision precision) {
    return new SessionSettings(precision, Threading.ALL_CORES);
  }

  /** The session's configuration. On a GPU, memory is taken as it is needed. */
  public ConfigProto config() {
    ConfigProto.Builder config =
        ConfigProto.newBuilder().setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
    if (threading == Threading.CALLING_THREAD) {
      config.setIntraOpParallelismThreads(1).setInterOpParallelismThreads(-1);
    }
    if (precision.resolve() == Precision.BFLOAT16) {
      RewriterConfig.Builder rewrites =
          RewriterConfig.newBuilder().setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
      config.setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewrites));
    }
    return config.build();
  }
}
