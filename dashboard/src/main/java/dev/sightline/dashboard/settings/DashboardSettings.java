package dev.sightline.dashboard.settings;

import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a dashboard is asked to do.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for any free one
 * @param token what a visitor must know; demanded beyond loopback, unless there is a user header
 * @param userHeader the header by which a reverse proxy says who asks; it must drop the visitor's
 *     own
 * @param names further host names under which the page may be asked for, without a port
 * @param applicationId of the workers whose lag is shown
 * @param labels how many the figures want
 * @param labelling whether labels may be written
 * @param images whether images are shown
 * @param undo how long a label can be taken back before it is written
 * @param labelWithin how old an image may be to be shown for labelling
 */
public record DashboardSettings(
    String host,
    int port,
    Optional<String> token,
    Optional<String> userHeader,
    Set<String> names,
    String applicationId,
    LabelBounds labels,
    boolean labelling,
    boolean images,
    Duration undo,
    Duration labelWithin) {
  /** The shortest token, in characters. */
  public static final int MIN_TOKEN = 16;

  /** The rights that it takes of the brokers; none to write labels or read images that it won't. */
  public List<Right> rights() {
    return Part.DASHBOARD.rights(scope()).stream()
        .filter(right -> images || !right.isOn(Topics.IMAGES))
        .map(
            right ->
                labelling || !right.isOn(Topics.LABELS)
                    ? right
                    : Right.on(Topics.LABELS, AclOperation.READ))
        .toList();
  }

  /** The names that these go by. */
  public Scope scope() {
    return Scope.of(applicationId);
  }

  /**
   * Those of a page for this machine alone, of which everything can be seen and labelled.
   *
   * @param port to listen on; 0 for any free one
   */
  public static DashboardSettings onLoopback(int port) {
    return new DashboardSettings(
        "127.0.0.1",
        port,
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        "sightline",
        LabelBounds.DEFAULTS,
        true,
        true,
        Duration.ofSeconds(5),
        Duration.ofMinutes(45));
  }

  /** What is wrong, each in a sentence without a full stop; none when all is well. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (!isLoopback(host) && token.isEmpty() && userHeader.isEmpty()) {
      faults.add(
          host
              + " can be reached from other machines: give --token-file FILE, or --user-header NAME"
              + " behind a reverse proxy that signs people in");
    }
    token
        .filter(text -> text.length() < MIN_TOKEN)
        .ifPresent(
            text ->
                faults.add(
                    "the token has %d characters: expected %d or more"
                        .formatted(text.length(), MIN_TOKEN)));
    if (port < 0 || port > 65_535) {
      faults.add("expected a port from 0 to 65535, found " + port);
    }
    faults.addAll(labels.faults());
    if (undo.isNegative() || labelWithin.isNegative() || labelWithin.isZero()) {
      faults.add("expected times above 0 for labelling");
    }
    if (labelling && !images) {
      faults.add("nobody can label what is not shown: --no-images needs --no-labelling");
    }
    return faults;
  }

  /** Whether an address is reached from this machine alone. */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
