package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every registry must do, run on the one in memory, on the client before a fake server, and on
 * real ones. Subjects and schemas are new in every test: a registry may have others in it.
 */
public abstract class SchemaRegistryConformance {
  private final String name = "R" + UUID.randomUUID().toString().replace("-", "");
  private final String subject = name + "-value";
  private final Schema schema =
      SchemaBuilder.record(name).namespace("conformance").fields().requiredInt("a").endRecord();

  /** A client that has not asked for anything yet. */
  protected abstract SchemaRegistry connect();

  /** Makes a subject demand backward compatibility; false when this registry has no such thing. */
  protected boolean demandBackwardCompatibility(String subject) throws Exception {
    return false;
  }

  @Nested
  class WhenASchemaIsRegistered {
    @Test
    void itIsReadByItsIdByAnyClient() {
      int id = connect().register(subject, schema);

      assertThat(connect().schema(id)).isEqualTo(schema);
    }

    @Test
    void itIsLookedUpByAnyClient() {
      int id = connect().register(subject, schema);

      assertThat(connect().lookUp(subject, schema)).isEqualTo(id);
    }

    @Test
    void registeringItAgainGivesTheSameId() {
      int id = connect().register(subject, schema);

      assertThat(connect().register(subject, schema)).isEqualTo(id);
    }

    @Test
    void itIsUnknownUnderAnotherSubject() {
      connect().register(subject, schema);

      assertThatThrownBy(() -> connect().lookUp("other-" + subject, schema))
          .isInstanceOf(SchemaRegistryException.class);
    }

    @Test
    void anotherSchemaOfTheSubjectGetsAnotherId() {
      int id = connect().register(subject, schema);
      Schema other = withFields(SchemaBuilder.record(name).namespace("conformance").fields());

      assertThat(connect().register(subject, other)).isNotEqualTo(id);
      assertThat(connect().lookUp(subject, schema)).isEqualTo(id);
    }

    private Schema withFields(SchemaBuilder.FieldAssembler<Schema> fields) {
      return fields.requiredInt("a").optionalString("b").endRecord();
    }
  }

  @Nested
  class WhenNothingIsRegistered {
    @Test
    void lookingUpSaysHowToRegister() {
      assertThatThrownBy(() -> connect().lookUp(subject, schema))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining(subject)
          .hasMessageContaining("auto.register.schemas");
    }

    @Test
    void anIdThatNobodyGotIsUnknown() {
      assertThatThrownBy(() -> connect().schema(Integer.MAX_VALUE))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining("2147483647");
    }

    @Test
    void aNegativeIdIsUnknown() {
      assertThatThrownBy(() -> connect().schema(-1)).isInstanceOf(UnknownSchemaException.class);
    }
  }

  @Test
  void aSubjectMayHaveAnyCharacters() {
    String odd = "a/b c%d+é?#-" + subject;
    int id = connect().register(odd, schema);

    assertThat(connect().lookUp(odd, schema)).isEqualTo(id);
  }

  @Nested
  class WhenTheSubjectDemandsBackwardCompatibility {
    @Test
    void anIncompatibleSchemaIsRefused() throws Exception {
      connect().register(subject, schema);
      assumeThat(demandBackwardCompatibility(subject)).isTrue();
      Schema incompatible =
          SchemaBuilder.record(name)
              .namespace("conformance")
              .fields()
              .requiredInt("a")
              .requiredString("b")
              .endRecord();

      assertThatThrownBy(() -> connect().register(subject, incompatible))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining(subject)
          .hasMessageContaining("incompatible")
          .hasMessageContaining("HTTP 409");
    }
  }
}
