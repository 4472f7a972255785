package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Sightline;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Workers and commands show no accuracy of fewer labels than the same number. */
class FewLabelsTest {
  @Test
  void whoCanBeToldHowManyAsksForAsManyByDefault() {
    List<OptionSpec> options = new ArrayList<>();
    for (CommandLine command : Sightline.commandLine().getSubcommands().values()) {
      OptionSpec option = command.getCommandSpec().findOption("--min-labels");
      if (option != null) {
        options.add(option);
      }
    }

    assertThat(options)
        .isNotEmpty()
        .allSatisfy(
            option ->
                assertThat(option.defaultValue())
                    .isEqualTo(Long.toString(MetricsSettings.DEFAULT_MIN_LABELS)));
  }
}
