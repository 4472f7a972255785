package dev.sightline.benchmarks.chaos;

import java.nio.file.Path;

/** The log files of a process that is started again and again, one each. For one thread. */
final class NumberedLogs {
  private final Path folder;
  private final String name;
  private int started;

  NumberedLogs(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  Path next() {
    return folder.resolve("%s-%03d.log".formatted(name, ++started));
  }
}
