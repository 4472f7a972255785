package dev.sightline.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.cert.CertificateExpiredException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionFaultTest {
  private static String text(Throwable failure, Map<String, Object> config) {
    return new ConnectionFault("kafka:9093", 15_000, config).text(failure);
  }

  private static SslAuthenticationException tls(Throwable cause) {
    SSLHandshakeException handshake = new SSLHandshakeException("(certificate_unknown) no");
    handshake.initCause(cause);
    return new SslAuthenticationException("SSL handshake failed", handshake);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unable to find valid certification path to requested target | ssl.truststore.location",
        "No subject alternative DNS name matching kafka found. | bootstrap.servers",
        "Unsupported or unrecognized SSL message | security.protocol",
        "Received fatal alert: bad_certificate | ssl.keystore.location",
      })
  void aHandshakeThatFailsNamesTheSettingToLookAt(String said, String setting) {
    assertThat(text(tls(new SSLHandshakeException(said)), Map.of()))
        .startsWith("no TLS with the broker at kafka:9093: ")
        .contains(said, setting)
        .doesNotContain("\n");
  }

  @Test
  void aCertificateOfTheBrokerThatHasExpiredIsNotCalledUntrusted() {
    assertThat(text(tls(new CertificateExpiredException("NotAfter: Sun Nov 01")), Map.of()))
        .contains("a certificate has expired", "NotAfter: Sun Nov 01");
  }

  @Test
  void aLoginThatIsRefusedNamesItsSettings() {
    assertThat(text(new SaslAuthenticationException("invalid credentials"), Map.of()))
        .isEqualTo(
            "the broker at kafka:9093 refuses the login: invalid credentials; look at"
                + " sasl.jaas.config and sasl.mechanism");
  }

  @Test
  void silenceOfAPortNamesTheOtherProtocols() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + silent.getLocalPort();
      ConnectionFault plain = new ConnectionFault(address, 15_000, Map.of());
      ConnectionFault tls =
          new ConnectionFault(address, 15_000, Map.of("security.protocol", "SASL_SSL"));

      assertThat(plain.text(new TimeoutException("late")))
          .isEqualTo(
              "no broker answers at "
                  + address
                  + " within 15 s; if that port wants TLS, security.protocol must be SSL or"
                  + " SASL_SSL");
      assertThat(tls.text(new TimeoutException("late")))
          .endsWith(
              "if that port speaks no TLS, security.protocol must be PLAINTEXT or SASL_PLAINTEXT");
    }
  }

  @Test
  void whereNobodyListensThatIsAll() {
    assertThat(
            new ConnectionFault("nobody.invalid:9092,[::1]:1,nonsense", 15_000, Map.of())
                .text(new TimeoutException("late")))
        .isEqualTo("no broker answers at nobody.invalid:9092,[::1]:1,nonsense within 15 s");
  }

  @Test
  void anyOtherRefusalIsPassedOn() {
    assertThat(text(new UnsupportedVersionException("too old"), Map.of()))
        .isEqualTo("the broker at kafka:9093 refuses: too old");
  }
}
