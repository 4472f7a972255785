package dev.sightline.topology.monitoring.join;

import java.util.ArrayList;
import java.util.List;

/**
 * All that is known of one image id: its pairings, in the order in which predictions and labels
 * came. Mostly one; more where an id is used again after the retention, or where several labels
 * wait. Immutable.
 */
public record Pairings(List<Pairing> inOrder) {
  /** Nothing is known of the image; not stored. */
  static final Pairings NONE = new Pairings(List.of());

  public Pairings {
    inOrder = List.copyOf(inOrder);
  }

  static Pairings of(Pairing... inOrder) {
    return new Pairings(List.of(inOrder));
  }

  boolean isEmpty() {
    return inOrder.isEmpty();
  }

  Pairings with(Pairing more) {
    List<Pairing> all = new ArrayList<>(inOrder);
    all.add(more);
    return new Pairings(all);
  }

  Pairings replacing(int index, Pairing by) {
    List<Pairing> all = new ArrayList<>(inOrder);
    all.set(index, by);
    return new Pairings(all);
  }
}
