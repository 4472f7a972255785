package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class UnknownBrokersTest {
  @Test
  void aHostWithoutAnAddressIsOne() {
    assertThat(Causes.of(faultOf("nobody.invalid:9092"))).anyMatch(UnknownBrokers::isSaidBy);
  }

  @Test
  void anAddressThatIsWrittenWronglyIsNone() {
    assertThat(Causes.of(faultOf("localhost"))).isNotEmpty().noneMatch(UnknownBrokers::isSaidBy);
  }

  private static Throwable faultOf(String bootstrapServers) {
    return catchThrowable(
        () -> Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers)).close());
  }
}
