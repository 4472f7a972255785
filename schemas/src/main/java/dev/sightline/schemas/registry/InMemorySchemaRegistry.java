package dev.sightline.schemas.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A registry within this JVM, for tests that need no server. Like the real ones it gives a schema
 * the same id under every subject; it takes any schema, compatible or not.
 */
final class InMemorySchemaRegistry implements SchemaRegistry {
  private record Registration(String subject, int id) {}

  private final List<Schema> schemas = new ArrayList<>();
  private final Set<Registration> registrations = new HashSet<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int id = schemas.indexOf(schema) + 1;
    if (id == 0) {
      schemas.add(schema);
      id = schemas.size();
    }
    registrations.add(new Registration(subject, id));
    return id;
  }

  @Override
  public synchronized int lookUp(String subject, Schema schema) {
    int id = schemas.indexOf(schema) + 1;
    if (!registrations.contains(new Registration(subject, id))) {
      throw new SchemaRegistryException(
          ("%s is not registered under subject %s in the registry in memory: register it first, or"
                  + " set auto.register.schemas=true")
              .formatted(schema.getFullName(), subject));
    }
    return id;
  }

  @Override
  public synchronized Schema schema(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException("the registry in memory has no schema with id " + id);
    }
    return schemas.get(id - 1);
  }
}
