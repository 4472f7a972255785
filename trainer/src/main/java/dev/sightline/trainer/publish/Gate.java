package dev.sightline.trainer.publish;

import dev.sightline.evaluation.comparison.McNemar;
import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a new version takes the champion's place. Both are loaded from their SavedModel
 * folders and asked for the top-1 class of the same held-out images, each at its own input size and
 * by its own way of resizing; then the {@link PromotionRule} counts who was right where. For one
 * thread.
 *
 * <p>The first version that is released is champion without a comparison. A champion that can't be
 * compared (other labels, not fetched, not trusted, not loaded) stays: the new version is
 * challenger with that reason. A version that took hours to train is not lost to a comparison that
 * fails.
 */
public final class Gate {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private final Champions champions;
  private final PromotionRule rule;
  private final Path scratch;

  /**
   * @param scratch an empty folder that the champion is unpacked in; the caller deletes it
   */
  public Gate(Champions champions, PromotionRule rule, Path scratch) {
    this.champions = champions;
    this.rule = rule;
    this.scratch = scratch;
  }

  /**
   * Compares a candidate with the champion of its name as it is now.
   *
   * @param images that neither was trained on, as far as is known
   * @throws org.apache.kafka.common.KafkaException when it can't be learnt whether there is a
   *     champion
   * @throws CancellationException when this thread is interrupted
   */
  public Decision decide(Candidate candidate, HeldOutImages images) {
    String name = candidate.draft().getName();
    OptionalInt champion = champions.version(name);
    if (champion.isEmpty()) {
      return new Decision.Champion("the first version of " + name + " that serves", champion);
    }
    int version = champion.getAsInt();
    try {
      return rule.decide(compare(candidate, version, images), version);
    } catch (InterruptException | CancellationException interrupted) {
      throw interrupted;
    } catch (RuntimeException | OutOfMemoryError failed) {
      // Whatever it is: the champion is the safe choice, and the model is not to be lost.
      LOG.debug("{} is not compared with version {}", name, version, failed);
      return new Decision.Challenger(
          "not compared with the champion (version %d): %s".formatted(version, said(failed)));
    }
  }

  private McNemar compare(Candidate candidate, int version, HeldOutImages images) {
    ModelManifest.Builder draft = candidate.draft();
    NamedScores ours =
        scores(
            "this version",
            candidate.savedModel(),
            ModelSignature.of(draft),
            draft.getLabels(),
            draft.getResize(),
            images);
    Champions.Fetched champion = champions.fetch(draft.getName(), version, scratch);
    ModelManifest manifest = champion.manifest();
    NamedScores theirs =
        scores(
            "the champion",
            champion.savedModel(),
            ModelSignature.of(manifest),
            manifest.getLabels(),
            manifest.getResize(),
            images);
    return theirs.against(ours);
  }

  private static NamedScores scores(
      String whose,
      Path savedModel,
      ModelSignature signature,
      List<String> labels,
      ResizeMethod resize,
      HeldOutImages images) {
    try {
      return NamedScores.of(savedModel, signature, labels, resize, images);
    } catch (ModelRejectedException unfit) {
      throw new ModelRejectedException(whose + ": " + unfit.getMessage(), unfit);
    }
  }

  private static String said(Throwable failed) {
    return failed instanceof ModelRejectedException ? failed.getMessage() : failed.toString();
  }
}
