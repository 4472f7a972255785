package dev.sightline.benchmarks.chaos;

import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.publish.Candidate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** The versions of the model: two good ones that take turns, and bad ones. For one thread. */
final class Versions implements Faulty {
  private static final String WHO = "chaos";

  private final ChaosServers servers;
  private final Timeline timeline;
  private final Candidate good;
  private final Candidate bad;
  private final String name;
  private final List<Integer> goodVersions = new ArrayList<>();
  private int turns;

  Versions(ChaosServers servers, Timeline timeline, Candidate good) {
    this.servers = servers;
    this.timeline = timeline;
    this.good = good;
    this.bad = withWrongGoldenImages(good);
    this.name = good.draft().getName();
    goodVersions.add(champion(good));
    goodVersions.add(publisher().publish(good.draft(), good.savedModel()).getVersion());
  }

  private static Candidate withWrongGoldenImages(Candidate good) {
    ModelManifest.Builder draft = ModelManifest.newBuilder(good.draft());
    List<GoldenImage> reversed = new ArrayList<>();
    for (GoldenImage golden : draft.getGoldenImages()) {
      List<Float> probabilities = new ArrayList<>(golden.getProbabilities());
      Collections.reverse(probabilities);
      reversed.add(GoldenImage.newBuilder(golden).setProbabilities(probabilities).build());
    }
    return new Candidate(draft.setGoldenImages(reversed), good.savedModel());
  }

  @Override
  public void begin(Fault fault) throws InterruptedException {
    if (fault == Fault.BAD_VERSION) {
      int version = untilItWorks(() -> champion(bad));
      timeline.say("models", "version " + version + " is bad");
    } else {
      promoteNextGood();
    }
  }

  @Override
  public void end(Fault fault) throws InterruptedException {
    if (fault == Fault.BAD_VERSION) {
      promoteNextGood();
    }
  }

  private void promoteNextGood() throws InterruptedException {
    int version = goodVersions.get(++turns % goodVersions.size());
    untilItWorks(
        () -> {
          promote(version);
          return version;
        });
    timeline.say("models", "version " + version + " is champion");
  }

  private int champion(Candidate candidate) {
    return publisher()
        .publishChampion(candidate.draft(), candidate.savedModel(), WHO, "a fault")
        .getVersion();
  }

  private void promote(int version) {
    try (ModelCatalogue catalogue =
            new ModelCatalogue(servers.config(), servers.registry(), Optional.empty());
        ModelReleases releases =
            new ModelReleases(servers.config(), servers.registry(), catalogue, Clock.systemUTC())) {
      releases.promote(name, version, WHO, "a turn");
    }
  }

  private ModelPublisher publisher() {
    return new ModelPublisher(
        servers.config(),
        servers.registry(),
        Optional.empty(),
        new ModelArchive(),
        Clock.systemUTC());
  }

  /** The broker may be away. */
  private int untilItWorks(Supplier<Integer> work) throws InterruptedException {
    while (true) {
      try {
        return work.get();
      } catch (KafkaException failed) {
        timeline.say(
            "models", "tries again: " + failed.getMessage().lines().findFirst().orElse(""));
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }
}
