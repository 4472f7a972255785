package dev.sightline.topology.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.Schema;

/** The shape of a request's body, in JSON. */
public enum WebhookFormat {
  /**
   * All fields of the {@link DriftAlert} under their names, those of later versions included, and
   * {@code id} before them; times as in 2026-01-02T03:04:05.678Z.
   */
  JSON {
    @Override
    JsonNode bodyOf(String id, DriftAlert alert) {
      ObjectNode body = MAPPER.createObjectNode().put("id", id);
      for (Schema.Field field : alert.getSchema().getFields()) {
        Object value = alert.get(field.pos());
        boolean isText = value instanceof Instant || value instanceof Enum;
        body.set(field.name(), MAPPER.valueToTree(isText ? value.toString() : value));
      }
      return body;
    }
  },

  /** A sentence in {@code text}, as Slack, Mattermost and Rocket.Chat take it. */
  SLACK {
    @Override
    JsonNode bodyOf(String id, DriftAlert alert) {
      String what = alert.getState() == AlertState.UNKNOWN ? "changed" : lower(alert.getState());
      String sentence =
          "Alarm %s on %s version %d: %s"
              .formatted(what, alert.getModelName(), alert.getModelVersion(), alert.getMessage());
      return MAPPER.createObjectNode().put("text", escaped(sentence));
    }
  };

  private static final ObjectMapper MAPPER = new ObjectMapper();

  abstract JsonNode bodyOf(String id, DriftAlert alert);

  /** The body that tells an alert. */
  String body(String id, DriftAlert alert) {
    try {
      return MAPPER.writeValueAsString(bodyOf(id, alert));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree that can't be written", impossible);
    }
  }

  /** Slack reads these three as its markup: a class named "<!channel>" would wake everybody. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String lower(AlertState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** As settings name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
