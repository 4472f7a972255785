package dev.sightline.dashboard.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What goes out and comes in as JSON. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static void answer(Context context, Object body) {
    try {
      context.contentType("application/json").result(MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * The text in a field of a request's body.
   *
   * @throws RefusedException when there is none
   */
  static String field(Context context, String name) {
    try {
      JsonNode field = MAPPER.readTree(context.bodyAsBytes()).path(name);
      if (field.isTextual()) {
        return field.textValue();
      }
    } catch (IOException noJson) {
      throw new RefusedException(400, "the body is no JSON");
    }
    throw new RefusedException(400, "the body lacks the text " + name);
  }
}
