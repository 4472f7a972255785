package dev.sightline.topology;

import dev.sightline.inference.session.Devices;
import dev.sightline.inference.session.Precision;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.settings.WorkerConfig.Role;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;

/** Looks, before a worker starts, whether its models can run on what they are required to. */
final class ModelDevices {
  private ModelDevices() {}

  /** Those of this process, for sessions that serve. */
  static Devices found() {
    return Devices.found(SessionSettings.serving(Precision.FLOAT32));
  }

  /**
   * Of a worker without the role {@code score}, which runs no model, nothing is required.
   *
   * @param found asked where a GPU is required
   * @throws ConfigException when one is required and there is none; the message says why
   */
  static void check(WorkerConfig config, Supplier<Devices> found) {
    if (config.has(Role.SCORE) && config.requireGpu()) {
      found
          .get()
          .missingGpu()
          .ifPresent(
              missing -> {
                throw new ConfigException(WorkerConfig.REQUIRE_GPU + ": " + missing);
              });
    }
  }
}
