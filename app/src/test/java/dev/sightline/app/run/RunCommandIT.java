package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.CommandBroker;
import dev.sightline.app.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {
  @RegisterExtension static final CommandBroker BROKER = new CommandBroker();

  @Test
  void aWorkerNamesAllTopicsThatAreMissingAndThoseThatDoNotFit(@TempDir Path state)
      throws Exception {
    BROKER.create("images", 2);
    BROKER.create("predictions", 3);

    Run run =
        Run.of(
            BROKER.arguments("run", "--http-port", "0", "--set", "sightline.state.dir=" + state));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "sightline run: there are no topics labels, models, model-releases, model-events,"
                + " metrics, drift-alerts, dead-letters: `sightline topics create` creates them;"
                + " images, predictions must have the same number of partitions, but images has 2,"
                + " predictions has 3");
  }
}
