package dev.sightline.benchmarks.chaos;

/** What faults can befall. For the one thread of its lane. */
interface Faulty {
  /** The fault begins. */
  void begin(Fault fault) throws InterruptedException;

  /** The fault ends, and all is as it was before. */
  void end(Fault fault) throws InterruptedException;
}
