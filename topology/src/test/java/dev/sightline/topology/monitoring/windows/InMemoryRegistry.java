package dev.sightline.topology.monitoring.windows;

import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.registry.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry in memory, which can be made unreachable. */
public final class InMemoryRegistry implements SchemaRegistry {
  private final List<Schema> schemas = new ArrayList<>();
  private boolean reachable = true;

  public void goAway() {
    reachable = false;
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    answer();
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema);
  }

  @Override
  public int lookUp(String subject, Schema schema) {
    return register(subject, schema);
  }

  @Override
  public synchronized Schema schema(int id) {
    answer();
    if (id < 0 || id >= schemas.size()) {
      throw new UnknownSchemaException("no schema " + id);
    }
    return schemas.get(id);
  }

  private void answer() {
    if (!reachable) {
      throw new SchemaRegistryException("unreachable");
    }
  }
}
