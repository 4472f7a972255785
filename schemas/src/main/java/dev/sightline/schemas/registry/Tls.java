package dev.sightline.schemas.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Whom to trust and how to identify, by Kafka's {@code ssl.…} keys under {@code schema.registry.}.
 * Kafka's own factory reads the stores, so that they may be all that a broker's may be, PEM too.
 */
final class Tls {
  private static final ConfigDef KEYS = new ConfigDef().withClientSslSupport();

  private Tls() {}

  /** Kafka's keys, without {@code schema.registry.}. */
  static Set<String> keys() {
    return KEYS.names();
  }

  /** The JDK's own context when no key is set. */
  static SSLContext contextOf(ConfigReader reader) {
    Map<String, Object> ssl =
        reader.under(ConfigReader.PREFIX + "ssl.").entrySet().stream()
            .collect(Collectors.toMap(entry -> "ssl." + entry.getKey(), Map.Entry::getValue));
    return ssl.isEmpty() || hasFaults(ssl, reader) ? defaultContext() : load(ssl, reader);
  }

  private static boolean hasFaults(Map<String, Object> ssl, ConfigReader reader) {
    Map<String, String> faults =
        ssl.entrySet().stream()
            .map(entry -> Map.entry(entry.getKey(), fault(entry.getKey(), entry.getValue())))
            .filter(entry -> !entry.getValue().isEmpty())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    faults.forEach((key, fault) -> reader.fault(ConfigReader.PREFIX + key, fault));
    return !faults.isEmpty();
  }

  private static String fault(String key, Object value) {
    if (!KEYS.names().contains(key)) {
      return "is not among Kafka's ssl keys";
    }
    return switch (key) {
      case SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG ->
          Files.isReadable(Path.of(value.toString())) ? "" : "no readable file at " + value;
      case SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG ->
          "https".equalsIgnoreCase(value.toString()) ? "" : "host names are always verified";
      case SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG -> "another engine factory can't be used";
      default -> "";
    };
  }

  private static SSLContext load(Map<String, Object> ssl, ConfigReader reader) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(KEYS.parse(ssl));
      return factory.sslContext();
    } catch (ConfigException fault) {
      reader.fault(ConfigReader.PREFIX + "ssl", fault.getMessage());
    } catch (KafkaException fault) {
      String cause = fault.getCause() == null ? "" : ": " + fault.getCause().getMessage();
      unreadable(ssl, fault.getMessage() + cause, reader);
    }
    return defaultContext();
  }

  /** Kafka's message has the file's name, not the setting's. */
  private static void unreadable(Map<String, Object> ssl, String what, ConfigReader reader) {
    String store =
        Stream.of("ssl.truststore", "ssl.keystore")
            .filter(key -> what.contains(String.valueOf(ssl.get(key + ".location"))))
            .map(ConfigReader.PREFIX::concat)
            .findFirst()
            .orElse("");
    if (store.isEmpty()) {
      reader.fault(ConfigReader.PREFIX + "ssl", what);
    } else {
      String others = "; look at %1$s.type and %1$s.password too".formatted(store);
      reader.fault(store + ".location", what + others);
    }
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("this JVM has no TLS", broken);
    }
  }
}
