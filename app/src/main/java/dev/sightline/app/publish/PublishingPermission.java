package dev.sightline.app.publish;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.topics.Permission;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.resource.ResourceType;

/** The permission to publish one model: a trainer may have that of no other. */
final class PublishingPermission {
  /** Stands for a model whose name is not known yet, in the command that grants the right. */
  private static final Scope ANY_ONE = Scope.ofModel(Optional.of("MODEL"));

  private PublishingPermission() {}

  /**
   * That of a model.
   *
   * @param model its name; while it isn't known, the right to publish it is not asked for
   */
  static Permission of(Connection connection, Optional<String> model) {
    Scope scope = model.isPresent() ? Scope.ofModel(model) : ANY_ONE;
    List<Right> needed =
        Part.TRAINER.rights(scope).stream()
            .filter(right -> model.isPresent() || !isOfTheModel(right))
            .toList();
    return new Permission(connection, List.of(Part.TRAINER), scope, needed);
  }

  private static boolean isOfTheModel(Right right) {
    return right.resource().resourceType() == ResourceType.TRANSACTIONAL_ID;
  }
}
