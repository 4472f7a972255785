package dev.sightline.endtoend;

import dev.sightline.app.embedded.EmbeddedBroker;
import dev.sightline.app.embedded.Loopback;
import dev.sightline.schemas.rights.Part;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that grants nothing by itself. It has a listener for logins by SCRAM over TLS, where
 * each part is a user of its name, and one for certificates, where the subject is the user; {@code
 * CN=admin} may do everything. Beside it is a registry that wants a login over TLS too.
 */
final class SecuredBroker implements AutoCloseable {
  private static final int ITERATIONS = 4096;

  private final Path folder;
  private final Certificates certificates;
  private final int byCertificatePort;
  private final int controllerPort;
  private final SecuredRegistry registry;
  private final EmbeddedBroker broker;

  private SecuredBroker(
      Path folder, Certificates certificates, SecuredRegistry registry, List<Integer> ports) {
    this.folder = folder;
    this.registry = registry;
    this.certificates = certificates;
    this.byCertificatePort = ports.get(1);
    this.controllerPort = ports.get(2);
    this.broker =
        EmbeddedBroker.start(
            folder.resolve("broker"), ports.get(0), controllerPort, settings(ports.get(0)));
  }

  static SecuredBroker start(Path folder)
      throws IOException, InterruptedException, ExecutionException, GeneralSecurityException {
    Certificates certificates =
        Certificates.in(folder)
            .with("localhost")
            .with("admin")
            .with("expired", "-startdate", "-20d", "-validity", "10");
    SecuredBroker started =
        new SecuredBroker(
            folder, certificates, SecuredRegistry.start(certificates), Loopback.freePorts(3));
    try (Admin admin = started.admin()) {
      admin
          .alterUserScramCredentials(Stream.of(Part.values()).map(SecuredBroker::user).toList())
          .all()
          .get();
    }
    return started;
  }

  private static UserScramCredentialAlteration user(Part part) {
    return new UserScramCredentialUpsertion(
        part.toString(),
        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
        password(part));
  }

  static String password(Part part) {
    return part + "-secret";
  }

  private Map<String, String> settings(int loginPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "listeners",
        "LOGIN://127.0.0.1:%d,CERTIFICATE://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(loginPort, byCertificatePort, controllerPort));
    settings.put(
        "listener.security.protocol.map", "LOGIN:SASL_SSL,CERTIFICATE:SSL,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "CERTIFICATE");
    settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        "listener.name.login.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.putAll(certificates.being("localhost"));
    settings.putAll(certificates.trusting());
    settings.put("listener.name.certificate.ssl.client.auth", "required");
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:CN=admin;User:CN=localhost;User:ANONYMOUS");
    return settings;
  }

  Certificates certificates() {
    return certificates;
  }

  SecuredRegistry registry() {
    return registry;
  }

  /** A client that has logged in as a part. */
  Map<String, Object> login(Part part) {
    return login(part, password(part));
  }

  /** A client that tries to, with a password. */
  Map<String, Object> login(Part part, String password) {
    Map<String, Object> config = new HashMap<>(certificates.trusting());
    config.put("bootstrap.servers", broker.bootstrapServers());
    config.put("security.protocol", "SASL_SSL");
    config.put("sasl.mechanism", "SCRAM-SHA-512");
    config.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(part, password));
    config.putAll(registry.login());
    return config;
  }

  /** A client that shows a certificate. */
  Map<String, Object> certificate(String name) {
    Map<String, Object> config = new HashMap<>(certificates.trusting());
    config.putAll(certificates.being(name));
    config.put("bootstrap.servers", "127.0.0.1:" + byCertificatePort);
    config.put("security.protocol", "SSL");
    config.putAll(registry.login());
    return config;
  }

  /** A port where nobody speaks TLS. */
  String plainPort() {
    return "127.0.0.1:" + controllerPort;
  }

  Admin admin() {
    return Admin.create(certificate("admin"));
  }

  /** A properties file of a client. */
  String file(Map<String, Object> config) {
    Properties properties = new Properties();
    properties.putAll(config);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
      return Files.writeString(
              Files.createTempFile(folder, "client", ".properties"), text.toString())
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
    registry.close();
  }
}
