package dev.sightline.topology.model;

import dev.sightline.inference.ScoringModel;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model version that serves, behind leases. A micro-batch leases the champion for as long as it
 * is being scored, so all of a batch is of one version; a version that was replaced is closed when
 * its last lease is given back. Safe for use by many threads; nobody waits for anybody but {@link
 * #awaitFirst}.
 */
public final class Champion implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Champion.class);

  private final AtomicReference<LeasedModel> current = new AtomicReference<>();
  private final CountDownLatch first = new CountDownLatch(1);

  /** One batch's hold on the champion. */
  public interface Lease extends AutoCloseable {
    ScoringModel model();

    @Override
    void close();
  }

  /** The serving version's model, if one serves, for a look only: lease it to use it. */
  public Optional<ScoringModel> serving() {
    return Optional.ofNullable(current.get()).map(leased -> leased.model);
  }

  /**
   * Waits for the first version to serve.
   *
   * @return whether one serves
   */
  public boolean awaitFirst(long timeout, TimeUnit unit) throws InterruptedException {
    return first.await(timeout, unit);
  }

  /**
   * Leases the champion; the caller closes the lease.
   *
   * @throws IllegalStateException when no version serves
   */
  public Lease lease() {
    while (true) {
      LeasedModel leased = current.get();
      if (leased == null) {
        throw new IllegalStateException("no model version serves yet");
      }
      if (leased.enter()) {
        return leased;
      }
    }
  }

  /**
   * Lets a version serve from the next batch on.
   *
   * @param onRetired runs once when that version was replaced, its last batch is done and it is
   *     closed
   */
  public void promote(ScoringModel model, Runnable onRetired) {
    LeasedModel before = current.getAndSet(new LeasedModel(model, onRetired));
    first.countDown();
    if (before != null) {
      before.retire();
    }
  }

  /** Retires the champion: nothing serves afterwards. */
  @Override
  public void close() {
    LeasedModel last = current.getAndSet(null);
    if (last != null) {
      last.retire();
    }
  }

  /** A version that serves or did: counts its leases, plus one while it is the champion. */
  private static final class LeasedModel implements Lease {
    private final ScoringModel model;
    private final Runnable onRetired;
    private int holds = 1;

    LeasedModel(ScoringModel model, Runnable onRetired) {
      this.model = model;
      this.onRetired = onRetired;
    }

    synchronized boolean enter() {
      if (holds == 0) {
        return false;
      }
      holds++;
      return true;
    }

    void retire() {
      close(); // gives back the hold of the champion itself
    }

    @Override
    public ScoringModel model() {
      return model;
    }

    @Override
    public void close() {
      synchronized (this) {
        if (--holds > 0) {
          return;
        }
      }
      try {
        model.close();
        onRetired.run();
      } catch (RuntimeException e) {
        // Whoever gives back the last lease, a stream thread say, can't help it.
        LOG.warn(
            "{} {} did not retire well",
            model.manifest().getName(),
            model.manifest().getVersion(),
            e);
      }
    }
  }
}
