package dev.sightline.app.topics;

import dev.sightline.schemas.rights.Right;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** Makes a cluster's access control grant a user some rights, or no longer. */
final class AclChange {
  private final Admin admin;
  private final String principal;
  private final String host;

  /**
   * A right as it is now.
   *
   * @param changed whether that is so since just now
   */
  record Outcome(Right right, boolean changed) {}

  /**
   * @param principal type and name, as {@code User:alice}
   * @param host an IP address, or {@code *}
   */
  AclChange(Admin admin, String principal, String host) {
    this.admin = admin;
    this.principal = principal;
    this.host = host;
  }

  /**
   * Grants them.
   *
   * @throws IllegalStateException when the brokers have no access control, or this user may not
   *     change it; the message says what to do
   */
  List<Outcome> grant(List<Right> rights) throws InterruptedException {
    Set<AclBinding> existing = existing();
    Set<AclBinding> missing = bindings(rights);
    missing.removeAll(existing);
    get(admin.createAcls(missing).all());
    return outcomes(rights, missing);
  }

  /**
   * Takes them back.
   *
   * @throws IllegalStateException as {@link #grant} does
   */
  List<Outcome> remove(List<Right> rights) throws InterruptedException {
    Set<AclBinding> there = bindings(rights);
    there.retainAll(existing());
    get(admin.deleteAcls(there.stream().map(AclBinding::toFilter).toList()).all());
    return outcomes(rights, there);
  }

  private Set<AclBinding> existing() throws InterruptedException {
    AccessControlEntryFilter ofUser =
        new AccessControlEntryFilter(principal, host, AclOperation.ANY, AclPermissionType.ALLOW);
    return new HashSet<>(
        get(admin.describeAcls(new AclBindingFilter(ResourcePatternFilter.ANY, ofUser)).values()));
  }

  private Set<AclBinding> bindings(List<Right> rights) {
    Set<AclBinding> bindings = new HashSet<>();
    rights.forEach(right -> bindings.addAll(right.bindings(principal, host)));
    return bindings;
  }

  private List<Outcome> outcomes(List<Right> rights, Set<AclBinding> changed) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Right right : rights) {
      boolean any = right.bindings(principal, host).stream().anyMatch(changed::contains);
      outcomes.add(new Outcome(right, any));
    }
    return outcomes;
  }

  private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      throw new IllegalStateException(inWords(cause), cause);
    }
  }

  private static String inWords(Throwable cause) {
    if (cause instanceof SecurityDisabledException
        || cause instanceof UnsupportedVersionException) {
      return "the brokers have no access control, and let everybody do everything: set"
          + " authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer"
          + " and super.users at each broker and controller first";
    }
    if (cause instanceof AuthorizationException) {
      return "this user may not look at the cluster's rights and change them: a super user may, or"
          + " one with Describe and Alter of the cluster";
    }
    return "the rights were not changed: " + cause.getMessage();
  }
}
