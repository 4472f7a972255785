package dev.sightline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time that the threads of a process have had so far, by group. Linux only.
 *
 * @param cpuNanos on a core
 * @param waitingNanos ready to run, waiting for a core
 */
record ThreadTimes(Map<ThreadGroup, Long> cpuNanos, Map<ThreadGroup, Long> waitingNanos) {

  static boolean available() {
    return Files.exists(Path.of("/proc/self/schedstat"));
  }

  /**
   * @param streamPrefix what the names of stream threads begin with
   */
  static ThreadTimes of(long pid, String streamPrefix) {
    ThreadTimes times =
        new ThreadTimes(new EnumMap<>(ThreadGroup.class), new EnumMap<>(ThreadGroup.class));
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      List<Path> threads = tasks.toList();
      for (Path thread : threads) {
        times.add(thread, streamPrefix);
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException("the threads of process " + pid, e);
    }
  }

  private void add(Path thread, String streamPrefix) throws IOException {
    try {
      ThreadGroup group = ThreadGroup.of(Files.readString(thread.resolve("comm")), streamPrefix);
      // Nanoseconds on a core, nanoseconds waiting for one, times it got one.
      String[] scheduled = Files.readString(thread.resolve("schedstat")).trim().split(" ");
      cpuNanos.merge(group, Long.parseLong(scheduled[0]), Long::sum);
      waitingNanos.merge(group, Long.parseLong(scheduled[1]), Long::sum);
    } catch (NoSuchFileException ended) {
      // It ended after the folder was listed; its time is gone with it.
    }
  }
}
