package dev.sightline.topology.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.monitoring.join.LabelOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Tally<LabelOutcome> tally = tally();

  private Tally<LabelOutcome> tally() {
    return new Tally<>(meters, "sightline.labels", "outcome", LabelOutcome.class);
  }

  private double paired() {
    return meters.get("sightline.labels").tag("outcome", "paired").counter().count();
  }

  @Test
  void whatWasCountedIsPublishedOnlyAfterItsCommit() {
    tally.count(LabelOutcome.PAIRED);
    tally.publish();
    assertThat(paired()).isZero();
    tally.stage();
    assertThat(paired()).isZero();
    tally.count(LabelOutcome.PAIRED);
    tally.publish();
    assertThat(paired()).isEqualTo(1);
    tally.stage();
    tally.stage();
    assertThat(paired()).isEqualTo(2);
  }

  @Test
  void anAbortedTransactionsCountsComeOnce() {
    tally.count(LabelOutcome.PAIRED);
    tally.stage();
    Tally<LabelOutcome> afterTheAbort = tally();
    afterTheAbort.count(LabelOutcome.PAIRED);
    afterTheAbort.stage();
    afterTheAbort.publish();
    assertThat(paired()).isEqualTo(1);
  }

  @Test
  void everyOutcomeHasItsMeterFromTheStart() {
    assertThat(meters.find("sightline.labels").counters())
        .hasSize(LabelOutcome.values().length)
        .allSatisfy(counter -> assertThat(counter.count()).isZero());
  }
}
