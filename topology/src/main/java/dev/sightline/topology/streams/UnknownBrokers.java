package dev.sightline.topology.streams;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;

/**
 * Hosts of brokers that have no address now. Kafka calls that a fault of the configuration when a
 * client is made, yet in containers and pods a name is there only while what it names is.
 */
public final class UnknownBrokers {
  /** As Kafka's clients say it; an address that is written wrongly has another beginning. */
  private static final String SAYING =
      "No resolvable bootstrap urls given in " + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

  private UnknownBrokers() {}

  /** Whether a client could not be made because of them; looks at the fault alone. */
  public static boolean isSaidBy(Throwable fault) {
    return fault instanceof ConfigException
        && String.valueOf(fault.getMessage()).startsWith(SAYING);
  }
}
