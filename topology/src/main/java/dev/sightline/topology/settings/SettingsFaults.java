package dev.sightline.topology.settings;

import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.schemas.registry.SchemaRegistries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;

/**
 * All that is wrong with the settings of a worker, found before anything is opened: values by
 * themselves, values that depend on one another, files, unknown keys, what goes to the clients.
 * Each fault names its key and says what was expected and what was found.
 */
final class SettingsFaults {
  private final Map<String, ?> given;
  private final Map<String, Object> values = new HashMap<>();
  private final Set<String> faulty = new HashSet<>();
  private final List<String> faults = new ArrayList<>();

  private SettingsFaults(Map<String, ?> given) {
    this.given = given;
  }

  /** Every fault, in the order of the keys; none when all is well. */
  static List<String> of(Map<String, ?> given) {
    SettingsFaults found = new SettingsFaults(given);
    found.ofValues();
    found.ofWindows();
    found.ofTrustedKeys();
    found.ofStateDir();
    found.ofWebhook();
    found.ofUnknownKeys();
    found.ofClients();
    return found.faults.stream().sorted().toList();
  }

  private void ofValues() {
    Map<String, String> texts = new HashMap<>();
    given.forEach((key, value) -> texts.put(key, text(value)));
    for (ConfigValue value : WorkerSettings.ALL.validate(texts)) {
      values.put(value.name(), value.value());
      if (!value.errorMessages().isEmpty()) {
        expected(
            value.name(),
            WorkerSettings.ALL.configKeys().get(value.name()).validator.toString(),
            texts.get(value.name()));
      }
    }
  }

  /** Lists as a file would state them. */
  private static String text(Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  private void ofWindows() {
    if (faulty.contains(WorkerConfig.WINDOW_SIZE_MS)
        || faulty.contains(WorkerConfig.WINDOW_ADVANCE_MS)) {
      return;
    }
    long size = (Long) values.get(WorkerConfig.WINDOW_SIZE_MS);
    long advance = (Long) values.get(WorkerConfig.WINDOW_ADVANCE_MS);
    if (size % advance != 0) {
      expected(
          WorkerConfig.WINDOW_ADVANCE_MS,
          "a divisor of %s (%d)".formatted(WorkerConfig.WINDOW_SIZE_MS, size),
          Long.toString(advance));
    }
  }

  private void ofTrustedKeys() {
    for (Object file : (List<?>) values.get(WorkerConfig.TRUSTED_KEYS)) {
      try {
        ManifestVerifier.fromPem(List.of(Path.of((String) file)));
      } catch (IllegalArgumentException | UncheckedIOException unreadable) {
        expected(
            WorkerConfig.TRUSTED_KEYS,
            "PEM files of Ed25519 public keys",
            "%s (%s)".formatted(file, rootOf(unreadable)));
      }
    }
  }

  private static String rootOf(Throwable fault) {
    Throwable cause = fault instanceof UncheckedIOException ? fault.getCause() : fault;
    return cause instanceof NoSuchFileException ? "no such file" : cause.getMessage();
  }

  private void ofStateDir() {
    String folder = (String) values.get(WorkerConfig.STATE_DIR);
    if (!canBeWritten(folder)) {
      expected(WorkerConfig.STATE_DIR, "a folder that can be written to", folder);
    }
  }

  /** Of a folder that is not there yet, the one decides that it would be created in. */
  private static boolean canBeWritten(String folder) {
    if (folder.isBlank()) {
      return false;
    }
    try {
      Path nearest = Path.of(folder).toAbsolutePath();
      while (Files.notExists(nearest) && nearest.getParent() != null) {
        nearest = nearest.getParent();
      }
      // tried out: to root everything seems writable, also what no folder can be made in
      Files.delete(Files.createTempDirectory(nearest, ".sightline-"));
      return true;
    } catch (InvalidPathException | IOException notWritable) {
      return false;
    }
  }

  private void ofWebhook() {
    if (faulty.stream().noneMatch(key -> key.startsWith(WebhookValues.PREFIX))) {
      faults.addAll(WebhookValues.of(values).faults());
    }
  }

  private void ofUnknownKeys() {
    UnknownSettings unknown = new UnknownSettings(WorkerSettings.ALL.names());
    given.keySet().forEach(key -> unknown.fault(key).ifPresent(faults::add));
  }

  private void ofClients() {
    Map<String, Object> clients = new HashMap<>(given);
    clients.keySet().removeIf(key -> key.startsWith(WorkerConfig.PREFIX));
    faults.addAll(KafkaSettings.faults(clients));
    if (clients.containsKey("schema.registry.url")) {
      faults.addAll(SchemaRegistries.faults(clients));
    }
  }

  private void expected(String key, String allowed, String found) {
    faulty.add(key);
    faults.add(
        "%s: expected %s, found %s"
            .formatted(key, allowed, found.isBlank() ? "'" + found + "'" : found));
  }
}
