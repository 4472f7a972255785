package dev.sightline.dashboard.lag;

import dev.sightline.dashboard.feed.FeedThread;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import dev.sightline.schemas.rights.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker every few seconds how far groups are behind, in a thread of its own. */
public final class GroupLags implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final int ANSWER_WITHIN_MS = 5000;

  private final Supplier<Admin> admins;
  private final List<String> groups;
  private final Scope scope;
  private final InstantSource clock;
  private final Runnable onChange;
  private final FeedThread thread;
  private volatile BrokerState state = BrokerState.UNKNOWN;

  /**
   * @param groups whose lag is asked for
   * @param scope the names that the dashboard's rights go by
   * @param onChange told whenever the broker has answered, or has not
   */
  public GroupLags(
      Supplier<Admin> admins,
      List<String> groups,
      Scope scope,
      InstantSource clock,
      Runnable onChange) {
    this.admins = admins;
    this.groups = List.copyOf(groups);
    this.scope = scope;
    this.clock = clock;
    this.onChange = onChange;
    this.thread = new FeedThread("dashboard-lag", this::ask, this::failed);
  }

  public void start() {
    thread.start();
  }

  public BrokerState state() {
    return state;
  }

  private void ask() throws InterruptedException {
    try (Admin admin = admins.get()) {
      while (true) {
        List<Lag> lags = new ArrayList<>();
        for (String group : groups) {
          Lag lag = lag(admin, group);
          if (lag.partitions() > 0) {
            lags.add(lag);
          }
        }
        state = new BrokerState(List.copyOf(lags), null, 0, clock.millis());
        onChange.run();
        Thread.sleep(EVERY.toMillis());
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause().getMessage(), failure.getCause());
    }
  }

  private static Lag lag(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        new HashMap<>(
            admin
                .listConsumerGroupOffsets(
                    group, new ListConsumerGroupOffsetsOptions().timeoutMs(ANSWER_WITHIN_MS))
                .partitionsToOffsetAndMetadata()
                .get());
    committed.values().removeIf(Objects::isNull);
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        latest.isEmpty()
            ? Map.of()
            : admin
                .listOffsets(latest, new ListOffsetsOptions().timeoutMs(ANSWER_WITHIN_MS))
                .all()
                .get();
    long records = 0;
    for (var end : ends.entrySet()) {
      records += Math.max(0, end.getValue().offset() - committed.get(end.getKey()).offset());
    }
    return new Lag(group, records, ends.size());
  }

  private void failed(Exception why) {
    BrokerState last = state;
    long since = last.fault() == null ? clock.millis() : last.sinceMs();
    state =
        new BrokerState(
            last.lags(), Refused.inWords(why, Part.DASHBOARD, scope), since, last.askedAtMs());
    onChange.run();
  }

  @Override
  public void close() {
    thread.close();
  }
}
