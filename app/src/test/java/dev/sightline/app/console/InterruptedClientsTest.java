package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class InterruptedClientsTest {
  private static final String PRODUCER = "org.apache.kafka.clients.producer.KafkaProducer";

  @Test
  void aClientThatWasInterruptedIsNotLogged() {
    assertThat(decide(PRODUCER, new InterruptedException())).isEqualTo(FilterReply.DENY);
  }

  @Test
  void allElsePasses() {
    assertThat(decide(PRODUCER, new IllegalStateException())).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(PRODUCER, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("dev.sightline.topology", new InterruptedException()))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  private static FilterReply decide(String name, Throwable thrown) {
    Logger logger = new LoggerContext().getLogger(name);
    return new InterruptedClients()
        .decide(null, logger, Level.ERROR, "Interrupted while joining ioThread", null, thrown);
  }
}
