package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;

import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.Topics;
import java.util.Optional;

/** What model-events say of versions that will not serve. */
final class Rejections {
  private Rejections() {}

  /** Waits for the rejection of a version; its reason. */
  static String reasonOf(Cluster cluster, int version) {
    try (Tail<ModelEvent> events = cluster.committed(Topics.MODEL_EVENTS)) {
      return waitFor("the rejection of version " + version)
          .until(
              () ->
                  events.values().stream()
                      .filter(event -> event.getVersion() == version)
                      .filter(event -> event.getState() == ModelState.REJECTED)
                      .map(ModelEvent::getReason)
                      .findFirst(),
              Optional::isPresent)
          .orElseThrow();
    }
  }
}
