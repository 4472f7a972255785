package dev.sightline.topology.monitoring.windows;

import java.util.List;
import java.util.Set;

/**
 * The classes that a manifest lists; none while it is not known. Immutable.
 *
 * @param inOrder the manifest's
 * @param names the same
 */
record ListedClasses(List<String> inOrder, Set<String> names) {

  static ListedClasses of(List<String> inOrder) {
    return new ListedClasses(inOrder, Set.copyOf(inOrder));
  }
}
