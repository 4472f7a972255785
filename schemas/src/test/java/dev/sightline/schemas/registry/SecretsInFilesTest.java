package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's config providers hold for the registry client as they do for Kafka's clients. */
class SecretsInFilesTest {
  @TempDir Path folder;

  private static Map<String, String> config(Class<?> provider, String userInfo) {
    return Map.of(
        "schema.registry.url",
        "https://registry:8081",
        "basic.auth.user.info",
        userInfo,
        "config.providers",
        "secret",
        "config.providers.secret.class",
        provider.getName());
  }

  @Test
  void aKeyOfAPropertiesFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("secrets"), "registry=alice:s3cret\n");

    assertThat(
            RegistryConfig.of(config(FileConfigProvider.class, "${secret:" + file + ":registry}"))
                .urls()
                .get(0)
                .credentials())
        .contains(Credentials.basic("alice:s3cret", "basic.auth.user.info"));
  }

  @Test
  void aFileOfAMountedSecretIsRead() throws IOException {
    Files.writeString(folder.resolve("user-info"), "alice:s3cret");

    assertThat(
            RegistryConfig.of(
                    config(DirectoryConfigProvider.class, "${secret:" + folder + ":user-info}"))
                .urls()
                .get(0)
                .credentials())
        .contains(Credentials.basic("alice:s3cret", "basic.auth.user.info"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(
            () ->
                RegistryConfig.of(
                    config(FileConfigProvider.class, "${secret:" + missing + ":registry}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(missing.toString());
  }
}
