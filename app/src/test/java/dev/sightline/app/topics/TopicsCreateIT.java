package dev.sightline.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.CommandBroker;
import dev.sightline.app.Run;
import dev.sightline.schemas.Topics;
import java.util.List;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicsCreateIT {
  @RegisterExtension static final CommandBroker BROKER = new CommandBroker();

  @Test
  void createsTheCatalogueAndASecondTimeNothing() throws Exception {
    Run first = Run.of(BROKER.arguments("topics", "create", "--partitions", "3"));

    assertThat(first.err()).isEmpty();
    assertThat(first.exitCode()).isZero();
    assertThat(first.out().lines())
        .hasSize(Topics.ALL.size())
        .contains("images            3 partitions created")
        .contains("models            1 partition  created");
    assertThat(BROKER.partitions()).containsEntry("labels", 3).containsEntry("models", 1);

    Run second = Run.of(BROKER.arguments("topics", "create"));

    assertThat(second.exitCode()).isZero();
    assertThat(second.out().lines())
        .contains("images            3 partitions was there")
        .allMatch(line -> line.endsWith("was there"));
  }

  @Test
  void saysWhichTopicsKeepANumberOfPartitionsThatWasNotAskedFor() {
    Run.of(BROKER.arguments("topics", "create", "--partitions", "3"));

    Run second = Run.of(BROKER.arguments("topics", "create", "--partitions", "4"));

    assertThat(second.exitCode()).isZero();
    assertThat(second.out().lines())
        .contains("images            3 partitions was there, not changed to 4")
        .contains("models            1 partition  was there");
  }

  @Test
  void theCataloguesSettingsAreTheTopics() throws Exception {
    Run.of(BROKER.arguments("topics", "create"));

    assertThat(setting("models", "cleanup.policy")).isEqualTo("compact");
    assertThat(setting("labels", "message.timestamp.after.max.ms")).isEqualTo("3600000");
    assertThat(setting("predictions", "message.timestamp.after.max.ms"))
        .isEqualTo("9223372036854775807");
  }

  @Test
  void ofOneBrokerItAloneMustHaveARecord() throws Exception {
    Run.of(BROKER.arguments("topics", "create"));

    assertThat(setting("images", "min.insync.replicas")).isEqualTo("1");
  }

  @Test
  void twoThatCreateThemAtTheSameTimeBothSucceed() {
    Run first = Run.started(BROKER.arguments("topics", "create"));
    Run second = Run.of(BROKER.arguments("topics", "create"));

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(first.out() + second.out())
        .containsOnlyOnce("images            6 partitions created");
  }

  private static String setting(String topic, String name) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return BROKER
        .admin()
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get(name)
        .value();
  }

  @Nested
  class WhenSomeTopicsExist {
    @Test
    void theOthersGetTheSameNumberOfPartitions() throws Exception {
      BROKER.create("predictions", 2);

      assertThat(Run.of(BROKER.arguments("topics", "create")).exitCode()).isZero();

      assertThat(BROKER.partitions())
          .containsEntry("images", 2)
          .containsEntry("predictions", 2)
          .containsEntry("labels", 2);
    }

    @Test
    void aDifferentNumberIsRefusedAndNothingIsCreated() throws Exception {
      BROKER.create("predictions", 2);

      Run run = Run.of(BROKER.arguments("topics", "create", "--partitions", "4"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "sightline topics create: images, predictions must have the same number of"
                  + " partitions, but images would get 4, predictions has 2. Nothing was created.");
      assertThat(BROKER.partitions()).containsOnlyKeys("predictions");
    }

    @Test
    void labelsMayHaveAnyNumber() throws Exception {
      BROKER.create("labels", 2);

      Run run = Run.of(BROKER.arguments("topics", "create", "--partitions", "4"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines())
          .contains("labels            2 partitions was there, not changed to 4");
      assertThat(BROKER.partitions()).containsEntry("images", 4).containsEntry("labels", 2);
    }
  }

  @Test
  void whatTheBrokerRefusesIsSaidInOneLine() {
    Run run = Run.of(BROKER.arguments("topics", "create", "--replication-factor", "3"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("topic images", "replication factor");
  }
}
