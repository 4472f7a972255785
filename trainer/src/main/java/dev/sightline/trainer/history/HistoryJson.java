package dev.sightline.trainer.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sightline.trainer.training.Epoch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The epochs as a JSON file: an array with an object for each, of the same names and numbers as in
 * {@link HistoryCsv}.
 */
public final class HistoryJson extends HistoryFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * @param file its folder is made when there is none
   * @param earlier the epochs before the training was resumed
   */
  public HistoryJson(Path file, List<Epoch> earlier) {
    super(file, earlier);
  }

  @Override
  String text(List<Epoch> epochs) {
    try {
      return JSON.writeValueAsString(epochs.stream().map(HistoryJson::row).toList()) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("names and numbers are JSON", impossible);
    }
  }

  private static Map<String, Number> row(Epoch epoch) {
    Map<String, Number> row = new LinkedHashMap<>();
    for (HistoryColumn column : HistoryColumn.values()) {
      row.put(column.title(), column.value(epoch));
    }
    return row;
  }
}
