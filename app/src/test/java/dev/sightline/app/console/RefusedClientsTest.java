package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class RefusedClientsTest {
  private static final String METADATA = "org.apache.kafka.clients.Metadata";
  private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";
  private static final String REFUSED = "[Consumer] Topic authorization failed for topics {}";
  private static final String ABORTING =
      "[Producer] Error in kafka producer I/O thread while aborting transaction when during"
          + " closing: ";

  @Test
  void aRefusalThatIsSaidOverAndOverIsNotLogged() {
    assertThat(decide(METADATA, REFUSED, null)).isEqualTo(FilterReply.DENY);
  }

  @Test
  void theEndOfAProducerThatWasRefusedIsNotLogged() {
    assertThat(
            decide(
                SENDER,
                ABORTING,
                new IllegalStateException(
                    "Transactional method invoked on a non-transactional producer.")))
        .isEqualTo(FilterReply.DENY);
  }

  @Test
  void allElsePasses() {
    assertThat(decide(SENDER, ABORTING, new IllegalStateException("other")))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(SENDER, ABORTING, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("dev.sightline.topology", REFUSED, null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(METADATA, "other", null)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(METADATA, null, null)).isEqualTo(FilterReply.NEUTRAL);
  }

  private static FilterReply decide(String name, String format, Throwable thrown) {
    return new RefusedClients()
        .decide(
            null, new LoggerContext().getLogger(name), Level.ERROR, format, new Object[0], thrown);
  }
}
