package dev.sightline.app.classify;

import java.nio.file.Path;
import java.util.List;

/** What became of one file. */
public sealed interface Outcome {
  /** The file, as the user named it or below the folder that the user named. */
  Path file();

  /**
   * What the model sees in it.
   *
   * @param top the likeliest classes, the likeliest first
   */
  record Classified(Path file, List<LikelyClass> top) implements Outcome {
    public Classified {
      top = List.copyOf(top);
    }
  }

  /**
   * A file or folder that holds no picture that can be read.
   *
   * @param why one line, without the file's name
   */
  record Unreadable(Path file, String why) implements Outcome {}

  /**
   * A class and its probability.
   *
   * @param index in the model's output
   */
  record LikelyClass(String label, int index, float probability) {}
}
