package dev.sightline.topology.model;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.release.FormerChampions;
import dev.sightline.schemas.ModelRelease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What is released and published of the {@link FakeModel}, and what fails of it. */
final class FakeTopics implements Releases, Versions {
  final List<Integer> tried = new ArrayList<>();
  final Map<Integer, FakeModel> loaded = new HashMap<>();
  private final Map<Integer, Supplier<Loaded>> outcomes = new HashMap<>();
  private Optional<ModelRelease> release = Optional.empty();
  Runnable duringLoad = () -> {};
  RuntimeException unreachable;
  String fault;
  List<String> others = List.of();

  void release(int champion, Integer... former) {
    release =
        Optional.of(
            new ModelRelease("fake", champion, null, "me", "why", Instant.EPOCH, List.of(former)));
  }

  void withdraw() {
    release = Optional.empty();
  }

  void reject(int version, String reason) {
    fail(version, new ModelRejectedException(reason));
  }

  void fail(int version, RuntimeException failure) {
    outcomes.put(
        version,
        () -> {
          throw failure;
        });
  }

  void runOutOfMemory(int version) {
    outcomes.put(
        version,
        () -> {
          throw new OutOfMemoryError("no room on the device");
        });
  }

  void lack(int version, boolean hidden) {
    outcomes.put(version, () -> new NoManifest(hidden));
  }

  void mend(int version) {
    outcomes.remove(version);
  }

  @Override
  public List<String> others() {
    return others;
  }

  @Override
  public Optional<ModelRelease> newest() {
    if (unreachable != null) {
      throw unreachable;
    }
    return release;
  }

  @Override
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public Loaded load(int version, LoadSteps steps) {
    tried.add(version);
    if (outcomes.containsKey(version)) {
      return outcomes.get(version).get();
    }
    FakeModel model = new FakeModel(version);
    loaded.put(version, model);
    steps.loaded(model);
    duringLoad.run();
    return new Ready(model);
  }

  @Override
  public List<Integer> formerChampions(ModelRelease of) {
    return FormerChampions.of(of, List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
  }

  @Override
  public long unreadable() {
    return fault == null ? 0 : 1;
  }

  @Override
  public void close() {}
}
