package dev.sightline.trainer.history;

import dev.sightline.trainer.training.Epoch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The epochs as a CSV file: a line of names, then a line for each. Losses, accuracies and rates
 * have all their digits.
 */
public final class HistoryCsv extends HistoryFile {
  /**
   * @param file its folder is made when there is none
   * @param earlier the epochs before the training was resumed
   */
  public HistoryCsv(Path file, List<Epoch> earlier) {
    super(file, earlier);
  }

  @Override
  String text(List<Epoch> epochs) {
    Stream<String> rows = epochs.stream().map(epoch -> line(column -> column.value(epoch)));
    return Stream.concat(Stream.of(line(HistoryColumn::title)), rows).collect(Collectors.joining());
  }

  private static String line(Function<HistoryColumn, Object> cell) {
    return Arrays.stream(HistoryColumn.values())
        .map(cell)
        .map(String::valueOf)
        .collect(Collectors.joining(",", "", "\n"));
  }
}
