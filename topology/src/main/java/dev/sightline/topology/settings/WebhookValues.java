package dev.sightline.topology.settings;

import dev.sightline.topology.webhook.WebhookFormat;
import dev.sightline.topology.webhook.WebhookSecret;
import dev.sightline.topology.webhook.WebhookSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/**
 * What the settings of the webhook say, and what is wrong with them. Neither address nor secret is
 * ever told: both let whoever knows them write to the receiver.
 */
record WebhookValues(
    Password url,
    String format,
    Password secret,
    String secretFile,
    long timeoutMs,
    long longestPauseMs) {
  static final String PREFIX = "sightline.alerts.webhook.";

  private static final String FOUND =
      ", found something else, which is not told as it may be secret";

  private static final String NO_SCHEME =
      ", found one that does not begin with http:// or https://";

  /** Values of their settings' types, by key. */
  static WebhookValues of(Map<String, Object> values) {
    return new WebhookValues(
        (Password) values.get(WorkerConfig.WEBHOOK_URL),
        (String) values.get(WorkerConfig.WEBHOOK_FORMAT),
        (Password) values.get(WorkerConfig.WEBHOOK_SECRET),
        (String) values.get(WorkerConfig.WEBHOOK_SECRET_FILE),
        (Long) values.get(WorkerConfig.WEBHOOK_TIMEOUT_MS),
        (Long) values.get(WorkerConfig.WEBHOOK_PAUSE_MS));
  }

  /** What is wrong, a line for each key. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    boolean isSecret = !secret.value().isEmpty();
    boolean isFile = !secretFile.isEmpty();
    if (url.value().isEmpty() && (isSecret || isFile)) {
      faults.add(
          "%s: expected the address that the secret is for, found none"
              .formatted(WorkerConfig.WEBHOOK_URL));
    }
    if (!url.value().isEmpty() && address().isEmpty()) {
      faults.add(
          "%s: expected an address of http or https without user and fragment%s"
              .formatted(WorkerConfig.WEBHOOK_URL, hasScheme() ? FOUND : NO_SCHEME));
    }
    if (isSecret && isFile) {
      faults.add(
          "%s: expected one of %s and a file, found both"
              .formatted(WorkerConfig.WEBHOOK_SECRET_FILE, WorkerConfig.WEBHOOK_SECRET));
    } else if (isSecret) {
      notASecret(secret.value().strip())
          .ifPresent(fault -> faults.add(WorkerConfig.WEBHOOK_SECRET + ": " + fault));
    } else if (isFile) {
      ofFile().ifPresent(fault -> faults.add(WorkerConfig.WEBHOOK_SECRET_FILE + ": " + fault));
    }
    return faults;
  }

  private boolean hasScheme() {
    return url.value().strip().matches("(?is)https?://.*");
  }

  private Optional<String> ofFile() {
    try {
      return notASecret(firstLine()).map(fault -> fault + " in the first line of " + secretFile);
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.of(
          "expected a file with the secret, found %s (%s)"
              .formatted(secretFile, reasonOf(unreadable)));
    }
  }

  private static String reasonOf(Exception unreadable) {
    return unreadable instanceof NoSuchFileException
        ? "no such file"
        : unreadable instanceof MalformedInputException
            ? "not a text in UTF-8"
            : unreadable.getClass().getSimpleName();
  }

  private static Optional<String> notASecret(String text) {
    try {
      WebhookSecret.of(text);
      return Optional.empty();
    } catch (IllegalArgumentException expected) {
      return Optional.of(expected.getMessage() + FOUND);
    }
  }

  private String firstLine() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(secretFile))) {
      return lines.findFirst().orElse("").strip();
    } catch (UncheckedIOException cut) {
      throw cut.getCause();
    }
  }

  private Optional<URI> address() {
    try {
      return Optional.of(new URI(url.value().strip())).filter(WebhookSettings::isPossible);
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  /**
   * Where alarms are posted to; empty where they are not.
   *
   * @throws IllegalStateException when something is wrong that {@link #faults} tells
   */
  Optional<WebhookSettings> settings() {
    return address()
        .map(
            to ->
                new WebhookSettings(
                    to,
                    WebhookFormat.valueOf(format.toUpperCase(Locale.ROOT)),
                    key(),
                    Duration.ofMillis(timeoutMs),
                    Duration.ofMillis(longestPauseMs)));
  }

  private Optional<WebhookSecret> key() {
    try {
      String text = secretFile.isEmpty() ? secret.value().strip() : firstLine();
      return text.isEmpty() ? Optional.empty() : Optional.of(WebhookSecret.of(text));
    } catch (IOException gone) {
      throw new IllegalStateException("can't read " + secretFile + " any more", gone);
    }
  }
}
