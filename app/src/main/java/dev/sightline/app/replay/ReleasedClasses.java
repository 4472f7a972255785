package dev.sightline.app.replay;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.MistakeException;
import dev.sightline.models.labels.ClassDifference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * The classes that the champion of a model tells apart.
 *
 * @param version the champion's
 */
record ReleasedClasses(String model, int version, List<String> names) {

  /**
   * Looks at the manifest of a model's champion.
   *
   * @return nothing where none is released, or its manifest can't be read now
   */
  static Optional<ReleasedClasses> of(Connection connection, String model) {
    try {
      return ChampionManifest.of(connection, model)
          .map(found -> new ReleasedClasses(model, found.getVersion(), found.getLabels()));
    } catch (KafkaException | IllegalStateException unknown) {
      return Optional.empty(); // no topic, or no registry: images can be replayed without
    }
  }

  /**
   * Refuses images of classes that the champion has never heard of, each of which it would get
   * wrong; that some of its own are missing is no fault.
   *
   * @param classes of the images to be replayed
   * @throws MistakeException naming some of them
   */
  void require(List<String> classes) {
    Set<String> all = new LinkedHashSet<>(names);
    all.addAll(classes);
    ClassDifference.of(names, all)
        .ifPresent(
            difference -> {
              throw new MistakeException(
                  ("--model %s: its champion (version %d) tells other classes apart than these"
                          + " images have: %s. Without --model they are replayed all the same")
                      .formatted(model, version, difference.text()));
            });
  }
}
