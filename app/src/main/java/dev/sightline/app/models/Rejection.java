package dev.sightline.app.models;

import dev.sightline.schemas.ModelEvent;
import java.util.Optional;

/**
 * A worker's last word on a version: that it will not serve there.
 *
 * @param event in which the worker said so
 * @param serves the version that serves on that worker instead, as far as it has said
 */
record Rejection(ModelEvent event, Optional<Integer> serves) {

  /** One line for people. */
  String text() {
    return "%s: worker %s rejected version %d at %s, %s there: %s"
        .formatted(
            event.getName(),
            event.getWorker(),
            event.getVersion(),
            event.getAt(),
            serves.map(version -> "version " + version + " serves").orElse("none serves"),
            event.getReason());
  }
}
