package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.AlarmRule.Step;
import dev.sightline.evaluation.drift.sequential.AlarmState;
import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.monitoring.windows.HeldOutReference;
import dev.sightline.topology.monitoring.windows.ImageReferences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The detectors of one model version, with what they remember: those that {@link AlertProcessor}
 * runs, without a broker, to measure how often and how soon they raise an alarm. For one thread.
 */
public final class VersionDetectors {
  private final Map<Watched, AlarmState> states = new LinkedHashMap<>();

  private VersionDetectors(List<Watched> watched) {
    watched.forEach(each -> states.put(each, AlarmState.start(each.rule().family())));
  }

  /**
   * Those of a version that has seen nothing yet.
   *
   * @param manifest what the version is compared with
   * @param wanted tells by its name whether a statistic is watched
   * @throws IllegalArgumentException when its histograms of images can't be
   */
  public static VersionDetectors of(
      ModelManifest manifest, DriftSettings settings, Predicate<String> wanted) {
    Optional<ImageReferences.Reference> images =
        Optional.ofNullable(manifest.getImageReference())
            .map(records -> new ImageReferences.Reference(ImageHistograms.ofKnown(records), false));
    return new VersionDetectors(
        Watched.of(Statistics.of(HeldOutReference.of(manifest), images, settings), settings)
            .stream()
            .filter(each -> wanted.test(each.name()))
            .toList());
  }

  /** The statistics that are watched, by their names in alerts. */
  public List<String> statistics() {
    return states.keySet().stream().map(Watched::name).toList();
  }

  /** The numbers of type double that the evidence of all of them is. */
  public int numbers() {
    return states.keySet().stream().mapToInt(each -> each.rule().family().size()).sum();
  }

  /**
   * Takes in what one partition counted between two commits.
   *
   * @return the statistics of which that raised an alarm; each is told again once it was cleared
   *     and raised anew
   */
  public List<String> look(PartitionCounts counts) {
    Observations observations = Observations.of(counts);
    List<String> raised = new ArrayList<>();
    states.replaceAll(
        (watched, before) -> {
          List<Batch> batches = watched.statistic().batches(observations);
          if (batches.stream().allMatch(batch -> batch.total() == 0)) {
            return before;
          }
          Step step = watched.rule().next(before, batches, 0);
          if (step.next().raised() && !before.raised()) {
            raised.add(watched.name());
          }
          return step.next();
        });
    return raised;
  }
}
