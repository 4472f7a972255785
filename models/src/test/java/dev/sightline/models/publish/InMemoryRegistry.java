package dev.sightline.models.publish;

import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry that takes every schema. */
final class InMemoryRegistry implements SchemaRegistry {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  @Override
  public int lookUp(String subject, Schema schema) {
    return register(subject, schema);
  }

  @Override
  public synchronized Schema schema(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException("no schema " + id);
    }
    return schemas.get(id - 1);
  }
}
