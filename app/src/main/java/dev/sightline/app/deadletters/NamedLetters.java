package dev.sightline.app.deadletters;

import dev.sightline.app.console.MistakeException;
import dev.sightline.app.console.NearestNames;
import dev.sightline.topology.scoring.DeadLetterReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which of the reasons and ids that somebody has named there are: reasons that this version knows,
 * or that a dead letter has, as an older or a newer version may have written it. For one thread.
 * Memory: the ids that were named, and {@value #MOST_REASONS} reasons of the topic.
 */
final class NamedLetters {
  /** Others than workers may write any. */
  private static final int MOST_REASONS = 100;

  private static final int LETTERS_A_SLIP = 3;

  private final Set<String> unseenReasons;
  private final Set<String> unseenIds;
  private final Set<String> ofTheTopic = new TreeSet<>();

  /**
   * @param reasons codes of reasons
   * @param ids of images
   */
  NamedLetters(Collection<String> reasons, Collection<String> ids) {
    this.unseenReasons = new LinkedHashSet<>(reasons);
    this.unseenReasons.removeAll(known());
    this.unseenIds = new LinkedHashSet<>(ids);
  }

  private static List<String> known() {
    return Arrays.stream(DeadLetterReason.values()).map(DeadLetterReason::name).toList();
  }

  /** Takes a record of {@code dead-letters} in. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (ReplayMarker.is(record)) {
      return;
    }
    Letter letter = Letter.of(record);
    letter.id().ifPresent(unseenIds::remove);
    letter.reason().map(LetterChoice::code).ifPresent(this::add);
  }

  private void add(String reason) {
    unseenReasons.remove(reason);
    if (ofTheTopic.size() < MOST_REASONS) {
      ofTheTopic.add(reason);
    }
  }

  /**
   * Refuses a reason that there is not, once all records are taken in.
   *
   * @throws MistakeException with those that there are
   */
  void checkReasons() {
    unseenReasons.stream()
        .findFirst()
        .ifPresent(
            reason -> {
              throw new MistakeException(
                  "--reason: there is no reason %s%s: there are %s"
                      .formatted(
                          LetterText.shown(reason), slip(reason), String.join(", ", reasons())));
            });
  }

  private String slip(String reason) {
    return nearest(reason).map(near -> ", did you mean " + near + "?").orElse("");
  }

  private Optional<String> nearest(String reason) {
    return reasons().stream()
        .min(Comparator.comparingInt(known -> NearestNames.distance(reason, known)))
        .filter(near -> NearestNames.distance(reason, near) <= reason.length() / LETTERS_A_SLIP);
  }

  private List<String> reasons() {
    return Stream.concat(known().stream(), ofTheTopic.stream().map(LetterText::shown))
        .distinct()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** A line for each id that no dead letter has. */
  List<String> missingIds() {
    return unseenIds.stream()
        .map(id -> "There is no dead letter of the id %s.".formatted(LetterText.shown(id)))
        .toList();
  }
}
