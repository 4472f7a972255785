package dev.sightline.dashboard.labelling;

import dev.sightline.schemas.Label;

/** Where labels go. */
public interface LabelSink extends AutoCloseable {
  /**
   * Writes one, under its labelledAt as timestamp; the broker has it when this returns.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker or the registry doesn't take it
   */
  void write(Label label);

  @Override
  void close();
}
