package dev.sightline.benchmarks;

/**
 * The threads of a worker by what they do, told by the 15 characters that Linux keeps of a name.
 */
enum ThreadGroup {
  STREAM("stream threads"),
  PRODUCER("producers' network threads"),
  GARBAGE_COLLECTION("garbage collection"),
  JIT("JIT compiler"),
  OTHER("other threads");

  private final String title;

  ThreadGroup(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * @param name as in {@code /proc/<pid>/task/<tid>/comm}
   * @param streamPrefix what the names of stream threads begin with: the application id
   */
  static ThreadGroup of(String name, String streamPrefix) {
    if (name.startsWith(streamPrefix)) {
      return STREAM;
    }
    if (name.startsWith("kafka-p")) {
      return PRODUCER;
    }
    if (name.startsWith("GC ") || name.startsWith("G1 ") || name.startsWith("VM Thread")) {
      return GARBAGE_COLLECTION;
    }
    return name.startsWith("C1 ") || name.startsWith("C2 ") ? JIT : OTHER;
  }
}
