package dev.sightline.app.deadletters;

import dev.sightline.topology.scoring.DeadLetterReason;
import java.util.Optional;

/**
 * What a reason means for the operator.
 *
 * @param whatHappened a sentence
 * @param whatToDo a sentence or two
 * @param replay whether the same bytes may be scored after a change of settings, model, registry or
 *     version; false where the bytes themselves are at fault
 */
record Remedy(String whatHappened, String whatToDo, boolean replay) {

  /** That of a reason. */
  static Remedy of(DeadLetterReason reason) {
    return switch (reason) {
      case NO_VALUE ->
          publisher("The record has no value.", "Mend the publisher: images are not deleted.");
      case NO_KEY ->
          publisher("The record has no key.", "Have the publisher write the image id as key.");
      case ID_TOO_LONG ->
          publisher("The key is longer than 4,096 bytes.", "Have the publisher use shorter ids.");
      case UNREADABLE_EVENT ->
          change(
              "The value is no ImageEvent, or its schema is not in the registry.",
              "Bring the schema back into the registry and replay; otherwise mend the publisher.");
      case KEY_MISMATCH ->
          publisher(
              "The key is another id than the event's.", "Mend the publisher and publish again.");
      case EMPTY ->
          publisher("The image has no bytes.", "Mend the publisher and publish the image again.");
      case TOO_MANY_BYTES ->
          change(
              "The image is larger than sightline.image.max.bytes.",
              "Raise it if such images are meant to be scored, and replay.");
      case TOO_MANY_PIXELS ->
          change(
              "The image has more pixels than sightline.image.max.pixels, or is too long or too"
                  + " costly to decode.",
              "Raise it if such images are meant to be scored, and replay.");
      case TOO_SLOW ->
          change(
              "The image was not decoded within sightline.image.max.decode.ms.",
              "Raise it, or give the worker more processor time, and replay.");
      case UNKNOWN_FORMAT ->
          change(
              "The image is neither PNG nor JPEG, BMP or GIF.",
              "Convert before publishing; or replay after an upgrade that reads the format.");
      case UNSUPPORTED ->
          change(
              "The file is of a kind that is not read, such as a CMYK JPEG.",
              "Convert before publishing; or replay after an upgrade that reads it.");
      case TRUNCATED ->
          publisher(
              "The image ends before its last pixel.",
              "Look for a publisher that sends before the file is complete; publish again.");
      case DAMAGED ->
          publisher("The image contradicts itself.", "Find where it is damaged; publish it again.");
      case WRONG_SIZE ->
          publisher(
              "Width, height and content of a raw image do not agree.",
              "Mend the publisher and publish the image again.");
      case MODEL_ANSWER ->
          change(
              "The model answered NaN or no distribution.",
              "Promote or roll back to a version that answers, and replay.");
      case TOO_LARGE ->
          change(
              "The prediction has more bytes than predictions takes.",
              "Raise max.message.bytes of predictions, and replay.");
      case TIMESTAMP ->
          change(
              "The image's timestamp is too far from now for predictions.",
              "Raise message.timestamp.before.max.ms or …after.max.ms of predictions and replay;"
                  + " where the clock was wrong, replay --now.");
      case REFUSED ->
          change(
              "The broker refused the prediction.",
              "The message has its words: change what it asks for, and replay.");
    };
  }

  /** That of a dead letter; empty where this version does not know the reason. */
  static Optional<Remedy> of(Letter letter) {
    return letter.knownReason().map(Remedy::of);
  }

  private static Remedy publisher(String whatHappened, String whatToDo) {
    return new Remedy(whatHappened, whatToDo, false);
  }

  private static Remedy change(String whatHappened, String whatToDo) {
    return new Remedy(whatHappened, whatToDo, true);
  }
}
