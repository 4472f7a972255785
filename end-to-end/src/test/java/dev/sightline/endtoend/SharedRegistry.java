package dev.sightline.endtoend;

import dev.sightline.app.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The one registry of this JVM: started by the first test that asks, closed after the last. */
final class SharedRegistry implements AutoCloseable {
  private final Path logFile;
  private final EmbeddedRegistry registry;

  private SharedRegistry() {
    try {
      logFile = Files.createTempFile("sightline-registry-", ".log");
      registry = EmbeddedRegistry.start(logFile);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the registry did not start", e);
    }
  }

  static String url(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(
            SharedRegistry.class, key -> new SharedRegistry(), SharedRegistry.class)
        .registry
        .url();
  }

  /** Its address, for test classes that need nothing else. */
  static final class Extension implements BeforeAllCallback {
    private String url;

    @Override
    public void beforeAll(ExtensionContext context) {
      url = SharedRegistry.url(context);
    }

    String url() {
      return url;
    }
  }

  @Override
  public void close() throws IOException {
    registry.close();
    Files.delete(logFile);
  }
}
