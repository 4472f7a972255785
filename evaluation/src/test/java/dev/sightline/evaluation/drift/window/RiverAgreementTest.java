package dev.sightline.evaluation.drift.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.Said;
import dev.sightline.evaluation.drift.window.Ddm.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ADWIN and DDM are river's, to the observation. */
class RiverAgreementTest {
  static Iterable<JsonNode> all() {
    return Said.ofMonitors("river.json");
  }

  static List<JsonNode> ofOnes() {
    return StreamSupport.stream(all().spliterator(), false)
        .filter(said -> said.has("ones"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void adwinCutsWhereRiversDoes(JsonNode said) {
    Adwin adwin = new Adwin(Adwin.Settings.DEFAULTS);
    List<Long> cuts = new ArrayList<>();
    List<Long> widths = new ArrayList<>();
    double[] stream = stream(said);
    for (int i = 0; i < stream.length; i++) {
      if (adwin.add(stream[i])) {
        cuts.add((long) i);
        widths.add(adwin.width());
      }
    }

    assertThat(cuts).containsExactly(boxed(said.required("adwin")));
    assertThat(widths).containsExactly(boxed(said.required("widths")));
    assertThat(adwin.mean()).isCloseTo(said.required("mean").asDouble(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("all")
  void adwinCutsThereTooWhenItGoesOnFromItsStateEachTime(JsonNode said) {
    Adwin adwin = new Adwin(Adwin.Settings.DEFAULTS);
    List<Long> cuts = new ArrayList<>();
    double[] stream = stream(said);
    for (int i = 0; i < stream.length; i++) {
      adwin = Adwin.from(adwin.state(), Adwin.Settings.DEFAULTS);
      if (adwin.add(stream[i])) {
        cuts.add((long) i);
      }
    }

    assertThat(cuts).containsExactly(boxed(said.required("adwin")));
    assertThat(adwin.mean()).isCloseTo(said.required("mean").asDouble(), within(1e-12));
  }

  @Test
  void aStateThatCantBeIsRefused() {
    Adwin adwin = new Adwin(Adwin.Settings.DEFAULTS);
    for (int i = 0; i < 1_000; i++) {
      adwin.add(i % 2);
    }
    Adwin.State state = adwin.state();

    assertThatThrownBy(() -> from(state, state.width() + 1, state.lengths()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as many observations as are in its buckets");
    assertThatThrownBy(() -> from(state, state.width(), new int[] {6}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 0 to 5 buckets of a size, found 6");
    assertThatThrownBy(() -> from(state, 0, new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Adwin from(Adwin.State state, long width, int[] lengths) {
    return Adwin.from(
        new Adwin.State(
            width,
            state.total(),
            state.squares(),
            state.seen(),
            state.isOver(),
            lengths,
            state.totals(),
            state.squaresWithin()),
        Adwin.Settings.DEFAULTS);
  }

  @ParameterizedTest
  @MethodSource("ofOnes")
  void ddmWarnsAndAlarmsWhereRiversDoes(JsonNode said) {
    Ddm ddm = new Ddm();
    List<Long> alarms = new ArrayList<>();
    List<Long> warnings = new ArrayList<>();
    double[] stream = stream(said);
    for (int i = 0; i < stream.length; i++) {
      Outcome outcome = ddm.add(stream[i] == 1);
      if (outcome == Outcome.DRIFT) {
        alarms.add((long) i);
      } else if (outcome == Outcome.WARNING) {
        warnings.add((long) i);
      }
    }

    assertThat(alarms).containsExactly(boxed(said.required("ddm")));
    assertThat(warnings).containsExactly(boxed(said.required("warnings")));
  }

  private static double[] stream(JsonNode said) {
    return said.has("values")
        ? Said.doubles(said.required("values"))
        : said.required("ones").asText().chars().mapToDouble(one -> one - '0').toArray();
  }

  private static Long[] boxed(JsonNode array) {
    return java.util.Arrays.stream(Said.longs(array)).boxed().toArray(Long[]::new);
  }
}
