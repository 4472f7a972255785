package dev.sightline.app.classify;

import dev.sightline.app.console.Console;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Prints each outcome as it comes, until nobody reads on, and counts the files that can't be read.
 * For one thread.
 */
final class OutcomePrinter implements Predicate<Outcome> {
  private final Consumer<Outcome> printing;
  private final Console console;
  private int unreadable;

  private OutcomePrinter(Consumer<Outcome> printing, Console console) {
    this.printing = printing;
    this.console = console;
  }

  /** All outcomes to standard output, an object a line. */
  static OutcomePrinter ofJson(OutcomeJson json, Console console) {
    return new OutcomePrinter(outcome -> console.say(json.of(outcome)), console);
  }

  /** Pictures to standard output, what can't be read to standard error. */
  static OutcomePrinter ofText(OutcomeText text, Console console) {
    return new OutcomePrinter(
        outcome -> {
          if (outcome instanceof Outcome.Classified picture) {
            console.say(text.of(picture));
          } else if (outcome instanceof Outcome.Unreadable fault) {
            console.note(text.of(fault));
          }
        },
        console);
  }

  /** Prints one, and returns whether to go on. */
  @Override
  public boolean test(Outcome outcome) {
    unreadable += outcome instanceof Outcome.Unreadable ? 1 : 0;
    printing.accept(outcome);
    return !console.out().checkError();
  }

  /** The files so far that can't be read. */
  int unreadable() {
    return unreadable;
  }
}
