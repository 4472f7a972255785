package dev.sightline.topology.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule that the workers of a group score by one model. They share the images of one topic, so
 * that of workers of two models any might score an image, by chance. A worker looks before it
 * joins, and waits as long as workers of another model are in the group; from then on it looks now
 * and then, for two may have looked at the same moment. Safe for many threads.
 *
 * <p>Members that do not tell their model, as those of earlier versions, are passed over. So is
 * this worker's own former membership, which the broker keeps for a while after a kill.
 */
final class OneModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OneModel.class);
  private static final String SHARED = "images are shared with another model";
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private record Found(String what, Instant since) {}

  private final String model;
  private final GroupMembers members;
  private final Clock clock;
  private final Set<String> ownInstances = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "one-model");
            thread.setDaemon(true);
            return thread;
          });
  private volatile String group;
  private volatile boolean joins;
  private volatile Found found;
  private boolean unknownSaid;

  /**
   * @param model the name of the one that this worker scores by
   */
  OneModel(String model, GroupMembers members, Clock clock) {
    this.model = model;
    this.members = members;
    this.clock = clock;
  }

  /**
   * The settings of a consumer that tells the model to all who look at its group.
   *
   * @param consumer settings as Kafka Streams makes them; stay as they are
   */
  Map<String, Object> named(Map<String, Object> consumer) {
    group = String.valueOf(consumer.get(ConsumerConfig.GROUP_ID_CONFIG));
    Object instance = consumer.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    if (instance != null) {
      ownInstances.add(instance.toString());
    }
    Map<String, Object> named = new HashMap<>(consumer);
    named.computeIfPresent(
        ConsumerConfig.CLIENT_ID_CONFIG, (key, id) -> ModelInClientId.of(id.toString(), model));
    return named;
  }

  /**
   * Returns when no worker of another model is in the group, or nobody may know; looks now and then
   * from there on.
   */
  void await() throws InterruptedException {
    while (!mayJoin()) {
      Thread.sleep(AGAIN.toMillis());
    }
    background.scheduleWithFixedDelay(
        this::lookInBackground, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks, and answers whether no worker of another model is in the group, as far as is known. */
  boolean mayJoin() throws InterruptedException {
    look();
    joins = found == null;
    return joins;
  }

  private void lookInBackground() {
    try {
      look();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unknown) {
      LOG.debug("it is not known who is in {}", group, unknown);
    }
  }

  /** Looks once; without an answer what was found before stands. */
  void look() throws InterruptedException {
    if (group == null) {
      return; // Kafka Streams has made its consumers by itself
    }
    try {
      note(members.of(group).stream().filter(this::isOfAnother).findFirst());
    } catch (ExecutionException failure) {
      tellUnknown(failure.getCause());
    }
  }

  private boolean isOfAnother(MemberDescription member) {
    boolean own = member.groupInstanceId().filter(ownInstances::contains).isPresent();
    return !own
        && ModelInClientId.model(member.clientId())
            .filter(other -> !other.equals(model))
            .isPresent();
  }

  private void note(Optional<MemberDescription> other) {
    if (other.isEmpty()) {
      if (found != null) {
        LOG.info("the workers in group {} score by model {} alone now", group, model);
      }
      found = null;
      return;
    }
    String what = text(other.get());
    if (found == null) {
      LOG.warn("{}: {}", joins ? SHARED : "this worker waits", what);
    }
    found = new Found(what, found == null ? clock.instant() : found.since);
  }

  private String text(MemberDescription other) {
    String named = ModelInClientId.model(other.clientId()).orElseThrow();
    return ("it follows model %s, and workers in its group %s score by model %s (one is at %s), so"
            + " which of the two scores an image %s chance. Give each model a"
            + " sightline.application.id of its own, or stop the workers of one")
        .formatted(model, group, named, host(other), joins ? "is" : "would be");
  }

  /** The broker says it as Java's addresses do, with a slash before it where it has no name. */
  private static String host(MemberDescription member) {
    return member.host().replaceFirst("^/", "");
  }

  private void tellUnknown(Throwable failure) {
    if (failure instanceof RetriableException || unknownSaid) {
      LOG.debug("it is not known who is in {}", group, failure);
      return;
    }
    unknownSaid = true;
    LOG.warn(
        "who is in group {} can't be looked at ({}): workers of another model there would score"
            + " some of the images unnoticed",
        group,
        String.valueOf(failure.getMessage()));
  }

  /** What is wrong since when; empty when nothing is. */
  Optional<String> missing() {
    Found now = found;
    return now == null
        ? Optional.empty()
        : Optional.of(
            "%s since %s: %s"
                .formatted(joins ? SHARED : "waits", ThreadSigns.seconds(now.since), now.what));
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
