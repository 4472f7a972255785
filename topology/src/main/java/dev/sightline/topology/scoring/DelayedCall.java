package dev.sightline.topology.scoring;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * A call by the wall clock that comes once, at the same time once at the most. For the task's
 * thread.
 *
 * <p>A punctuation makes Kafka Streams commit its task, also where it did nothing; one that comes
 * again and again would have an idle worker write transactions for ever. Worse, a transaction that
 * holds nothing but offsets and follows right behind another finds its markers unfinished, and its
 * producer waits out a {@code retry.backoff.ms} then, and all images with it. So a call is asked
 * for when there is something to be called for.
 */
final class DelayedCall {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final ProcessorContext<?, ?> context;
  private final Runnable call;
  private Cancellable pending;

  DelayedCall(ProcessorContext<?, ?> context, Runnable call) {
    this.context = context;
    this.call = call;
  }

  /** Calls after a delay of whole milliseconds, one at the least; when pending, it stays so. */
  void after(Duration delay) {
    if (pending == null) {
      pending =
          context.schedule(
              delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay,
              PunctuationType.WALL_CLOCK_TIME,
              now -> due());
    }
  }

  private void due() {
    cancel();
    call.run();
  }

  /** Does not call, if it was pending. */
  void cancel() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }
}
