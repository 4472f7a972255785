package dev.sightline.app.deadletters;

import dev.sightline.app.deadletters.Verdict.Replay;
import dev.sightline.app.deadletters.Verdict.Stay;
import java.util.List;
import java.util.function.Consumer;

/** Shows the dead letters that a replay would write, as the list does. For one thread. */
final class Rehearsal {
  private final Consumer<String> out;
  private boolean begun;

  /**
   * @param out takes texts of a line or more
   */
  Rehearsal(Consumer<String> out) {
    this.out = out;
  }

  /** Takes a batch to be written, and leaves none out. */
  List<Stay> show(List<Replay> batch) {
    if (!begun) {
      out.accept(LetterText.header());
      begun = true;
    }
    batch.forEach(each -> out.accept(LetterText.of(each.letter(), false)));
    return List.of();
  }
}
