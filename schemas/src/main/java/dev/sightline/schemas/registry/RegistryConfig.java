package dev.sightline.schemas.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * What the registry client needs to know, checked. {@link SchemaRegistries} has the keys.
 *
 * @param urls in the order in which they are asked; at least one
 * @param requestTimeout for one request to one URL, from connecting to the last byte of the answer
 * @param maxRetries rounds over all URLs after the first one failed
 * @param pauses the pause before each of these rounds, in milliseconds
 */
record RegistryConfig(
    List<RegistryUrl> urls,
    SSLContext tls,
    Duration connectTimeout,
    Duration requestTimeout,
    int maxRetries,
    ExponentialBackoff pauses) {

  static final String URL = "schema.registry.url";

  private static final String REQUEST_TIMEOUT_MS = "schema.registry.request.timeout.ms";
  private static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";
  private static final String MAX_RETRIES = "max.retries";
  private static final String RETRIES_WAIT_MS = "retries.wait.ms";
  private static final String RETRIES_MAX_WAIT_MS = "retries.max.wait.ms";

  /**
   * @throws org.apache.kafka.common.config.ConfigException listing every fault
   */
  static RegistryConfig of(Map<String, ?> config) {
    ConfigReader reader = new ConfigReader(config);
    RegistryConfig read = read(reader);
    reader.refuseFaults();
    return read;
  }

  /** Every fault of a configuration; none when {@link #of} takes it. */
  static List<String> faults(Map<String, ?> config) {
    ConfigReader reader = new ConfigReader(config);
    read(reader);
    return reader.faults();
  }

  /** Every key, with the prefix where there may be one. */
  static Set<String> keys() {
    Stream<String> prefixable =
        Stream.concat(
            Stream.of(
                Credentials.BASIC_SOURCE,
                Credentials.USER_INFO,
                Credentials.BEARER_SOURCE,
                Credentials.TOKEN,
                CONNECT_TIMEOUT_MS,
                MAX_RETRIES,
                RETRIES_WAIT_MS,
                RETRIES_MAX_WAIT_MS),
            Tls.keys().stream());
    return Stream.concat(
            Stream.of(URL, REQUEST_TIMEOUT_MS), prefixable.map(ConfigReader.PREFIX::concat))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static RegistryConfig read(ConfigReader reader) {
    return new RegistryConfig(
        RegistryUrl.listOf(reader, Credentials.of(reader)),
        Tls.contextOf(reader),
        Duration.ofMillis(prefixable(reader, CONNECT_TIMEOUT_MS, 1, 5_000)),
        Duration.ofMillis(
            reader.atLeast(1, reader.text(REQUEST_TIMEOUT_MS), REQUEST_TIMEOUT_MS, 30_000)),
        prefixable(reader, MAX_RETRIES, 0, 3),
        new ExponentialBackoff(
            prefixable(reader, RETRIES_WAIT_MS, 0, 1_000),
            2,
            prefixable(reader, RETRIES_MAX_WAIT_MS, 0, 20_000),
            0.2));
  }

  private static int prefixable(ConfigReader reader, String key, int minimum, int otherwise) {
    return reader.atLeast(minimum, reader.prefixable(key), key, otherwise);
  }
}
