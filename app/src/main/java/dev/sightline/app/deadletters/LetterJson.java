package dev.sightline.app.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dead letter for machines; what is missing in it is null. Pure functions. */
final class LetterJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LetterJson() {}

  /**
   * One object, without a line break.
   *
   * @param replayed whether it has been replayed since
   */
  static String of(Letter letter, boolean replayed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("partition", letter.partition());
    fields.put("offset", letter.offset());
    fields.put(
        "time",
        letter.timestampMs() < 0 ? null : Instant.ofEpochMilli(letter.timestampMs()).toString());
    fields.put("id", letter.id().orElse(null));
    fields.put("reason", letter.reason().orElse(null));
    fields.put("message", letter.message().orElse(null));
    fields.put("bytes", letter.bytes());
    fields.put("shortened", letter.shortened());
    fields.put("topic", letter.origin().map(Letter.Origin::topic).orElse(null));
    fields.put("imagePartition", letter.origin().map(Letter.Origin::partition).orElse(null));
    fields.put("imageOffset", letter.origin().map(Letter.Origin::offset).orElse(null));
    fields.put("replays", letter.replays());
    fields.put("replayed", replayed);
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
