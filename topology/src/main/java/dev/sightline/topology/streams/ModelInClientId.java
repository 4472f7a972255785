package dev.sightline.topology.streams;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of the model that a worker scores by, at the end of its consumers' client ids: whoever
 * may look at a group reads there what its members score by. Pure functions.
 */
final class ModelInClientId {
  private static final String MODEL = "-model-";

  /** As Kafka Streams names the consumer of a thread, and then the model. */
  private static final Pattern FORM =
      Pattern.compile(".*?-StreamThread-\\d+-consumer" + MODEL + "(.+)");

  private ModelInClientId() {}

  /** A client id of Kafka Streams, and the model behind it. */
  static String of(String clientId, String model) {
    return clientId + MODEL + model;
  }

  /** The model in a client id; empty in those of earlier versions, and of strangers. */
  static Optional<String> model(String clientId) {
    Matcher form = FORM.matcher(clientId);
    return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
  }
}
