package dev.sightline.topology.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Counts of one task on their way to the meters: they get there once the commit that covers them
 * has happened. For the task's thread; the meters are shared.
 *
 * <p>{@link #stage} belongs into the task's commit hook, {@link #publish} into whatever runs next:
 * that it runs says that the commit went through, since a task whose commit fails is closed, and
 * its processors start with a new tally if it is revived. An aborted transaction's records are
 * therefore counted once, when they come again. The price: what a task counted in its very last
 * commit before it stops or moves elsewhere is not published. The meters may tell too little, never
 * too much.
 */
public final class Tally<E extends Enum<E>> {
  private final Counter[] meters;
  private long[] counted;
  private long[] staged;

  /**
   * @param name the meter's name
   * @param tag the tag whose values are the constants of {@code type} in lower case
   */
  public Tally(MeterRegistry registry, String name, String tag, Class<E> type) {
    E[] constants = type.getEnumConstants();
    meters = new Counter[constants.length];
    for (E constant : constants) {
      meters[constant.ordinal()] =
          registry.counter(name, tag, constant.name().toLowerCase(Locale.ROOT));
    }
    counted = new long[meters.length];
    staged = new long[meters.length];
  }

  /** Counts one. */
  public void count(E outcome) {
    counted[outcome.ordinal()]++;
  }

  /** Before a commit: what was counted is covered by it. */
  public void stage() {
    publish();
    long[] empty = staged;
    staged = counted;
    counted = empty;
  }

  /** After a commit: what was staged is final. */
  public void publish() {
    for (int i = 0; i < meters.length; i++) {
      if (staged[i] != 0) {
        meters[i].increment(staged[i]);
        staged[i] = 0;
      }
    }
  }
}
