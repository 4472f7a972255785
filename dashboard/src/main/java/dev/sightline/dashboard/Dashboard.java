package dev.sightline.dashboard;

import dev.sightline.dashboard.feed.Feed;
import dev.sightline.dashboard.feed.FeedConsumer;
import dev.sightline.dashboard.feed.FeedState;
import dev.sightline.dashboard.http.DashboardServer;
import dev.sightline.dashboard.http.Served;
import dev.sightline.dashboard.http.Served.Desk;
import dev.sightline.dashboard.labelling.Answered;
import dev.sightline.dashboard.labelling.HeldLabels;
import dev.sightline.dashboard.labelling.LabelDesk;
import dev.sightline.dashboard.labelling.LabelWriter;
import dev.sightline.dashboard.lag.GroupLags;
import dev.sightline.dashboard.picture.Pictures;
import dev.sightline.dashboard.present.Part;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.rights.RightsWatch;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.dashboard.view.Status;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running dashboard, from start to close. */
public final class Dashboard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(20);
  private static final int IMAGE_FETCH_BYTES = 256 * 1024;
  private static final int IMAGE_POLL_RECORDS = 50;

  private final InstantSource clock = InstantSource.system();
  private final long startedAtMs = clock.millis();
  private final DashboardSettings settings;
  private final GroupLags lags;
  private final RightsWatch rights;
  private final List<Feed> feeds;
  private final Optional<Pictures> pictures;
  private final Optional<Desk> desk;
  private final DashboardServer server;

  private Dashboard(Map<String, Object> config, DashboardSettings settings) {
    this.settings = settings;
    // what is away is said at once and asked again, rather than waited for without a word
    config.putIfAbsent("max.retries", "0");
    SchemaRegistry registry = SchemaRegistries.of(config);
    Present present = Present.empty(clock);
    Answered answered = new Answered(present.changes());
    this.feeds = new Feeds(config, registry, clock).into(present, answered);
    String application = settings.applicationId();
    this.lags =
        new GroupLags(
            () -> Admin.create(config),
            List.of(application + "-score", application + "-metrics"),
            settings.scope(),
            clock,
            () -> present.changes().mark(Part.STATUS));
    this.rights = new RightsWatch(() -> Admin.create(config), settings.rights(), settings.scope());
    this.pictures =
        settings.images()
            ? Optional.of(
                new Pictures(
                    () -> FeedConsumer.open(config, IMAGE_FETCH_BYTES, IMAGE_POLL_RECORDS),
                    registry,
                    clock))
            : Optional.empty();
    this.desk =
        settings.labelling() ? Optional.of(desk(config, registry, present)) : Optional.empty();
    this.server =
        new DashboardServer(
            settings,
            new Served(
                present, answered, pictures, desk, lags::state, this::status, rights::missing),
            clock);
  }

  private Desk desk(Map<String, Object> config, SchemaRegistry registry, Present present) {
    HeldLabels held =
        new HeldLabels(
            new LabelWriter(config, registry), settings.undo(), clock, present.changes());
    LabelDesk labels =
        new LabelDesk(
            present.predictions(), held, settings.labelWithin(), new SecureRandom(), clock);
    return new Desk(labels, held, settings.undo());
  }

  /**
   * Starts one. It serves when this returns, and reads the topics meanwhile.
   *
   * @param config of the Kafka clients and the schema registry
   * @throws ConfigException when the settings leave the page open to anybody, or the address is
   *     taken; the message lists every fault
   */
  public static Dashboard start(Map<String, ?> config, DashboardSettings settings) {
    List<String> faults = settings.faults();
    if (!faults.isEmpty()) {
      throw new ConfigException(String.join("\n", faults));
    }
    Dashboard dashboard = new Dashboard(new HashMap<>(config), settings);
    dashboard.feeds.forEach(Feed::start);
    dashboard.lags.start();
    dashboard.rights.start();
    dashboard.desk.ifPresent(desk -> desk.held().start());
    return dashboard;
  }

  private Status status() {
    List<FeedState> states = feeds.stream().map(Feed::state).toList();
    return new Status(
        startedAtMs,
        states.stream().allMatch(FeedState::caughtUp),
        lags.state(),
        states,
        settings.labelling(),
        settings.images());
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    desk.ifPresent(open -> open.held().close());
    List<AutoCloseable> readers = new ArrayList<>(feeds);
    readers.add(lags);
    readers.add(rights);
    pictures.ifPresent(readers::add);
    closeTogether(readers);
  }

  /** Each waits for a consumer to let go, all of them at the same time. */
  private static void closeTogether(List<AutoCloseable> readers) {
    ExecutorService threads = Executors.newCachedThreadPool();
    readers.forEach(
        reader ->
            threads.submit(
                () -> {
                  reader.close();
                  return null;
                }));
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("some topics are still being read {} after the end", CLOSES_WITHIN);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
