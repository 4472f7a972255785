package dev.sightline.models.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.publish.Samples;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final ModelManifest.Builder DRAFT = Samples.draft("colours");

  @TempDir Path temp;
  private RunFolder run;

  @BeforeEach
  void chooseFolder() {
    run = new RunFolder(temp);
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    run.writeManifest(DRAFT);

    assertThat(published(run.readManifest())).isEqualTo(published(DRAFT));
  }

  @Test
  void whatPublishingGivesIsNeitherWrittenNorRead() {
    run.writeManifest(
        ModelManifest.newBuilder(DRAFT).setVersion(7).setArchive(new Checksum("ab", 3L)));

    ModelManifest.Builder read = run.readManifest();

    assertThat(read.hasVersion()).isFalse();
    assertThat(read.hasArchive()).isFalse();
    assertThat(read.hasParts()).isFalse();
    assertThat(read.getSignature()).isNull();
  }

  @Test
  void theDraftIsLeftAsItIs() {
    run.writeManifest(DRAFT);

    assertThat(DRAFT.hasVersion()).isFalse();
  }

  @Test
  void aSecondManifestTakesThePlaceOfTheFirst() {
    run.writeManifest(DRAFT);
    run.writeManifest(ModelManifest.newBuilder(DRAFT).setName("second"));

    assertThat(run.readManifest().getName()).isEqualTo("second");
    assertThat(temp).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void aDraftThatLacksMoreIsRefusedAndNothingIsWritten() {
    assertThatThrownBy(() -> run.writeManifest(ModelManifest.newBuilder(DRAFT).clearLabels()))
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("labels");
    assertThat(temp).isEmptyDirectory();
  }

  @Nested
  class WhenTheManifestIsOfAnEarlierSightline {
    @Test
    void aFieldThatWasNotThereHasItsDefault() throws IOException {
      run.writeManifest(DRAFT);
      Path schema = temp.resolve(RunFolder.SCHEMA);
      String withoutScale =
          Files.readString(schema)
              .replaceFirst("(?s),\\s*\\{\\s*\"name\" : \"scale\",.*?\"default\" : 1.0\\s*\\}", "");
      Files.writeString(schema, withoutScale);
      Files.writeString(
          run.manifest(),
          Files.readString(run.manifest()).replaceFirst(",\\s*\"scale\" : 1.0", ""));

      assertThat(withoutScale).doesNotContain("scale\"");
      assertThat(run.readManifest().getInput().getScale()).isEqualTo(1f);
    }

    @Test
    void aManifestWithoutItsSchemaIsReadByTodays() throws IOException {
      run.writeManifest(DRAFT);
      Files.delete(temp.resolve(RunFolder.SCHEMA));

      assertThat(run.readManifest().getLabels()).isEqualTo(DRAFT.getLabels());
    }
  }

  @Nested
  class WhenTheManifestIsNone {
    @Test
    void itIsNamed() throws IOException {
      Files.writeString(run.manifest(), "{\"short_name\": \"a web page's\"}");

      assertThatThrownBy(run::readManifest)
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining(run.manifest() + " can't be read as a model's manifest");
    }
  }

  /** Equal only when all else is. */
  private static ModelManifest published(ModelManifest.Builder draft) {
    return ModelManifest.newBuilder(draft)
        .setVersion(1)
        .setArchive(new Checksum("00", 1L))
        .setParts(List.of())
        .build();
  }
}
