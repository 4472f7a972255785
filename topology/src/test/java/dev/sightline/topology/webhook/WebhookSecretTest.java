package dev.sightline.topology.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The example that the libraries of Standard Webhooks are tested with. */
  @Test
  void theSignatureIsThatOfStandardWebhooks() {
    assertThat(
            WebhookSecret.of(SECRET)
                .signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_short",
        "whsec_not base64 at all, but long enough",
        "whsec_c2l4dGVlbiBieXRlcyBvbg=="
      })
  void whatIsNoneIsRefusedAndNotTold(String text) {
    assertThatThrownBy(() -> WebhookSecret.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected " + WebhookSecret.EXPECTED);
  }

  @Test
  void itIsHiddenInTexts() {
    assertThat(WebhookSecret.of(SECRET)).asString().isEqualTo("[hidden]");
  }
}
