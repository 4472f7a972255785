package dev.sightline.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardSettingsTest {
  private static DashboardSettings at(String host, String token, String userHeader) {
    return new DashboardSettings(
        host,
        8090,
        Optional.ofNullable(token),
        Optional.ofNullable(userHeader),
        Set.of(),
        "sightline",
        LabelBounds.DEFAULTS,
        true,
        true,
        Duration.ofSeconds(5),
        Duration.ofMinutes(45));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
  void onThisMachineAloneNothingIsDemanded(String host) {
    assertThat(at(host, null, null).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "no.such.name.invalid"})
  void beyondItATokenOrAProxysHeaderIs(String host) {
    assertThat(at(host, null, null).faults())
        .singleElement()
        .asString()
        .contains(host, "--token-file", "--user-header");
    assertThat(at(host, "sixteen characters", null).faults()).isEmpty();
    assertThat(at(host, null, "X-Forwarded-User").faults()).isEmpty();
  }

  @Test
  void aTokenThatCanBeGuessedIsNone() {
    assertThat(at("0.0.0.0", "short", null).faults())
        .containsExactly("the token has 5 characters: expected 16 or more");
  }
}
