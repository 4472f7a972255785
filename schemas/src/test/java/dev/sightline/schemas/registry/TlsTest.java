package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.concurrent.CompletableFuture;
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

  /** As a variable has it that Kubernetes makes of a Secret. */
  @Test
  void soIsOneInTheSettingsThemselves() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("localhost"))) {
      Map<String, Object> config = trusting(server, "localhost");
      config.keySet().removeIf(key -> key.startsWith("schema.registry.ssl."));
      config.put("schema.registry.ssl.truststore.type", "PEM");
      config.put(
          "schema.registry.ssl.truststore.certificates",
          Files.readString(Path.of(pem("localhost"))));

      assertThat(SchemaRegistries.of(config).register("s", SCHEMA)).isEqualTo(1);
    }
  }

  @Test
  void aServerThatNobodyVouchesForIsNot() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("localhost"))) {
      SchemaRegistry registry =
          SchemaRegistries.of(
              Map.of("schema.registry.url", server.url(), "retries.wait.ms", 3_600_000));

      assertThatThrownBy(() -> registry.register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .isNotInstanceOf(RegistryAwayException.class)
          .hasMessageContainingAll(
              server.url(),
              "(rounds: 1)",
              "schema.registry.ssl.truststore.location lacks the authority",
              "certification path")
          .hasMessageNotContaining("\n");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerWithAnotherNameIsNot() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("elsewhere"))) {
      SchemaRegistry registry = SchemaRegistries.of(trusting(server, "elsewhere"));

      assertThatThrownBy(() -> registry.register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContainingAll("schema.registry.url names the registry otherwise", "localhost");
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
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("wants a certificate")
          .hasMessageContaining("schema.registry.ssl.keystore.location");
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
        .hasMessageContainingAll(
            "at fault: schema.registry.ssl.keystore.location: ",
            "client.p12",
            "password was incorrect",
            "look at schema.registry.ssl.keystore.type and schema.registry.ssl.keystore.password")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aStoreThatIsNotThereIsALineThatNamesItsSetting() {
    String missing = store("missing");

    assertThatThrownBy(
            () ->
                SchemaRegistries.of(
                    Map.of(
                        "schema.registry.url",
                        "https://localhost:1",
                        "schema.registry.ssl.truststore.location",
                        missing)))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(
            "is at fault: schema.registry.ssl.truststore.location: no readable file at " + missing);
  }

  @Test
  void aPortForTlsThatIsSpokenToPlainlyNamesTheUrl() throws Exception {
    try (FakeRegistry server = FakeRegistry.startWithTls(identity("localhost"))) {
      Map<String, Object> config = trusting(server, "localhost");
      config.put("schema.registry.url", "http://" + server.address());

      assertThatThrownBy(() -> SchemaRegistries.of(config).register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("schema.registry.url must begin with https://");
    }
  }

  @Test
  void aProxyThatSaysSoItselfNamesTheUrl() {
    try (FakeRegistry server = FakeRegistry.start()) {
      server.behave(
          request -> new FakeRegistry.Reply(400, "The plain HTTP request was sent to HTTPS port"));

      assertThatThrownBy(
              () ->
                  SchemaRegistries.of(Map.of("schema.registry.url", server.url()))
                      .register("s", SCHEMA))
          .hasMessageContaining("schema.registry.url must begin with https://");
    }
  }

  @Test
  void aPlainPortThatIsSpokenToInTlsNamesTheUrl() {
    try (FakeRegistry server = FakeRegistry.start()) {
      Map<String, Object> config = trusting(server, "localhost");
      config.put("schema.registry.url", "https://" + server.address());
      config.put("http.connect.timeout.ms", 100); // for it waits in silence

      assertThatThrownBy(() -> SchemaRegistries.of(config).register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("if that port speaks no TLS, schema.registry.url must begin with");
    }
  }

  @Test
  void aPlainPortThatAnswersInItsOwnWayNamesTheUrl() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answerPlainly(server));
      String url = "https://localhost:" + server.getLocalPort();

      assertThatThrownBy(
              () ->
                  SchemaRegistries.of(Map.of("schema.registry.url", url, "max.retries", 0))
                      .register("s", SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("the port speaks no TLS; without, schema.registry.url begins with");
      answering.get();
    }
  }

  private static void answerPlainly(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[16_384]); // left unread, it would end in a reset
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
