package dev.sightline.app.data;

import dev.sightline.evaluation.text.Counted;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.Skipped;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was read of a data set, for people. */
public final class DataSetText {
  private DataSetText() {}

  /**
   * The splits, and what was resized or left out where something was. Lines without a line break at
   * the end.
   */
  public static String of(DataSet data) {
    return Stream.of(splits(data), drawn(data.holdout()), resized(data), skipped(data.skipped()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String splits(DataSet data) {
    int validation = data.validation().size();
    return String.format(
        Locale.ROOT,
        "Data: %s, %,d training%s and %s of %s",
        data.name(),
        data.training().size(),
        validation == 0 ? "" : String.format(Locale.ROOT, ", %,d validation", validation),
        Counted.of(data.heldOut().size(), "held-out image"),
        Counted.of(data.classes().size(), "class"));
  }

  /** What the held-out images were drawn by; empty where they were not drawn. */
  public static String drawn(Optional<Holdout> holdout) {
    return holdout
        .map(
            by ->
                "Held out: a share of %s of each class, drawn by seed %d (%s)"
                    .formatted(by.share(), by.seed(), by))
        .orElse("");
  }

  private static String resized(DataSet data) {
    return data.resized() == 0
        ? ""
        : "Resized %s of other sizes to %s"
            .formatted(Counted.of(data.resized(), "image"), data.training().imageSize());
  }

  /** What was left out, and why; empty where nothing was. */
  public static String skipped(Skipped skipped) {
    return skipped.count() == 0
        ? ""
        : Stream.concat(
                Stream.of("Left out %s:".formatted(Counted.of(skipped.count(), "file"))),
                skipped.reasons().stream())
            .collect(Collectors.joining("\n"));
  }
}
