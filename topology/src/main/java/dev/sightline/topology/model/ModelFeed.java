package dev.sightline.topology.model;

import dev.sightline.inference.ScoringModel;
import dev.sightline.models.release.ReleaseScan;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.ModelState;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.time.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the released version of one model to serve: it compares, again and again, what is wanted
 * with what serves, and takes the next step of its {@link Plan}: fetch, verify, unpack, load aside,
 * warm up, check, switch. A thread of its own does all of it, so scoring never waits for a model.
 *
 * <p>Nothing is done at the moment that a record comes, so none is lost with what failed then. A
 * version that is at fault is rejected and left alone until a newer release; what fails around it
 * (broker, registry, disk, memory) is tried again. Meanwhile what serves serves on. Where nothing
 * does, a former champion is brought to serve. Only an {@link Error} ends the feed.
 */
public final class ModelFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String name;
  private final Releases releases;
  private final Versions versions;
  private final Champion champion;
  private final ModelEvents events;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "model-feed");

  private Optional<Plan> plan = Optional.empty();
  private Optional<Failure> reading = Optional.empty();
  private Optional<FeedState.Loading> loading = Optional.empty();
  private Optional<String> toldOthers = Optional.empty();
  private volatile FeedState state = FeedState.UNKNOWN;
  private volatile boolean closed;
  private volatile Throwable failure;

  /**
   * @param name the model to follow
   * @param releases is closed with this
   * @param published is closed with this
   * @param champion stays its owner's to close
   * @param clock tells when what failed is tried again
   */
  ModelFeed(
      String name,
      Releases releases,
      Versions published,
      Champion champion,
      ModelEvents events,
      Clock clock) {
    this.name = name;
    this.releases = releases;
    this.versions = published;
    this.champion = champion;
    this.events = events;
    this.clock = clock;
  }

  /** One that follows the topics. */
  public static ModelFeed of(
      String name,
      ReleaseScan releases,
      PublishedVersions versions,
      Champion champion,
      ModelEvents events) {
    return new ModelFeed(
        name,
        Releases.of(name, releases),
        versions,
        champion,
        events,
        new SteadyClock(Clock.systemUTC()));
  }

  /** Starts to follow. */
  public void start() {
    thread.start();
  }

  /** What ended the feed, if something did. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Healthy when a version serves. The reason says which, which is wanted and what that lacks. */
  public Health ready() {
    return state.ready(name, serving());
  }

  /** The version that is to serve, as far as is known. */
  public OptionalInt wanted() {
    return state.champion();
  }

  /** Records of both topics that were passed over because they could not be read. */
  public long unreadableRecords() {
    return state.unreadable();
  }

  private void run() {
    try {
      while (!closed) {
        step();
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException | InterruptException | WakeupException closing) {
      if (!closed) {
        failure = closing;
      }
    } catch (Error e) {
      LOG.error("the model feed ends", e);
      failure = e;
    } finally {
      Thread.interrupted(); // with the mark set, consumers could not close in good order
      releases.close();
      versions.close();
    }
  }

  /** Looks at what is wanted and takes the next step towards it, if one is due. */
  void step() {
    if (reading.isPresent() && !reading.get().isDue(clock.instant())) {
      return;
    }
    try {
      Optional<ModelRelease> newest = releases.newest();
      if (!newest.equals(plan.map(Plan::release))) {
        plan = newest.map(Plan::new);
        say();
      }
      plan.flatMap(this::next).ifPresent(this::bring);
      reading = Optional.empty();
    } catch (InterruptException | WakeupException closing) {
      throw closing;
    } catch (RuntimeException e) {
      unread(e);
    }
    say();
    sayWhatIsReleased();
  }

  /** A name that nobody publishes under would be waited for in silence. */
  private void sayWhatIsReleased() {
    Optional<String> released = state.released();
    if (!released.equals(toldOthers)) {
      released.ifPresent(text -> LOG.warn("no version of model {} is released; {}", name, text));
      toldOthers = released;
    }
  }

  private Optional<Integer> next(Plan current) {
    return current.next(
        serving(), clock.instant(), () -> versions.formerChampions(current.release()));
  }

  private void unread(RuntimeException cause) {
    String reason = Failure.reasonOf(cause);
    Failure now = Failure.after(reading, Failure.Kind.SURROUNDINGS, reason, clock.instant());
    if (now.isNews(reading)) {
      LOG.warn("it can't be learnt which version of {} is wanted: {}", name, reason);
    }
    LOG.debug("the releases of {} can't be read", name, cause);
    reading = Optional.of(now);
  }

  /** Tries to bring a version to serve, and notes in the plan what became of it. */
  private void bring(int version) {
    loading = Optional.of(new FeedState.Loading(version, clock.instant()));
    say();
    long start = System.nanoTime();
    try {
      Versions.Loaded loaded = versions.load(version, steps(version, start));
      if (loaded instanceof Versions.Ready ready) {
        promote(version, ready.model(), start);
      } else if (loaded instanceof Versions.NoManifest missing) {
        noManifest(version, missing.hidden());
      }
    } catch (InterruptException | WakeupException closing) {
      throw closing;
    } catch (SupersededException meanwhile) {
      LOG.info("{} {} is dropped: {}", name, version, meanwhile.getMessage());
    } catch (RuntimeException | OutOfMemoryError failed) {
      failed(version, failed);
    } finally {
      loading = Optional.empty();
    }
  }

  private LoadSteps steps(int version, long start) {
    return new LoadSteps() {
      @Override
      public void loaded(ScoringModel model) {
        events.say(name, version, ModelState.LOADED, model.precision(), since(start));
      }

      @Override
      public void proceed() {
        requireWanted();
      }
    };
  }

  private void promote(int version, ScoringModel model, long start) {
    try {
      requireWanted();
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    events.say(name, version, ModelState.WARMED, model.precision(), since(start));
    champion.promote(
        model,
        () -> events.say(name, version, ModelState.RETIRED, model.precision(), since(start)));
    plan.orElseThrow().serves(version);
    events.serving(name, version, model.precision(), since(start), snapshot().insteadOf(version));
  }

  /**
   * Looks whether the version that is being brought to serve, or a former one in its place, still
   * is what is asked for: none is promoted after a newer one was.
   */
  private void requireWanted() {
    if (closed) {
      throw new SupersededException("the worker closes");
    }
    Optional<Integer> newest = releases.newest().map(ModelRelease::getChampion);
    int wanted = plan.orElseThrow().champion();
    if (!newest.equals(Optional.of(wanted))) {
      throw new SupersededException(
          "the champion is %s by now, not %d"
              .formatted(newest.map(Object::toString).orElse("none"), wanted));
    }
  }

  private void noManifest(int version, boolean hidden) {
    String reason =
        "no manifest of this version on models"
            + (hidden ? " that can be seen: another model's publish is under way there" : "");
    if (note(version, Failure.Kind.NO_MANIFEST, reason) && !hidden) {
      events.rejected(name, version, reason + "; it will serve if one comes");
    }
  }

  private void failed(int version, Throwable cause) {
    if (closed) {
      return; // an interrupted read or write looks like a failure
    }
    Failure.Kind kind = Failure.kindOf(cause);
    String reason = Failure.reasonOf(cause);
    if (note(version, kind, reason) && kind == Failure.Kind.REJECTED) {
      events.rejected(name, version, reason);
    }
    LOG.debug("{} {} was not brought to serve", name, version, cause);
  }

  private boolean note(int version, Failure.Kind kind, String reason) {
    Plan current = plan.orElseThrow();
    boolean news = current.failed(version, kind, reason, clock.instant());
    if (news) {
      LOG.warn(
          "{} {} {}; {}",
          name,
          version,
          current.failure(version).orElseThrow().text(),
          serving().map(serves -> serves + " serves on").orElse("nothing serves"));
    }
    return news;
  }

  private Optional<Integer> serving() {
    return champion.serving().map(model -> model.manifest().getVersion());
  }

  private void say() {
    state = snapshot();
  }

  private FeedState snapshot() {
    return new FeedState(
        plan.map(current -> OptionalInt.of(current.champion())).orElse(OptionalInt.empty()),
        plan.map(Plan::failures).orElse(Map.of()),
        reading,
        releases.fault(),
        loading,
        releases.others(),
        releases.unreadable() + versions.unreadable());
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Stops to follow; the champion is left as it is. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}
