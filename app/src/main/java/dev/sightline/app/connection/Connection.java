package dev.sightline.app.connection;

import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.streams.UnknownBrokers;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options that say where the broker and the schema registry are, and the clients made of them.
 *
 * <p>Precedence: the command line over the properties file over {@linkplain EnvironmentSettings
 * environment variables} over the defaults. A command that takes single settings on its line hands
 * them to {@link #set}, for all clients alike.
 */
public final class Connection {
  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  static final String SCHEMA_REGISTRY = "schema.registry.url";

  private static final Map<String, Object> DEFAULTS =
      Map.of(BOOTSTRAP_SERVERS, "localhost:9092", SCHEMA_REGISTRY, "http://localhost:8081");

  private static final int ANSWER_WITHIN_MS = 15_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Brokers to connect to first, separated by commas (default: localhost:9092).")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description =
          "Schema registry with Confluent's API; several URLs are separated by commas"
              + " (default: http://localhost:8081).")
  private String schemaRegistry;

  @Option(
      names = "--properties",
      paramLabel = "FILE",
      description =
          "Settings for Kafka clients and the schema registry: TLS, SASL, … The command line"
              + " takes precedence over the file, the file over environment variables such as"
              + " KAFKA_BOOTSTRAP_SERVERS, these over the defaults.")
  private Path properties;

  private final EnvironmentSettings environment;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private SchemaRegistry registry;

  /** With the variables of this process. */
  public Connection() {
    this(System.getenv());
  }

  Connection(Map<String, String> environment) {
    this.environment = EnvironmentSettings.of(environment);
  }

  /**
   * Takes single settings of the command line.
   *
   * @throws ParameterException when a key is missing, or an option says something else
   */
  public void set(Map<String, String> settings) {
    settings.forEach(
        (key, value) -> {
          if (key.isBlank()) {
            throw mistake("--set", "expected KEY=VALUE, found " + key + "=" + value);
          }
        });
    refuseBoth(settings, BOOTSTRAP_SERVERS, "--bootstrap-servers", bootstrapServers);
    refuseBoth(settings, SCHEMA_REGISTRY, "--schema-registry", schemaRegistry);
    this.settings.putAll(settings);
  }

  /**
   * Lets a setting be given once.
   *
   * @param option that gives it too
   * @param value of the option; null when it is not there
   * @throws ParameterException when both are there and differ
   */
  public void refuseBoth(Map<String, String> settings, String key, String option, Object value) {
    if (value != null && settings.containsKey(key) && !value.toString().equals(settings.get(key))) {
      throw mistake(
          "--set", "%s=%s contradicts %s %s".formatted(key, settings.get(key), option, value));
    }
  }

  /**
   * Every setting, for any Kafka client and for the schema registry; a copy of the caller's own.
   *
   * @throws ParameterException when the properties file can't be read
   */
  public Map<String, Object> config() {
    Map<String, Object> said = said();
    Map<String, Object> config = new HashMap<>(DEFAULTS);
    config.putAll(environment.without(said.keySet()).values());
    config.putAll(said);
    return config;
  }

  /**
   * The value of a worker's setting, for a command that is none and heeds it too.
   *
   * @return of the setting's type; its default where nobody says anything
   * @throws ParameterException when it can't have the value that is said
   */
  public Object workerSetting(String key) {
    Object said = config().get(key);
    ConfigKey setting = WorkerConfig.definition().configKeys().get(key);
    if (said == null) {
      return setting.defaultValue;
    }
    return checked(
        () -> {
          Object value = ConfigDef.parseType(key, said, setting.type);
          setting.validator.ensureValid(key, value);
          return value;
        });
  }

  /** What the command line and the file say: what goes before the environment. */
  private Map<String, Object> said() {
    Map<String, Object> said = fileSettings();
    said.putAll(settings);
    if (bootstrapServers != null) {
      said.put(BOOTSTRAP_SERVERS, bootstrapServers);
    }
    if (schemaRegistry != null) {
      said.put(SCHEMA_REGISTRY, schemaRegistry);
    }
    return said;
  }

  /** Variables that begin as those of settings do and are none; they have no effect. */
  public List<String> variablesWithoutEffect() {
    return environment.withoutEffect();
  }

  /** Where the brokers are, for messages. */
  public String bootstrapServers() {
    return config().get(BOOTSTRAP_SERVERS).toString();
  }

  /** The schema registry, the same for all that ask; no request is sent yet. */
  public synchronized SchemaRegistry registry() {
    if (registry == null) {
      registry = checked(() -> SchemaRegistries.of(config()));
    }
    return registry;
  }

  /**
   * An administration client of a cluster that has answered: to open first, so that an address
   * where nobody listens is one clear message within seconds. The caller closes it.
   *
   * @throws IllegalStateException when no broker answers; the message names the address
   */
  public Admin admin() throws InterruptedException {
    Admin admin = checked(() -> Admin.create(config()));
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(answerWithinMs()))
          .clusterId()
          .get();
      return admin;
    } catch (ExecutionException failure) {
      close(admin);
      throw noAnswer(failure.getCause());
    } catch (InterruptedException interrupted) {
      close(admin);
      throw interrupted;
    }
  }

  /**
   * Builds a client, with faults of the configuration as mistakes of the user.
   *
   * @throws ParameterException when the configuration is at fault
   * @throws IllegalStateException when the brokers' hosts have no address now
   */
  public <T> T checked(Supplier<T> client) {
    if (!environment.faults().isEmpty()) {
      throw new ParameterException(command.commandLine(), String.join("\n", environment.faults()));
    }
    try {
      return client.get();
    } catch (KafkaException fault) {
      for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
        if (UnknownBrokers.isSaidBy(cause)) {
          throw new IllegalStateException(
              environment
                  .without(said().keySet())
                  .named(
                      "no broker answers: nothing named in %s has an address now: %s"
                          .formatted(BOOTSTRAP_SERVERS, bootstrapServers())),
              fault);
        }
        if (cause instanceof ConfigException) {
          throw new ParameterException(
              command.commandLine(),
              environment.without(said().keySet()).named(withAddress(cause.getMessage())),
              fault);
        }
      }
      throw fault;
    }
  }

  /** Kafka says of an address only which setting has it. */
  private String withAddress(String message) {
    boolean addressMissing =
        message.contains(BOOTSTRAP_SERVERS) && !message.contains(bootstrapServers());
    return addressMissing ? message + ": " + bootstrapServers() : message;
  }

  private IllegalStateException noAnswer(Throwable cause) {
    ConnectionFault fault = new ConnectionFault(bootstrapServers(), answerWithinMs(), config());
    return new IllegalStateException(
        environment.without(said().keySet()).named(fault.text(cause)), cause);
  }

  /** Whoever sets how long clients wait is heeded; their own default is a minute. */
  private int answerWithinMs() {
    Object given = config().get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    return given == null ? ANSWER_WITHIN_MS : Integer.parseInt(given.toString().trim());
  }

  private static void close(Admin admin) {
    admin.close(Duration.ZERO);
  }

  /** The properties file that was given. */
  public Optional<Path> propertiesFile() {
    return Optional.ofNullable(properties);
  }

  /**
   * What that file says by itself.
   *
   * @throws ParameterException when it can't be read
   */
  public Map<String, Object> fileSettings() {
    Map<String, Object> settings = new HashMap<>();
    fromFile().forEach((key, value) -> settings.put((String) key, value));
    return settings;
  }

  private Properties fromFile() {
    Properties read = new Properties();
    if (properties == null) {
      return read;
    }
    try (Reader reader = Files.newBufferedReader(properties)) {
      read.load(reader);
      return read;
    } catch (NoSuchFileException missing) {
      throw mistake("--properties", "there is no file " + properties);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw mistake("--properties", properties + " is no properties file: " + unreadable);
    }
  }

  private ParameterException mistake(String option, String what) {
    return new ParameterException(command.commandLine(), option + ": " + what);
  }
}
