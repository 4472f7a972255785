package dev.sightline.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * The schema as its {@code .avsc} file has it. Generated classes mark each string with the Java
 * class that holds it; a registry that was given the file itself would not know that schema again.
 */
final class PublishedSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PublishedSchema() {}

  static Schema of(Schema generated) {
    try {
      JsonNode json = JSON.readTree(generated.toString());
      for (JsonNode marked : json.findParents(GenericData.STRING_PROP)) {
        ((ObjectNode) marked).remove(GenericData.STRING_PROP);
      }
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Avro wrote a schema that is not JSON", impossible);
    }
  }
}
