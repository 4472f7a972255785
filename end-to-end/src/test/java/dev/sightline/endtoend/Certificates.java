package dev.sightline.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Certificates as the JDK's keytool makes them, in a folder: one authority, those that it has
 * signed, and a store that trusts it.
 *
 * @param folder of the stores
 */
record Certificates(Path folder) {
  static final String PASSWORD = "changeit";
  private static final String ALL = "all";
  private static final String AUTHORITY = "authority";
  private static final String TRUST = "trust";

  /** Makes an authority. */
  static Certificates in(Path folder) throws IOException, InterruptedException {
    Certificates made = new Certificates(folder);
    made.make(AUTHORITY, "-dname", "CN=authority", "-ext", "bc:c");
    try {
      KeyStore trusting = made.empty();
      trusting.setCertificateEntry(AUTHORITY, made.load(ALL).getCertificate(AUTHORITY));
      made.write(trusting, TRUST);
      Files.writeString(made.authority(), pem(trusting.getCertificate(AUTHORITY)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return made;
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()));
  }

  /** Adds a key with the subject CN=name, for this machine, that the authority has signed. */
  Certificates with(String name, String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-dname", "CN=" + name, "-signer", AUTHORITY));
    all.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
    all.addAll(List.of(options));
    make(name, all.toArray(String[]::new));
    try {
      KeyStore from = load(ALL);
      KeyStore own = empty();
      char[] password = PASSWORD.toCharArray();
      own.setKeyEntry(name, from.getKey(name, password), password, from.getCertificateChain(name));
      write(own, name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Settings of Kafka by which the authority is trusted. */
  Map<String, String> trusting() {
    return store("ssl.truststore", TRUST);
  }

  /** Settings of Kafka by which one identifies oneself. */
  Map<String, String> being(String name) {
    return store("ssl.keystore", name);
  }

  /** The authority's certificate in a PEM file. */
  Path authority() {
    return folder.resolve(AUTHORITY + ".crt");
  }

  /** What a server needs that identifies itself. */
  SSLContext serving(String name) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(name), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private Map<String, String> store(String key, String name) {
    return Map.of(
        key + ".location",
        file(name).toString(),
        key + ".password",
        PASSWORD,
        key + ".type",
        "PKCS12");
  }

  private void make(String alias, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-groupname", "secp256r1", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", file(ALL).toString()));
    command.addAll(List.of(options));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".p12");
  }

  private KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private KeyStore load(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void write(KeyStore store, String name) throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file(name))) {
      store.store(out, PASSWORD.toCharArray());
    }
  }
}
