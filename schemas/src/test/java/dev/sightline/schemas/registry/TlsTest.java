package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final Schema SCHEMA = Schema.createFixed("Md5", null, "hash", 16);
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  /** Certificates that sign themselves: one store has the key, another trusts its certificate. */
  @BeforeAll
  static void makeKeyStores() throws Exception {
    for (String host : List.of("localhost", "elsewhere", "client")) {
      makeKey(host);
      Certificate certificate = load(store(host)).getCertificate("k");
      KeyStore trusting = KeyStore.getInstance("PKCS12");
      trusting.load(null, null);
      trusting.setCertificateEntry("c", certificate);
      try (OutputStream out = Files.newOutputStream(Path.of(store("trust-" + host)))) {
        trusting.store(out, PASSWORD.toCharArray());
      }
      String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
      Files.writeString(
          Path.of(pem(host)),
          "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
  }

  private static void makeKey(String host) throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", "k"));
    command.addAll(List.of("-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store(host)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String store(String name) {
    return folder.resolve(name + ".p12").toString();
  }

  private static String pem(String name) {
    return folder.resolve(name + ".pem").toString();
  }

  private static Map<String, Object> trusting(FakeRegistry server, String name) {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", server.url());
    config.put("max.retries", 0);
    config.put("schema.registry.ssl.truststore.location", store("trust-" + name));
    config.put("schema.registry.ssl.truststore.password", PASSWORD);
    config.put("schema.registry.ssl.truststore.type", "PKCS12");
    return config;
  }

  @Test
  void aTrustedServerIsSpokenTo() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("localhost"))) {
      SchemaRegistry registry = SchemaRegistries.of(trusting(server, "localhost"));

      assertThat(registry.register("s", SCHEMA)).isEqualTo(1);
    }
  }

  @Test
  void aCertificateInAPemFileIsTrusted() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("localhost"))) {
      Map<String, Object> config = trusting(server, "localhost");
      config.put("schema.registry.ssl.truststore.location", pem("localhost"));
      config.put("schema.registry.ssl.truststore.type", "PEM");
      config.remove("schema.registry.ssl.truststore.password");

      assertThat(SchemaRegistries.of(config).register("s", SCHEMA)).isEqualTo(1);
    }
  }

  @Test
  void aServerThatNobodyVouchesForIsNot() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("localhost"))) {
      SchemaRegistry registry =
          SchemaRegistries.of(Map.of("schema.registry.url", server.url(), "max.retries", 0));

      assertThatThrownBy(() -> registry.register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining(server.url())
          .hasMessageContaining("certification path");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerWithAnotherNameIsNot() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("elsewhere"))) {
      SchemaRegistry registry = SchemaRegistries.of(trusting(server, "elsewhere"));

      assertThatThrownBy(() -> registry.register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("localhost");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void theClientIdentifiesItselfWithItsKeyStore() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(demandingTheClient())) {
      Map<String, Object> config = trusting(server, "localhost");
      SchemaRegistry nobody = SchemaRegistries.of(config);
      config.put("schema.registry.ssl.keystore.location", store("client"));
      config.put("schema.registry.ssl.keystore.password", PASSWORD);
      config.put("schema.registry.ssl.keystore.type", "PKCS12");
      config.put("schema.registry.ssl.key.password", PASSWORD);

      assertThatThrownBy(() -> nobody.register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class);
      assertThat(SchemaRegistries.of(config).register("s", SCHEMA)).isEqualTo(1);
    }
  }

  @Test
  void aWrongPasswordIsAFaultOfTheConfiguration() {
    Map<String, Object> config = new HashMap<>();
    config.put("schema.registry.url", "https://localhost:1");
    config.put("schema.registry.ssl.keystore.location", store("client"));
    config.put("schema.registry.ssl.keystore.password", "s3cret");
    config.put("schema.registry.ssl.keystore.type", "PKCS12");

    assertThatThrownBy(() -> SchemaRegistries.of(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("schema.registry.ssl", "client.p12", "password was incorrect")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void hostNameVerificationCannotBeTurnedOff() {
    assertThatThrownBy(
            () ->
                SchemaRegistries.of(
                    Map.of(
                        "schema.registry.url", "https://localhost:1",
                        "schema.registry.ssl.endpoint.identification.algorithm", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("host names are always verified");
  }

  private static SSLContext identity(String name) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(store(name)), PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(load(store("trust-client")));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static HttpsConfigurator demandingTheClient() throws Exception {
    return new HttpsConfigurator(identity("localhost")) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters tls = getSSLContext().getDefaultSSLParameters();
        tls.setNeedClientAuth(true);
        parameters.setSSLParameters(tls);
      }
    };
  }

  private static KeyStore load(String file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
