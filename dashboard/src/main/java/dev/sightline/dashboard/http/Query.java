package dev.sightline.dashboard.http;

import dev.sightline.dashboard.view.PredictionList.Filter;
import dev.sightline.dashboard.view.PredictionList.Only;
import io.javalin.http.Context;
import java.util.Optional;

/** What a request asks about. */
record Query(Context context) {
  private static final int LIMIT = 48;

  Optional<String> text(String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
  }

  /**
   * A whole number of 0 or more.
   *
   * @throws RefusedException when it is none
   */
  Optional<Long> number(String name) {
    return text(name)
        .map(
            value -> {
              if (!value.matches("\\d{1,18}")) {
                throw new RefusedException(
                    400, "%s: expected a whole number of 0 or more".formatted(name));
              }
              return Long.valueOf(value);
            });
  }

  /**
   * A whole number of 1 or more, as large as an int can be.
   *
   * @throws RefusedException when it is none
   */
  Optional<Integer> count(String name) {
    return text(name)
        .map(
            value -> {
              if (!value.matches("[1-9]\\d{0,9}") || Long.parseLong(value) > Integer.MAX_VALUE) {
                throw new RefusedException(
                    400, name + ": expected 1 to " + Integer.MAX_VALUE + ", found " + value);
              }
              return Integer.valueOf(value);
            });
  }

  Optional<Integer> version() {
    return number("version").map(value -> (int) Math.min(value, Integer.MAX_VALUE));
  }

  Filter filter() {
    String only = text("only").orElse("all");
    return new Filter(
        text("model"),
        version(),
        Only.of(only)
            .orElseThrow(
                () ->
                    new RefusedException(
                        400, "only: expected all, mistakes, unsure or unlabelled")),
        text("actual"),
        text("predicted"),
        number("limit").map(value -> (int) Math.min(value, 1000)).orElse(LIMIT));
  }
}
