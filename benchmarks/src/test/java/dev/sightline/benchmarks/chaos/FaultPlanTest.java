package dev.sightline.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.benchmarks.chaos.FaultPlan.Planned;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultPlanTest {
  private static final int SECONDS = 900;

  @ParameterizedTest
  @EnumSource(Target.class)
  void everyKindOfFaultBefallsItsTargetAndNoTwoFallTogether(Target target) {
    for (long seed = 0; seed < 100; seed++) {
      List<Planned> plan = FaultPlan.of(target, seed, SECONDS);

      assertThat(plan.stream().map(Planned::fault).collect(Collectors.toSet()))
          .containsExactlyInAnyOrderElementsOf(Fault.of(target));
      for (int i = 1; i < plan.size(); i++) {
        assertThat(plan.get(i).fromSecond()).isGreaterThan(plan.get(i - 1).untilSecond());
      }
      assertThat(plan.get(plan.size() - 1).untilSecond()).isLessThanOrEqualTo(SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void theSameSeedGivesTheSameFaultsAndAnotherOneOthers(Target target) {
    assertThat(FaultPlan.of(target, 1, SECONDS)).isEqualTo(FaultPlan.of(target, 1, SECONDS));
    assertThat(FaultPlan.of(target, 1, SECONDS)).isNotEqualTo(FaultPlan.of(target, 2, SECONDS));
  }
}
