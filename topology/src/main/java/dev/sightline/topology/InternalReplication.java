package dev.sightline.topology;

import dev.sightline.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * On how many brokers Kafka Streams' internal topics are kept: on as many as {@code predictions},
 * from which they are made. Of Kafka Streams' own default the brokers' {@code
 * default.replication.factor} decides, which is one where nobody has set it: then a broker that is
 * away stops the metrics, and one that is lost takes the counts along.
 *
 * <p>For topics that are made; those that are there stay as they are.
 *
 * @param replicas of {@code predictions}
 */
record InternalReplication(int replicas) {
  private static final int ANSWER_WITHIN_MS = 20_000;
  private static final int ENOUGH_FOR_TWO = 3;

  /**
   * Asks a cluster that has the topics of the catalogue.
   *
   * @throws KafkaException when it can't be asked; its cause is what the broker or client said
   */
  static InternalReplication of(Admin admin) {
    String predictions = Topics.PREDICTIONS.name();
    try {
      return new InternalReplication(
          admin
              .describeTopics(
                  List.of(predictions), new DescribeTopicsOptions().timeoutMs(ANSWER_WITHIN_MS))
              .allTopicNames()
              .get()
              .get(predictions)
              .partitions()
              .get(0)
              .replicas()
              .size());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException failure) {
      throw new KafkaException(
          "can't look at the replicas of %s: %s"
              .formatted(predictions, failure.getCause().getMessage()),
          failure.getCause());
    }
  }

  /**
   * Adds them to settings of Kafka Streams. What is set there already is heeded: where that is how
   * many replicas there are, no number of them is asked for that must have a record.
   */
  void addTo(Map<String, Object> settings) {
    boolean isSet = settings.putIfAbsent(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas) != null;
    if (!isSet && replicas >= ENOUGH_FOR_TWO) {
      settings.putIfAbsent(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), "2");
    }
  }
}
