package dev.sightline.models.release;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.ModelRelease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The release that follows another one of the same model. Champion and challenger are never the
 * same version; the former champions are distinct, and the champion is none of them.
 *
 * @param who the person or job that releases it
 * @param why the reason, for people
 * @param at when, to the millisecond
 */
public record NextRelease(String who, String why, Instant at) {
  /** A release remembers so many former champions at the most: the latest. */
  static final int REMEMBERED = 100;

  /** Makes a version champion. A challenger stays under trial, unless it is the new champion. */
  public ModelRelease champion(Optional<ModelRelease> current, ModelVersion champion) {
    List<Integer> former = new ArrayList<>();
    current.ifPresent(
        release -> {
          former.addAll(release.getFormerChampions());
          former.add(release.getChampion());
          former.removeIf(version -> version == champion.version());
        });
    int forgotten = Math.max(0, former.size() - REMEMBERED);
    return release(champion, challenger(current), former.subList(forgotten, former.size()));
  }

  /**
   * Puts a version under trial, in the place of the challenger before it; the champion stays.
   *
   * @throws ReleaseRefusedException when the model has no champion to challenge, or the version is
   *     it
   */
  public ModelRelease challenger(Optional<ModelRelease> current, ModelVersion challenger) {
    ModelRelease release =
        current.orElseThrow(
            () ->
                new ReleaseRefusedException(
                    "model "
                        + challenger.name()
                        + " has no champion that "
                        + challenger
                        + " could challenge: no version was released yet"));
    if (release.getChampion() == challenger.version()) {
      throw new ReleaseRefusedException("model " + challenger + " is the champion itself");
    }
    return release(
        new ModelVersion(challenger.name(), release.getChampion()),
        Optional.of(challenger.version()),
        release.getFormerChampions());
  }

  /**
   * Makes a version champion that was it before, or a lower one; those that served after it are
   * forgotten.
   */
  ModelRelease rollback(ModelRelease current, ModelVersion champion) {
    List<Integer> former = current.getFormerChampions();
    int at = former.lastIndexOf(champion.version());
    return release(
        champion, challenger(Optional.of(current)), at < 0 ? List.of() : former.subList(0, at));
  }

  private static Optional<Integer> challenger(Optional<ModelRelease> current) {
    return current.map(ModelRelease::getChallenger);
  }

  private ModelRelease release(
      ModelVersion champion, Optional<Integer> challenger, List<Integer> former) {
    Integer trial = challenger.filter(version -> version != champion.version()).orElse(null);
    return new ModelRelease(
        champion.name(), champion.version(), trial, who, why, at, List.copyOf(former));
  }
}
