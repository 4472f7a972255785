package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoredTasksTest {
  private final Logger streams =
      new LoggerContext()
          .getLogger("org.apache.kafka.streams.processor.internals.ProcessorStateManager");
  private final RestoredTasks filter = new RestoredTasks();

  private FilterReply reply(String format, Object[] parameters, Throwable thrown) {
    return filter.decide(null, streams, Level.WARN, format, parameters, thrown);
  }

  @Test
  void tasksThatAreRestoredAreKeptFromTheLog() {
    assertThat(reply("stream-thread [a] Encounter corrupted task 0_2", null, corrupted()))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply("Get exceptions: {}", new Object[] {Map.of("0_2", corrupted())}, null))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply("State store {} did not find checkpoint offsets", new Object[] {"a"}, null))
        .isEqualTo(FilterReply.DENY);
  }

  @Test
  void allElsePasses() {
    IllegalStateException other = new IllegalStateException("disk full");

    assertThat(reply("Failed to process", null, other)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(
            reply(
                "Get exceptions: {}",
                new Object[] {Map.of("0_2", corrupted(), "0_3", other)},
                null))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply("Get exceptions: {}", new Object[] {Map.of()}, null))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply("fine", null, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply(null, null, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(
            filter.decide(
                null,
                new LoggerContext().getLogger("dev.sightline"),
                Level.WARN,
                "mine",
                null,
                corrupted()))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  private static Throwable corrupted() {
    return new org.apache.kafka.streams.errors.TaskCorruptedException(java.util.Set.of());
  }
}
