package dev.sightline.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationTest {
  private static Replication of(Integer factor, Integer minInSync) {
    return new Replication(given(factor), given(minInSync));
  }

  private static OptionalInt given(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 2, 1", "3, 3, 2", "9, 3, 2"})
  void fitsTheNumberOfBrokers(int brokers, short replicas, String minInSync) {
    assertThat(Replication.OF_THE_CLUSTER.replicas(brokers)).contains(replicas);
    assertThat(Replication.OF_THE_CLUSTER.minInSync(brokers)).contains(minInSync);
  }

  @Test
  void theBrokersDefaultDecidesWhereThatIsAskedFor() {
    assertThat(of(-1, null).replicas(3)).isEmpty();
    assertThat(of(-1, null).minInSync(3)).isEmpty();
    assertThat(of(-1, 2).minInSync(3)).contains("2");
  }

  @Test
  void whoSaysANumberGetsIt() {
    assertThat(of(2, null).replicas(5)).contains((short) 2);
    assertThat(of(2, null).minInSync(5)).contains("1");
    assertThat(of(null, 3).minInSync(5)).contains("3");
    assertThat(of(5, 3).fault()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | | --replication-factor: expected -1, 1 or more, found 0",
        "40000 | | --replication-factor: expected -1, 1 or more, found 40000",
        "3 | 0 | --min-insync-replicas: expected 1 or more, found 0",
        "2 | 3 | --min-insync-replicas: expected at most the --replication-factor, 2, found 3"
      })
  void aNumberThatCannotBeIsNamed(Integer factor, Integer minInSync, String fault) {
    assertThat(of(factor, minInSync).fault()).contains(fault);
  }
}
