package dev.sightline.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** What one URL of the registry answered. */
record Answer(RegistryUrl url, int status, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final int SHOWN_CHARACTERS = 300;

  boolean isOk() {
    return status == 200;
  }

  /** Whether there is no registry at that path: one names its own errors by five digits. */
  boolean isNoSuchPath() {
    return status == NOT_FOUND && (errorCode() == 0 || errorCode() == NOT_FOUND);
  }

  /** Whether a port for TLS alone says so to who speaks plainly, as proxies do. */
  boolean isForTlsOnly() {
    return url.isPlain() && status == 400 && body.contains("HTTPS");
  }

  /** Whether another URL, or a later moment, may well give a better answer. */
  boolean isTransientFailure() {
    return status >= 500 || status == 408 || status == 429;
  }

  /** The registry's number for the error: the status and two digits; 0 when there is none. */
  int errorCode() {
    return json().path("error_code").asInt(0);
  }

  /** The body as JSON; a missing node when it is not. */
  JsonNode json() {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** The status and the registry's own words. */
  String describe() {
    String words = json().path("message").asText(body).strip();
    String shown =
        words.length() > SHOWN_CHARACTERS ? words.substring(0, SHOWN_CHARACTERS) + "…" : words;
    String code = errorCode() == 0 ? "" : ", error_code " + errorCode();
    return "HTTP " + status + code + (shown.isEmpty() ? "" : ": " + shown);
  }
}
