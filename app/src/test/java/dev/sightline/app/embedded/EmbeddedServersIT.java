package dev.sightline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.serde.AvroSerializer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
  private static final Label LABEL =
      Label.newBuilder()
          .setId("1")
          .setLabel("cat")
          .setLabelledAt(Instant.EPOCH)
          .setOrigin("test")
          .build();

  @TempDir Path folder;

  @Test
  void everyTopicIsThereAndTheRegistryAnswersUntilTheyAreClosed() throws Exception {
    AvroSerializer<Label> late;
    try (EmbeddedServers servers = EmbeddedServers.start(folder, 3);
        Admin admin = Admin.create(servers.config())) {
      List<String> topics = Topics.ALL.stream().map(Topic::name).toList();
      assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(topics);
      assertThat(admin.describeTopics(topics).allTopicNames().get().get("images").partitions())
          .hasSize(3);
      AvroSerializer<Label> labels =
          new AvroSerializer<>(Label.class, servers.registry(), Map.of());
      assertThat(labels.serialize("labels", LABEL)).isNotEmpty();
      late = new AvroSerializer<>(Label.class, servers.registry(), Map.of());
    }
    assertThatThrownBy(() -> late.serialize("labels", LABEL))
        .isInstanceOf(SchemaRegistryException.class);
  }
}
