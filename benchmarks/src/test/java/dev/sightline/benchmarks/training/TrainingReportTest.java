package dev.sightline.benchmarks.training;

import static dev.sightline.inference.session.Precision.BFLOAT16;
import static dev.sightline.inference.session.Precision.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.benchmarks.Figures;
import dev.sightline.inference.session.Precision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrainingReportTest {
  private static final Side SIGHTLINE = Side.sightline(FLOAT32);
  private static final Side KERAS = Side.keras(FLOAT32);

  /** Images/s at batch 32 and 64. */
  private static SortedMap<Integer, Pace> paces(long at32, long at64) {
    OptionalLong inSession = OptionalLong.of(900_000_000);
    SortedMap<Integer, Pace> paces = new TreeMap<>();
    paces.put(32, new Pace(32, at32, 1_000_000_000, inSession));
    paces.put(64, new Pace(64, at64, 1_000_000_000, inSession));
    return paces;
  }

  private static Map<Side, SortedMap<Integer, Pace>> round(
      SortedMap<Integer, Pace> sightline, SortedMap<Integer, Pace> keras) {
    Map<Side, SortedMap<Integer, Pace>> round = new HashMap<>();
    round.put(SIGHTLINE, sightline);
    round.put(KERAS, keras);
    round.put(Side.sightline(BFLOAT16), paces(4000, 8000));
    round.put(Side.keras(BFLOAT16), paces(2000, 2000));
    return round;
  }

  private final TrainingRounds rounds =
      new TrainingRounds(
          List.of(
              round(paces(1900, 1000), paces(1000, 1100)),
              round(paces(2000, 900), paces(1000, 2000)),
              round(paces(2100, 3000), paces(1000, 1200))));

  private String printed(Precision automatic) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TrainingReport(rounds, automatic, new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .print();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Nested
  class WhenRoundsAreCompared {
    private final Comparison comparison = Comparison.of(rounds, SIGHTLINE, KERAS);

    @Test
    void theBestBatchIsThatOfTheHighestMedian() {
      assertThat(comparison.best()).isEqualTo(32);
      assertThat(comparison.otherBest()).isEqualTo(64);
    }

    @Test
    void theSmallerOfTwoEqualsIsTheBest() {
      assertThat(rounds.best(Side.keras(BFLOAT16))).isEqualTo(32);
    }

    @Test
    void ratiosAreTakenWithinEachRound() {
      assertThat(comparison.atTutorials()).isEqualTo(new Figures(2, 1.9, 2.1));
      assertThat(comparison.atBest())
          .isEqualTo(new Figures(1900 / 1100d, 2000 / 2000d, 2100 / 1200d));
    }

    @Test
    void theSmallerRatioIsTheHarderAndDecides() {
      assertThat(comparison.isBestHarder()).isTrue();
      assertThat(comparison.isMet()).isFalse();
    }

    @Test
    void thatOfTheTutorialsBatchDecidesWhereItIsSmaller() {
      Comparison other = Comparison.of(rounds, Side.sightline(BFLOAT16), Side.keras(BFLOAT16));

      assertThat(other.isBestHarder()).isFalse();
      assertThat(other.harder()).isEqualTo(new Figures(2, 2, 2));
      assertThat(other.isMet()).isTrue();
    }
  }

  @Nested
  class WhenPrinted {
    @Test
    void eachSideHasARowOfBatchSizes() {
      assertThat(printed(FLOAT32).lines().map(String::strip))
          .anyMatch(line -> line.matches("images/s at batch +32 +64"))
          .anyMatch(line -> line.matches("Sightline, float32 .*2,000 \\(1,900–2,100\\) .*"));
    }

    @Test
    void theTimeOutsideTheSessionIsSightlinesAlone() {
      assertThat(printed(FLOAT32).lines().filter(line -> line.contains("10.00 (10.00–10.00)")))
          .hasSize(2)
          .allMatch(line -> line.startsWith("Sightline"));
    }

    @Test
    void theHarderComparisonSaysWhetherTheAimIsMet() {
      assertThat(printed(FLOAT32))
          .contains("the harder is each at its best batch, 32 and 64: missed")
          .contains("the harder is both at batch 32: met");
    }

    @Test
    void anAutomaticPrecisionIsBesideKerasDefaultToo() {
      assertThat(printed(BFLOAT16)).contains("bfloat16/float32");
      assertThat(printed(FLOAT32)).doesNotContain("bfloat16/float32");
    }

    @Test
    void aTurnIsALine() {
      assertThat(TrainingReport.line(2, KERAS, paces(1000, 2000).values(), 1.5))
          .isEqualTo("round 2: Keras, float32: images/s 1,000 at 32, 2,000 at 64; load 1.5");
    }
  }
}
