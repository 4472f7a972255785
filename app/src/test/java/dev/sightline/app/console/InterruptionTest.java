package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptionTest {
  @Test
  void ofWhatIsNotClosedTellsOurMethodAndWhatItWaitsFor() {
    StackTraceElement[] stack = {
      new StackTraceElement("java.lang.Object", "wait", null, -2),
      new StackTraceElement("org.apache.kafka.streams.KafkaStreams", "close", null, 1),
      new StackTraceElement("dev.sightline.topology.StreamsApplication", "close", null, 1),
      new StackTraceElement("dev.sightline.app.Sightline", "main", null, 1)
    };

    assertThat(Interruption.at(stack))
        .isEqualTo("StreamsApplication.close, which waits in Object.wait");
  }

  @Test
  void isNotAtALossWithoutOurs() {
    assertThat(
            Interruption.at(new StackTraceElement[] {new StackTraceElement("a.B", "c", null, 1)}))
        .isEqualTo("B.c");
    assertThat(Interruption.at(new StackTraceElement[0])).isEqualTo("its end");
  }
}
