package dev.sightline.dashboard.labelling;

import dev.sightline.dashboard.feed.FeedThread;
import dev.sightline.dashboard.present.Changes;
import dev.sightline.dashboard.present.Part;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.rights.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels on their way: each is held for a moment, in which it can be taken back without a trace,
 * and then written; what can't be written is tried again. Closing writes what is held. Safe for
 * many threads.
 */
public final class HeldLabels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLabels.class);
  private static final int MOST = 1_000;
  private static final long LOOK_MS = 100;

  private final LabelSink sink;
  private final Duration hold;
  private final InstantSource clock;
  private final Changes changes;
  private final FeedThread thread;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private long written;
  private String fault;

  private record Held(Label label, long dueMs) {}

  /**
   * How the writing goes.
   *
   * @param held labels that can still be taken back, or wait for the broker
   * @param written since the start
   * @param fault why the last one could not be written; null when it could
   */
  public record State(int held, long written, String fault) {}

  /**
   * @param hold how long each can be taken back
   */
  public HeldLabels(LabelSink sink, Duration hold, InstantSource clock, Changes changes) {
    this.sink = sink;
    this.hold = hold;
    this.clock = clock;
    this.changes = changes;
    this.thread = new FeedThread("dashboard-labels-out", this::run, this::failed);
  }

  public void start() {
    thread.start();
  }

  /**
   * Takes one in, in place of another of the same image.
   *
   * @return whether there was room
   */
  public synchronized boolean add(Label label) {
    if (held.size() >= MOST && !held.containsKey(label.getId())) {
      return false;
    }
    held.put(label.getId(), new Held(label, clock.millis() + hold.toMillis()));
    changes.mark(Part.LABELLING);
    return true;
  }

  /** Takes one back, and returns whether it was still held. */
  public synchronized boolean takeBack(String id) {
    boolean was = held.remove(id) != null;
    changes.mark(Part.LABELLING);
    return was;
  }

  public synchronized boolean holds(String id) {
    return held.containsKey(id);
  }

  public synchronized State state() {
    return new State(held.size(), written, fault);
  }

  private void run() throws InterruptedException {
    writeDue(clock.millis());
    Thread.sleep(LOOK_MS);
  }

  /** Writes what is due by a time, in the order of the answers. */
  private void writeDue(long byMs) {
    for (Label due : due(byMs)) {
      sink.write(due);
      wrote(due);
    }
  }

  private synchronized List<Label> due(long byMs) {
    return held.values().stream().filter(each -> each.dueMs() <= byMs).map(Held::label).toList();
  }

  private synchronized void wrote(Label label) {
    held.computeIfPresent(label.getId(), (id, now) -> now.label().equals(label) ? null : now);
    written++;
    fault = null;
    changes.mark(Part.LABELLING);
  }

  private String lostText() {
    return Counted.of(state().held(), "label")
        + " could not be written and went with the dashboard";
  }

  private synchronized void failed(Exception why) {
    fault = Refused.inWords(why, dev.sightline.schemas.rights.Part.DASHBOARD);
    changes.mark(Part.LABELLING);
  }

  @Override
  public void close() {
    thread.close();
    try {
      writeDue(Long.MAX_VALUE);
    } catch (KafkaException lost) {
      failed(lost);
      LOG.error("{} at the end: {}", lostText(), state().fault());
    } finally {
      sink.close();
    }
  }
}
