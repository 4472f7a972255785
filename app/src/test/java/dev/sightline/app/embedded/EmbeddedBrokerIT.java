package dev.sightline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final String TOPIC = "notes";

  @TempDir Path folder;

  @Test
  void aRecordThatIsProducedIsConsumed() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      createTopic(broker);
      produce(broker, "first");

      assertThat(consume(broker, 1)).containsExactly("first");
    }
  }

  @Test
  void transactionsCommitOnTheOneNode() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      createTopic(broker);
      try (KafkaProducer<String, String> producer =
          producer(broker, Map.of("transactional.id", "test"))) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "committed"));
        producer.commitTransaction();
      }

      assertThat(consume(broker, 1)).containsExactly("committed");
    }
  }

  @Nested
  class WhenItIsStoppedAndStarted {
    @Test
    void itServesItsDataAtTheSameAddress() throws Exception {
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
        String address = broker.bootstrapServers();
        createTopic(broker);
        produce(broker, "before");

        broker.stop();
        broker.start();

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        produce(broker, "after");
        assertThat(consume(broker, 2)).containsExactly("before", "after");
      }
    }

    @Test
    void clientsThatStayedOpenGoOn() throws Exception {
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
        createTopic(broker);
        try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
          producer.send(new ProducerRecord<>(TOPIC, "before")).get(20, TimeUnit.SECONDS);
          broker.stop();
          broker.start();
          producer.send(new ProducerRecord<>(TOPIC, "after")).get(20, TimeUnit.SECONDS);
        }

        assertThat(consume(broker, 2)).containsExactly("before", "after");
      }
    }

    @Test
    void manyRoundsLeaveNoThreadsBehind() {
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
        broker.stop();
        Set<String> afterOneRound = threads();

        for (int round = 0; round < 5; round++) {
          broker.start();
          broker.stop();
        }

        // Kafka tells some threads to end and doesn't wait for them.
        await()
            .pollInSameThread()
            .untilAsserted(() -> assertThat(threads()).isSubsetOf(afterOneRound));
      }
    }

    @Test
    void stoppingTwiceAndStartingTwiceChangeNothing() throws Exception {
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
        broker.stop();
        broker.stop();
        broker.start();
        broker.start();

        createTopic(broker);
        produce(broker, "served");
        assertThat(consume(broker, 1)).containsExactly("served");
      }
    }
  }

  @Nested
  class WhenAnotherTakesItsFolder {
    @Test
    void theDataIsThereAgain() throws Exception {
      try (EmbeddedBroker first = EmbeddedBroker.start(folder)) {
        createTopic(first);
        produce(first, "kept");
      }

      try (EmbeddedBroker second = EmbeddedBroker.start(folder)) {
        assertThat(consume(second, 1)).containsExactly("kept");
      }
    }

    @Test
    void itIsRefusedWhileTheFirstRunsAndTheFirstServesOn() throws Exception {
      try (EmbeddedBroker first = EmbeddedBroker.start(folder)) {
        assertThatThrownBy(() -> EmbeddedBroker.start(folder))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(folder.toString())
            .hasMessageContaining("another broker holds the lock of this folder");
        createTopic(first);
        produce(first, "served on");
        assertThat(consume(first, 1)).containsExactly("served on");
      }
    }
  }

  @Test
  void twoBrokersRunSideBySide() throws Exception {
    try (EmbeddedBroker one = EmbeddedBroker.start(folder.resolve("one"));
        EmbeddedBroker other = EmbeddedBroker.start(folder.resolve("other"))) {
      createTopic(one);
      createTopic(other);
      produce(one, "to one");
      produce(other, "to the other");

      assertThat(consume(one, 1)).containsExactly("to one");
      assertThat(consume(other, 1)).containsExactly("to the other");
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static KafkaProducer<String, String> producer(
      EmbeddedBroker broker, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  private static void produce(EmbeddedBroker broker, String value) throws Exception {
    try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get(20, TimeUnit.SECONDS);
    }
  }

  private static List<String> consume(EmbeddedBroker broker, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      consumer.seekToBeginning(consumer.assignment());
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
