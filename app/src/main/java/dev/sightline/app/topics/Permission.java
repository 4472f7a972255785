package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import dev.sightline.schemas.rights.MissingRights;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the brokers must allow for a command to do its work: asked for before it, and again when one
 * of them has refused something meanwhile.
 *
 * @param parts who have these rights between them, for the command that grants them
 * @param scope the names that they go by
 * @param needed those of the parts that the command is going to use
 */
public record Permission(Connection connection, List<Part> parts, Scope scope, List<Right> needed) {

  /** What is done with it. */
  public interface Work<T> {
    T run() throws InterruptedException;
  }

  /** That of one part, by the usual names. */
  public static Permission of(Connection connection, Part part, List<Right> needed) {
    return new Permission(connection, List.of(part), Scope.DEFAULT, needed);
  }

  /**
   * Asks for the rights, all at once.
   *
   * @throws IllegalStateException when no broker answers, or doesn't allow one of these; the
   *     message names each, and the command that grants them
   */
  public void check() throws InterruptedException {
    try (Admin admin = connection.admin()) {
      RequiredTopic.refuse(missing(admin));
    }
  }

  /**
   * Asks for the rights and the topics: fails within seconds, before there is work that would be in
   * vain.
   *
   * @throws IllegalStateException as {@link #check}, and when a topic isn't there
   */
  public void checkWithTopics() throws InterruptedException {
    try (Admin admin = connection.admin()) {
      RequiredTopic.refuse(missing(admin));
      RequiredTopic.check(admin, needed);
    }
  }

  /**
   * Does the work once it is allowed, and the topics are there.
   *
   * @throws IllegalStateException as {@link #checkWithTopics}, and when a broker refuses something
   *     meanwhile
   */
  public <T> T during(Work<T> work) throws InterruptedException {
    checkWithTopics();
    return telling(work);
  }

  /**
   * Does work that may be refused in the midst of it.
   *
   * @throws IllegalStateException then, with the line that {@link #check} would have said
   */
  public <T> T telling(Work<T> work) throws InterruptedException {
    try {
      return work.run();
    } catch (RuntimeException failure) {
      if (!Refused.isSaidBy(failure)) {
        throw failure;
      }
      throw new IllegalStateException(inWords(failure), failure);
    }
  }

  /** What lacks by now, or what the refusal itself says where that has been granted again. */
  private String inWords(RuntimeException refused) throws InterruptedException {
    try (Admin admin = connection.admin()) {
      return missing(admin)
          .orElseGet(() -> Refused.text(refused, parts.get(0), scope).orElseThrow());
    }
  }

  private Optional<String> missing(Admin admin) throws InterruptedException {
    return MissingRights.of(admin, needed).text(parts, scope);
  }
}
