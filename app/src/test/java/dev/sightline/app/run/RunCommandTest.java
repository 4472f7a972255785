package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Run;
import org.junit.jupiter.api.Test;

class RunCommandTest {
  /** Nobody listens on the discard port of this machine. */
  private static final String NOBODY = "127.0.0.1:9";

  @Test
  void everySettingAtFaultIsListedBeforeABrokerIsAsked() {
    Run run =
        Run.of(
            "run",
            "--bootstrap-servers=" + NOBODY,
            "--schema-registry=registry",
            "--http-port=70000",
            "--set=sightline.metrics.window.advance.ms=7000",
            "--set=sightline.batch.max.sise=8",
            "--set=commit.interval.ms=often");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .containsExactly(
            "sightline run: The settings are at fault:",
            "  commit.interval.ms: expected a whole number, found often",
            "  schema.registry.url: expected http://registry or https://registry, found registry",
            "  sightline.batch.max.sise: there is no such setting; did you mean"
                + " sightline.batch.max.size?",
            "  sightline.http.port: expected a whole number from 0 to 65535, found 70000",
            "  sightline.metrics.window.advance.ms: expected a divisor of"
                + " sightline.metrics.window.size.ms (300000), found 7000",
            "(see sightline run --help)");
  }

  @Test
  void singleSettingsReachTheBrokerAndTheRegistryToo() {
    Run run =
        Run.of("run", "--set=bootstrap.servers=" + NOBODY, "--set=schema.registry.url=ftp://a");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("schema.registry.url: ftp://a is neither http:// nor https://");

    run =
        Run.of(
            "run",
            "--set=bootstrap.servers=" + NOBODY,
            "--set=request.timeout.ms=1000",
            "--set=default.api.timeout.ms=1000");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no broker answers at " + NOBODY + " within 1 s");
  }

  @Test
  void aSettingWithoutAKeyAndTwoThatContradictEachOtherAreMistakes() {
    assertThat(Run.of("run", "--set==x").err())
        .contains("sightline run: --set: expected KEY=VALUE, found =x");
    assertThat(Run.of("run", "--http-port=1", "--set=sightline.http.port=2").err())
        .contains("sightline run: --set: sightline.http.port=2 contradicts --http-port 1");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() {
    Run run =
        Run.of(
            "run",
            "--bootstrap-servers=" + NOBODY,
            "--set=request.timeout.ms=1000",
            "--set=default.api.timeout.ms=2000");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("sightline run: no broker answers at " + NOBODY + " within 2 s");
  }
}
