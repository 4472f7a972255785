package dev.sightline.topology;

import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.MissingRights;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import dev.sightline.schemas.rights.WorkerRights;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.settings.WorkerConfig.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rights that a worker needs of the brokers, by its roles.
 *
 * @param scope the names by which they go
 * @param needed without which it must not start
 * @param wanted without which it goes on, after a warning
 */
record RequiredRights(Scope scope, List<Right> needed, List<Right> wanted) {
  private static final Logger LOG = LoggerFactory.getLogger(RequiredRights.class);

  /** Those of a worker with these settings. */
  static RequiredRights of(WorkerConfig config) {
    Scope scope = Scope.of(config.applicationId());
    WorkerRights rights = new WorkerRights(config.applicationId());
    List<Right> needed = new ArrayList<>();
    List<Right> wanted = new ArrayList<>(rights.telling());
    if (config.has(Role.SCORE)) {
      needed.addAll(rights.scoring());
    }
    if (config.has(Role.METRICS)) {
      needed.addAll(rights.metrics());
      config.webhook().ifPresent(any -> wanted.addAll(rights.webhook()));
    }
    Topics.ALL.stream()
        .filter(topic -> needed.stream().noneMatch(right -> right.isOn(topic)))
        .map(topic -> Right.on(topic, AclOperation.DESCRIBE)) // whether it is there
        .toList()
        .forEach(needed::add);
    return new RequiredRights(scope, WorkerRights.united(needed), WorkerRights.united(wanted));
  }

  /**
   * Asks a cluster.
   *
   * @throws ConfigException when a right is missing that is needed; the message names each
   */
  void check(Admin admin) throws InterruptedException {
    Optional<String> fault = MissingRights.of(admin, needed).text(Part.WORKER, scope);
    if (fault.isPresent()) {
      throw new ConfigException(fault.get());
    }
    MissingRights.of(admin, wanted)
        .text(Part.WORKER, scope)
        .ifPresent(line -> LOG.warn("the worker goes on without, but {}", line));
  }
}
