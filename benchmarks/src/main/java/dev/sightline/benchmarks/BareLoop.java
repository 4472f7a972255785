package dev.sightline.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.sightline.inference.ScoringModel;
import dev.sightline.inference.session.Precision;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.GoldenCheck;
import dev.sightline.topology.model.ModelLoader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The model and nothing else: decoded pixels straight into one session, from as many threads as the
 * machine has processors, without Kafka, Avro or JPEG. It loads the model as a worker does and
 * prints one line a batch size: the size, images, ns of wall-clock time, ns of CPU time and the
 * execution settings.
 */
final class BareLoop {
  private static final int[] BATCH_SIZES = {8, 16, 32};
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration MEASURED = Duration.ofSeconds(3);

  private final ScoringModel model;
  private final byte[] pixels;
  private final int images;

  private BareLoop(ScoringModel model, byte[] pixels) {
    this.model = model;
    this.pixels = pixels;
    this.images = pixels.length / model.imageBytes();
  }

  /**
   * @param arguments the SavedModel's folder, its manifest as Avro, and a file of decoded images
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path folder = Path.of(arguments[0]);
    ModelManifest manifest = Inputs.readManifest(Path.of(arguments[1]));
    byte[] pixels = Files.readAllBytes(Path.of(arguments[2]));
    ModelLoader loader =
        new ModelLoader(
            new BatchSizes(BATCH_SIZES[BATCH_SIZES.length - 1]),
            new GoldenCheck(GoldenCheck.DEFAULT_TOLERANCE),
            List.of(Precision.FLOAT32, Precision.BFLOAT16));
    try (ScoringModel model = loader.load(folder, manifest, loaded -> {})) {
      BareLoop loop = new BareLoop(model, pixels);
      for (int batchSize : BATCH_SIZES) {
        loop.run(batchSize, WARM_UP);
        Measurement measured = loop.run(batchSize, MEASURED);
        System.out.printf(
            "batch %d %d %d %d %s%n",
            batchSize, measured.images(), measured.nanos(), measured.cpuNanos(), model.precision());
      }
    }
  }

  private Measurement run(int batchSize, Duration duration)
      throws InterruptedException, ExecutionException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      OperatingSystemMXBean process =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      long cpuStart = process.getProcessCpuTime();
      long start = System.nanoTime();
      long end = start + duration.toNanos();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(pool.submit(() -> score(batchSize, end)));
      }
      long scored = 0;
      for (Future<Long> count : counts) {
        scored += count.get();
      }
      long nanos = System.nanoTime() - start;
      return new Measurement(scored, nanos, process.getProcessCpuTime() - cpuStart, 0);
    } finally {
      pool.shutdown();
      pool.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private long score(int batchSize, long end) {
    float[] probabilities = new float[images * model.classes()];
    long scored = 0;
    int first = 0;
    while (System.nanoTime() < end) {
      model.score(pixels, first, batchSize, probabilities);
      scored += batchSize;
      first = first + 2 * batchSize <= images ? first + batchSize : 0;
    }
    return scored;
  }
}
