package dev.sightline.app.metrics;

import dev.sightline.evaluation.confusion.Printable;
import java.util.List;
import java.util.function.Function;

/**
 * Names that tell series apart: the model's version alone where that does, and beside it the length
 * of the windows, the application that counts them, or both; an application by its id. Immutable.
 */
record SeriesNames(List<Series> all) {

  String of(Series series) {
    StringBuilder name = new StringBuilder(series.model() + "/" + series.version());
    if (varies(series, Series::length)) {
      name.append(' ').append(WindowText.duration(series.length()));
    }
    if (varies(series, Series::application)) {
      name.append(' ').append(series.application().replaceFirst("-metrics$", ""));
    }
    return Printable.of(name.toString());
  }

  /** Whether something differs among the series of a version. */
  private boolean varies(Series of, Function<Series, Object> what) {
    return all.stream()
            .filter(each -> each.model().equals(of.model()) && each.version() == of.version())
            .map(what)
            .distinct()
            .count()
        > 1;
  }
}
