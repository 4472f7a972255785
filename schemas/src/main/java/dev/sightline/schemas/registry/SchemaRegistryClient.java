package dev.sightline.schemas.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A registry behind Confluent's REST protocol.
 *
 * <p>Answers are kept for good, ids that are not there for {@link MissedIds#KEPT_FOR}, failures
 * never. No lock is held during a request: threads that miss at the same time ask more than once
 * and get the same answer.
 */
final class SchemaRegistryClient implements SchemaRegistry {
  private record Registration(String subject, Schema schema) {}

  /**
   * A registry that was given the same schema with other spaces or by another language must know it
   * again; Apicurio compares the text letter by letter without this.
   */
  private static final String NORMALIZED = "?normalize=true";

  private final RegistryHttp http;
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final MissedIds missed;

  /**
   * @param nanoTime as {@code System.nanoTime()}
   */
  SchemaRegistryClient(RegistryHttp http, LongSupplier nanoTime) {
    this.http = http;
    this.missed = new MissedIds(nanoTime);
  }

  @Override
  public int register(String subject, Schema schema) {
    return id("register", "/subjects/" + encode(subject) + "/versions", subject, schema);
  }

  @Override
  public int lookUp(String subject, Schema schema) {
    return id("look up", "/subjects/" + encode(subject), subject, schema);
  }

  @Override
  public Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    if (id < 0) {
      throw new UnknownSchemaException("no registry has schemas with negative ids: " + id);
    }
    missed
        .reason(id)
        .ifPresent(
            reason -> {
              throw new UnknownSchemaException(reason);
            });
    try {
      Schema schema = parse(id, http.get("/schemas/ids/" + id));
      schemas.put(id, schema);
      return schema;
    } catch (UnknownSchemaException unknown) {
      missed.add(id, unknown.getMessage());
      throw unknown;
    }
  }

  private int id(String verb, String path, String subject, Schema schema) {
    Registration registration = new Registration(subject, schema);
    Integer known = ids.get(registration);
    if (known != null) {
      return known;
    }
    Answer answer = http.post(path + NORMALIZED, body(schema));
    String request = verb + " " + schema.getFullName() + " under subject " + subject;
    if (!answer.isOk()) {
      throw Refusal.of(request, answer);
    }
    if (!answer.json().path("id").isInt()) {
      throw Refusal.unintelligible(request, answer);
    }
    int id = answer.json().path("id").asInt();
    ids.put(registration, id);
    missed.remove(id);
    return id;
  }

  private static Schema parse(int id, Answer answer) {
    String request = "find schema " + id;
    if (answer.status() == 404 && answer.errorCode() != 0) {
      throw new UnknownSchemaException(
          "no schema with id " + id + " at " + answer.url() + ": " + answer.describe());
    }
    if (!answer.isOk()) {
      throw Refusal.of(request, answer);
    }
    if (!answer.json().path("schema").isTextual()) {
      throw Refusal.unintelligible(request, answer);
    }
    String type = answer.json().path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UnknownSchemaException(
          "schema " + id + " at " + answer.url() + " is " + type + ", not Avro");
    }
    try {
      // defaults are of no use in a writer's schema, and other languages' libraries let bad ones by
      return new Schema.Parser()
          .setValidateDefaults(false)
          .parse(answer.json().path("schema").asText());
    } catch (AvroRuntimeException fault) {
      throw new UnknownSchemaException(
          "schema " + id + " at " + answer.url() + " can't be read as Avro: " + fault.getMessage());
    }
  }

  private static String body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
