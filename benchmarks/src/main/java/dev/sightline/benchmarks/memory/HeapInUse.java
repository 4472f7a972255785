package dev.sightline.benchmarks.memory;

/** The heap that is in use behind a collection. */
final class HeapInUse {
  private static final int COLLECTIONS = 3;

  private HeapInUse() {}

  /** In whole MiB. */
  static long mebibytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
