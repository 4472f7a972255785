package dev.sightline.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema registry as the serdes see it. Implementations are safe for use by many threads and
 * cache what cannot change: the schema behind an id and the id of a registered schema. That there
 * is none behind an id they may take as true for seconds.
 */
public interface SchemaRegistry {

  /**
   * Registers a schema under a subject, or finds it there.
   *
   * @return the schema's id
   * @throws SchemaRegistryException when the registry refuses it (incompatible, invalid,
   *     unauthorised) or can't be reached
   */
  int register(String subject, Schema schema);

  /**
   * Looks up the id of a schema that is registered under a subject already.
   *
   * @throws SchemaRegistryException when it is not, or the registry can't be reached
   */
  int lookUp(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws UnknownSchemaException when the registry has no Avro schema with this id
   * @throws SchemaRegistryException when the registry can't be reached
   */
  Schema schema(int id);
}
