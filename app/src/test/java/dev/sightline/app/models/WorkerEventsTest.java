package dev.sightline.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class WorkerEventsTest {
  private final SchemaRegistry registry =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://worker-events"));
  private final WorkerEvents events = new WorkerEvents(registry);

  private void say(String worker, int version, ModelState state) {
    ModelEvent event =
        ModelEvent.newBuilder()
            .setWorker(worker)
            .setName("pets")
            .setVersion(version)
            .setState(state)
            .setAt(Instant.EPOCH)
            .build();
    take(
        new AvroSerializer<>(ModelEvent.class, registry, Map.of())
            .serialize(Topics.MODEL_EVENTS.name(), event));
  }

  private void take(byte[] value) {
    events.take(new ConsumerRecord<>(Topics.MODEL_EVENTS.name(), 0, 0, "any", value));
  }

  private List<String> rejections(int champion) {
    ModelRelease release =
        ModelRelease.newBuilder()
            .setName("pets")
            .setChampion(champion)
            .setReleasedBy("ada")
            .setReason("better")
            .setReleasedAt(Instant.EPOCH)
            .build();
    return events.rejections(List.of(release)).stream()
        .map(rejection -> rejection.event().getWorker() + " serves " + rejection.serves())
        .toList();
  }

  @Test
  void aWorkerThatRejectedTheChampionIsNamedWithWhatItServes() {
    say("w1", 1, ModelState.SERVING);
    say("w1", 2, ModelState.REJECTED);
    say("w2", 1, ModelState.SERVING);
    say("w2", 2, ModelState.SERVING);
    say("w2", 1, ModelState.RETIRED);

    assertThat(rejections(2)).containsExactly("w1 serves Optional[1]");
    assertThat(rejections(1)).isEmpty();
  }

  @Test
  void oneThatHasBroughtItToServeSinceIsNot() {
    say("w1", 2, ModelState.REJECTED);
    say("w1", 2, ModelState.LOADED);
    say("w1", 2, ModelState.SERVING);

    assertThat(rejections(2)).isEmpty();
  }

  @Test
  void whatItServesIsWhatItSaidLast() {
    say("w1", 3, ModelState.SERVING);
    say("w1", 1, ModelState.SERVING);
    say("w1", 3, ModelState.RETIRED);
    say("w1", 2, ModelState.REJECTED);
    assertThat(rejections(2)).containsExactly("w1 serves Optional[1]");

    say("w1", 1, ModelState.RETIRED);
    assertThat(rejections(2)).containsExactly("w1 serves Optional.empty");
  }

  @Test
  void aRecordThatNobodyCanReadIsPassedOver() {
    say("w1", 2, ModelState.REJECTED);
    take(new byte[] {1});
    take(null);

    assertThat(rejections(2)).hasSize(1);
  }
}
