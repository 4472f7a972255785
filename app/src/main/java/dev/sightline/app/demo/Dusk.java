package dev.sightline.app.demo;

import dev.sightline.trainer.data.EncodedExample;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Lets a part of the images after the swap be darkened and blurred, and says when it begins and
 * ends. For one thread.
 */
final class Dusk implements UnaryOperator<EncodedExample> {
  private final Disturbance disturbance;
  private final Consumer<String> messages;
  private long image;

  Dusk(Disturbance disturbance, Consumer<String> messages) {
    this.disturbance = disturbance;
    this.messages = messages;
  }

  @Override
  public EncodedExample apply(EncodedExample example) {
    boolean isOn = disturbance.isOn(image);
    if (isOn != disturbance.isOn(image - 1)) {
      messages.accept(
          isOn
              ? "From now on the images are dark and blurred: watch the estimate fall first."
              : "The images are as they were again.");
    }
    image++;
    return isOn ? Darkened.of(example) : example;
  }
}
