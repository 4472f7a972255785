/**
 * The schema registry, spoken to in Confluent's REST protocol over the JDK's HTTP client.
 *
 * <p>Input: a configuration with Confluent's keys. Output: a {@link
 * dev.sightline.schemas.registry.SchemaRegistry} from {@link
 * dev.sightline.schemas.registry.SchemaRegistries}. Failure path: what fails is an {@link
 * dev.sightline.schemas.registry.UnknownSchemaException} when the id is at fault, a {@link
 * dev.sightline.schemas.registry.SchemaRegistryException} when the registry refuses or is silent.
 */
package dev.sightline.schemas.registry;
