package dev.sightline.dashboard.rights;

import dev.sightline.dashboard.feed.FeedThread;
import dev.sightline.schemas.rights.MissingRights;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers every few seconds which of the dashboard's rights are missing, in a thread of
 * its own, and logs it when that changes: one line, however many topics are not read for it.
 */
public final class RightsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RightsWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final int ANSWER_WITHIN_MS = 5000;

  private final Supplier<Admin> admins;
  private final List<Right> needed;
  private final Scope scope;
  private final FeedThread thread;
  private volatile Optional<String> missing = Optional.empty();

  /**
   * @param needed what the dashboard does by its settings
   * @param scope the names that its rights go by
   */
  public RightsWatch(Supplier<Admin> admins, List<Right> needed, Scope scope) {
    this.admins = admins;
    this.needed = List.copyOf(needed);
    this.scope = scope;
    this.thread = new FeedThread("dashboard-rights", this::ask, failure -> {});
  }

  public void start() {
    thread.start();
  }

  /** A line that names what is missing and how it is granted; empty while nothing is. */
  public Optional<String> missing() {
    return missing;
  }

  private void ask() throws InterruptedException {
    try (Admin admin = admins.get()) {
      while (true) {
        MissingRights now = MissingRights.of(admin, needed);
        if (!now.rights().isEmpty() || answers(admin)) {
          tell(now.text(Part.DASHBOARD, scope));
        }
        Thread.sleep(EVERY.toMillis());
      }
    }
  }

  /** What a broker that is away won't tell counts as granted, and is not known. */
  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_WITHIN_MS)).nodes().get();
      return true;
    } catch (ExecutionException away) {
      return false;
    }
  }

  private void tell(Optional<String> now) {
    if (!now.equals(missing)) {
      LOG.warn(
          now.map(line -> "the dashboard waits, as " + line)
              .orElse("the dashboard goes on: the broker allows all again"));
      missing = now;
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
