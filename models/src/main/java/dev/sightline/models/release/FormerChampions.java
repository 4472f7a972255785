package dev.sightline.models.release;

import dev.sightline.schemas.ModelRelease;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Where a model goes back to, by a rollback or when its champion can't be loaded. */
public final class FormerChampions {
  private FormerChampions() {}

  /**
   * The versions that served before a release's champion, the latest first. Where no former
   * champion is known or there, those below the champion, the highest first and without the
   * challenger.
   *
   * @param versions those that there are
   */
  public static List<Integer> of(ModelRelease release, Collection<Integer> versions) {
    List<Integer> former = new ArrayList<>(release.getFormerChampions());
    former.retainAll(versions);
    Collections.reverse(former);
    return former.isEmpty() ? below(release, versions) : former;
  }

  private static List<Integer> below(ModelRelease release, Collection<Integer> versions) {
    return versions.stream()
        .filter(version -> version < release.getChampion())
        .filter(version -> !version.equals(release.getChallenger()))
        .sorted(Comparator.reverseOrder())
        .toList();
  }
}
