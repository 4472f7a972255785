package dev.sightline.schemas.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * The one door to a {@link SchemaRegistry}: it reads Confluent's configuration keys.
 *
 * <table>
 * <caption>Keys; those marked * may carry the prefix {@code schema.registry.} as well</caption>
 * <tr><td>{@code schema.registry.url}</td><td>URLs with commas between; the next one is asked when
 *     one gives no answer. Of Apicurio its address will do. {@code mock://scope}, alone: a registry in memory, one for each scope in
 *     this JVM.</td></tr>
 * <tr><td>{@code basic.auth.credentials.source} *</td><td>{@code URL}: user:password in each URL;
 *     {@code USER_INFO}: {@code basic.auth.user.info}</td></tr>
 * <tr><td>{@code basic.auth.user.info} *</td><td>user:password; without a source it is {@code
 *     USER_INFO}</td></tr>
 * <tr><td>{@code bearer.auth.credentials.source} *</td><td>{@code STATIC_TOKEN}</td></tr>
 * <tr><td>{@code bearer.auth.token} *</td><td>the token</td></tr>
 * <tr><td>{@code schema.registry.ssl.…}</td><td>Kafka's {@code ssl.…} client keys: key stores and
 *     trust stores as JKS, PKCS12 or PEM</td></tr>
 * <tr><td>{@code schema.registry.request.timeout.ms}</td><td>for one whole request, 30000</td></tr>
 * <tr><td>{@code http.connect.timeout.ms} *</td><td>for connecting, 5000</td></tr>
 * <tr><td>{@code max.retries} *</td><td>rounds over all URLs after the first, 3</td></tr>
 * <tr><td>{@code retries.wait.ms} *</td><td>the pause before the second round, 1000; it
 *     doubles</td></tr>
 * <tr><td>{@code retries.max.wait.ms} *</td><td>the longest pause, 20000</td></tr>
 * </table>
 */
public final class SchemaRegistries {
  private static final String MOCK = "mock://";

  /** Shared on purpose: two clients of one scope are clients of one registry. */
  private static final Map<String, SchemaRegistry> SCOPES = new ConcurrentHashMap<>();

  private SchemaRegistries() {}

  /**
   * The registry that a configuration names; keys that are not listed above are left to others. No
   * request is sent yet.
   *
   * @throws ConfigException when the configuration is at fault; its message lists every fault
   */
  public static SchemaRegistry of(Map<String, ?> config) {
    return mockScope(config)
        .map(scope -> SCOPES.computeIfAbsent(scope, name -> new InMemorySchemaRegistry()))
        .orElseGet(
            () ->
                new SchemaRegistryClient(
                    new RegistryHttp(RegistryConfig.of(config)), System::nanoTime));
  }

  /**
   * What is wrong with a configuration, for those who list it with faults of their own.
   *
   * @return each fault with its key; none when {@link #of} takes the configuration
   */
  public static List<String> faults(Map<String, ?> config) {
    return mockScope(config).isPresent() ? List.of() : RegistryConfig.faults(config);
  }

  /**
   * Every key that {@link #of} reads, those that may carry the prefix {@code schema.registry.} with
   * it.
   */
  public static Set<String> keys() {
    return RegistryConfig.keys();
  }

  private static Optional<String> mockScope(Map<String, ?> config) {
    List<String> urls = new ConfigReader(config).list(RegistryConfig.URL);
    return urls.size() == 1 && urls.get(0).startsWith(MOCK)
        ? Optional.of(urls.get(0).substring(MOCK.length()))
        : Optional.empty();
  }
}
