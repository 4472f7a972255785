package dev.sightline.models.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.archive.ArchiveParts;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.archive.Sha256;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.log.PartitionReader;
import dev.sightline.models.manifest.ManifestSigner;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.models.release.ReleaseRefusedException;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelPart;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.io.TempDir;

/** Publisher, catalogue and releases against a real broker. */
@ExtendWith(ModelTopicTest.BrokerParameter.class)
class ModelTopicTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int ONE_PART = 10_000;
  private static final int SEVEN_PARTS = 3_500_000;

  static final class BrokerParameter implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == EmbeddedBroker.class;
    }

    @Override
    public EmbeddedBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return EmbeddedBroker.of(context);
    }
  }

  @TempDir Path temp;
  private final SchemaRegistry registry =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://model-topic"));
  private Map<String, Object> config;
  private ModelCatalogue catalogue;

  @BeforeEach
  void setUp(EmbeddedBroker broker) throws Exception {
    broker.recreateTopics();
    config = new HashMap<>(broker.config());
    catalogue = new ModelCatalogue(config, registry, Optional.empty());
  }

  @AfterEach
  void tearDown() {
    catalogue.close();
    AtRecord.forget();
  }

  @Nested
  class WhenAModelIsPublished {
    @Test
    void itsArchiveComesBackWhole() throws Exception {
      Path folder = Samples.savedModel(temp, SEVEN_PARTS);

      ModelManifest manifest = publisher().publish(Samples.draft("cats"), folder);

      PublishedModel found = catalogue.manifest("cats", 1).orElseThrow();
      assertThat(found.manifest()).isEqualTo(manifest);
      assertThat(manifest.getParts()).hasSize(7);
      Path archive = catalogue.fetch(found, temp.resolve("fetched.zip"));
      Path unpacked = new ModelArchive().unpack(archive, temp.resolve("unpacked"));
      String weights = "variables/variables.data-00000-of-00001";
      assertThat(unpacked.resolve(weights)).hasSameBinaryContentAs(folder.resolve(weights));
    }

    @Test
    void versionsCountUpForEachNameAlone() throws Exception {
      publish("cats", ONE_PART);
      publish("dogs", ONE_PART);
      publish("cats", SEVEN_PARTS);

      assertThat(versions()).containsExactly("cats/1", "cats/2", "dogs/1");
    }

    @Test
    void laterCallsFindWhatIsNewAndForgetWhatIsRemoved() throws Exception {
      publish("cats", SEVEN_PARTS);
      assertThat(versions()).containsExactly("cats/1");
      publish("cats", SEVEN_PARTS);
      assertThat(versions()).containsExactly("cats/1", "cats/2");

      send("cats/1/manifest", null);

      assertThat(versions()).containsExactly("cats/2");
      publish("cats", ONE_PART);
      assertThat(versions()).containsExactly("cats/2", "cats/3");
    }

    @Test
    void aVersionThatWasRemovedIsNotUsedAgain() throws Exception {
      publish("cats", ONE_PART);
      send("cats/1/manifest", null);

      assertThat(publish("cats", ONE_PART).getVersion()).isEqualTo(2);
    }

    @Test
    void notEvenWhenCompactionHasLeftNothingOfIt() throws Exception {
      send("cats/highest", record("cats", 7, -2, null, null));

      assertThat(publish("cats", ONE_PART).getVersion()).isEqualTo(8);
      assertThat(publish("dogs", ONE_PART).getVersion()).isEqualTo(1);
      assertThat(catalogue.manifests()).hasSize(2);
      assertThat(catalogue.unreadableRecords()).isZero();
    }

    @Test
    void everyPublishRemembersItsVersionForThat() throws Exception {
      publish("cats", ONE_PART);
      ModelManifest second = publish("cats", SEVEN_PARTS);

      assertThat(lastOf("cats/highest"))
          .isEqualTo(record("cats", second.getVersion(), -2, null, null));
    }

    @Test
    void aHighestVersionThatMakesNoSenseIsCountedAndPassedOver() throws Exception {
      send("cats/highest", record("cats", Integer.MAX_VALUE, -2, null, null));
      send("cats/highest", record("dogs", 7, -2, null, null));
      send("cats/highest", Samples.random(10));

      assertThat(publish("cats", ONE_PART).getVersion()).isEqualTo(1);
      assertThat(catalogue.manifests()).hasSize(1);
      assertThat(catalogue.unreadableRecords()).isEqualTo(3);
    }
  }

  @Nested
  class WhenItMustNotBePublished {
    @Test
    void aNameThatHasUsedUpItsVersionsIsRejected() throws Exception {
      send("cats/999999999/manifest", null);
      Path folder = Samples.savedModel(temp, ONE_PART);

      assertThatThrownBy(() -> publisher().publish(Samples.draft("cats"), folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("no version number is left above 999999999");
    }

    @Test
    void aNameOutsideTheAlphabetIsRejected() throws Exception {
      Path folder = Samples.savedModel(temp, ONE_PART);

      assertThatThrownBy(() -> publisher().publish(Samples.draft("ca/ts"), folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("ca/ts");
    }

    @Test
    void aDraftThatLacksAFieldIsRejectedByName() throws Exception {
      Path folder = Samples.savedModel(temp, ONE_PART);

      assertThatThrownBy(() -> publisher().publish(Samples.draft("cats").clearLabels(), folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("labels");
    }

    @Test
    void labelsThatNobodyCouldTellApartAreRejected() throws Exception {
      Path folder = Samples.savedModel(temp, ONE_PART);
      ModelManifest.Builder twice = Samples.draft("cats").setLabels(List.of("cat", "cat"));

      assertThatThrownBy(() -> publisher().publish(twice, folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("label 0 and label 1 both name the class cat");
    }

    @Test
    void aManifestLargerThanARecordIsRejectedWithItsSize() throws Exception {
      Path folder = Samples.savedModel(temp, ONE_PART);
      GoldenImage large = new GoldenImage(ByteBuffer.wrap(new byte[1_100_000]), List.of(1f));

      assertThatThrownBy(
              () ->
                  publisher()
                      .publish(Samples.draft("cats").setGoldenImages(List.of(large)), folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("expected a manifest of at most 1048")
          .hasMessageContaining("found 110");
    }

    @Test
    void theLargestManifestThatIsLetThroughFitsTheBroker() throws Exception {
      Path folder = Samples.savedModel(temp, ONE_PART);
      ModelManifest small = publisher().publish(Samples.draft("cats"), folder);
      int room = 1024 * 1024 - 512 - "cats/2/manifest".length() - manifestBytes(small) - 6;
      GoldenImage large = new GoldenImage(ByteBuffer.wrap(new byte[room]), List.of());
      List<GoldenImage> images = new ArrayList<>(small.getGoldenImages());
      images.add(large);

      ModelManifest published =
          publisher().publish(Samples.draft("cats").setGoldenImages(images), folder);

      assertThat(published.getVersion()).isEqualTo(2);
      images.set(1, new GoldenImage(ByteBuffer.wrap(new byte[room + 10]), List.of()));
      assertThatThrownBy(
              () -> publisher().publish(Samples.draft("cats").setGoldenImages(images), folder))
          .isInstanceOf(ModelRejectedException.class);
    }
  }

  @Nested
  class WhenAPublishFailsHalfway {
    @Test
    void nothingOfItIsSeen() throws Exception {
      AtRecord.hook(
          "cats/1/3",
          () -> {
            throw new IllegalStateException("pulled the plug");
          });

      assertThatThrownBy(
              () ->
                  publisher(AtRecord.config(config))
                      .publishChampion(
                          Samples.draft("cats"),
                          Samples.savedModel(temp, SEVEN_PARTS),
                          "me",
                          "new"))
          .isInstanceOf(ModelPublishException.class)
          .hasMessageContaining("nothing of it can be seen")
          .hasMessageContaining("pulled the plug");

      assertThat(versions()).isEmpty();
      try (ModelReleases releases = releases()) {
        assertThat(releases.current("cats")).isEmpty();
      }
    }

    @Test
    void theNextPublishIsFoundBehindIt() throws Exception {
      AtRecord.hook(
          "cats/1/3",
          () -> {
            throw new IllegalStateException("pulled the plug");
          });
      Path folder = Samples.savedModel(temp, SEVEN_PARTS);
      catchThrowableOfType(
          ModelPublishException.class,
          () -> publisher(AtRecord.config(config)).publish(Samples.draft("cats"), folder));

      ModelManifest manifest = publisher().publish(Samples.draft("cats"), folder);

      assertThat(versions()).containsExactly("cats/" + manifest.getVersion());
      catalogue.fetch(catalogue.manifests().get(0), temp.resolve("fetched.zip"));
    }
  }

  @Nested
  class WhenTwoPublishAtOnce {
    @Test
    void theLaterOneWinsAndTheEarlierOneSaysSo() throws Exception {
      Path folder = Samples.savedModel(temp, SEVEN_PARTS);
      AtRecord.hook("cats/1/2", () -> publisher().publish(Samples.draft("cats"), folder));

      assertThatThrownBy(
              () -> publisher(AtRecord.config(config)).publish(Samples.draft("cats"), folder))
          .isInstanceOf(ModelPublishException.class)
          .hasMessageContaining("another publisher of the same model took over");

      assertThat(versions()).hasSize(1);
      catalogue.fetch(catalogue.manifests().get(0), temp.resolve("fetched.zip"));
    }

    @Test
    void theirVersionsAreDistinct() throws Exception {
      int publishers = 4;
      Path folder = Samples.savedModel(temp, SEVEN_PARTS);
      CyclicBarrier start = new CyclicBarrier(publishers);
      Callable<ModelManifest> publish =
          () -> {
            start.await();
            return publisher().publish(Samples.draft("cats"), folder);
          };
      ExecutorService threads = Executors.newFixedThreadPool(publishers);
      List<String> published = new ArrayList<>();
      try {
        for (Future<ModelManifest> one :
            threads.invokeAll(Collections.nCopies(publishers, publish))) {
          try {
            published.add("cats/" + one.get().getVersion());
          } catch (ExecutionException failed) {
            assertThat(failed.getCause()).isInstanceOf(ModelPublishException.class);
          }
        }
      } finally {
        threads.shutdown();
      }

      assertThat(published).isNotEmpty().doesNotHaveDuplicates();
      assertThat(versions()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void bothModelsAreFoundWhenTheirRecordsAlternate() throws Exception {
      byte[] part = Samples.random(10);
      ModelManifest dog =
          Samples.draft("dogs")
              .setVersion(1)
              .setArchive(Sha256.of(part))
              .setParts(List.of(Sha256.of(part)))
              .build();
      try (Producer<String, byte[]> dogs = transactional("dogs")) {
        AtRecord.hook(
            "cats/1/2",
            () -> {
              dogs.beginTransaction();
              dogs.send(
                  new ProducerRecord<>(
                      "models", "dogs/1/manifest", record("dogs", 1, -1, null, dog)));
              dogs.send(
                  new ProducerRecord<>("models", "dogs/1/0", record("dogs", 1, 0, part, null)));
              dogs.commitTransaction();
            });
        publisher(AtRecord.config(config))
            .publish(Samples.draft("cats"), Samples.savedModel(temp, SEVEN_PARTS));
      }

      List<PublishedModel> models = catalogue.manifests();
      assertThat(versions()).containsExactly("cats/1", "dogs/1");
      assertThat(models.get(1).offset())
          .as("the premise: dogs stand among the parts of cats")
          .isBetween(models.get(0).offset() + 1, models.get(0).offset() + 7);
      for (PublishedModel model : models) {
        catalogue.fetch(model, temp.resolve(model.id().name() + ".zip"));
      }
    }

    @Test
    void whatAnotherModelsOpenTransactionHidesIsCountedAll() throws Exception {
      try (Producer<String, byte[]> dogs = transactional("dogs");
          Producer<String, byte[]> cats = transactional("cats")) {
        dogs.beginTransaction();
        dogs.send(new ProducerRecord<>("models", "dogs/1/0", new byte[10])).get();
        cats.beginTransaction();
        cats.send(new ProducerRecord<>("models", "cats/1/manifest", new byte[10])).get();
        cats.commitTransaction();
        AtRecord.hook("cats/1/0", dogs::abortTransaction);
        AtRecord.hook("cats/2/0", dogs::abortTransaction);

        ModelManifest second =
            publisher(AtRecord.config(config))
                .publish(Samples.draft("cats"), Samples.savedModel(temp, ONE_PART));

        assertThat(second.getVersion()).isEqualTo(2);
      }
    }
  }

  @Nested
  class WhenTheTopicIsListed {
    @Test
    void archivesAreNotDownloaded() throws Exception {
      int models = 3;
      Path folder = Samples.savedModel(temp, SEVEN_PARTS);
      long archiveBytes = 0;
      for (int i = 0; i < models; i++) {
        archiveBytes +=
            publisher().publish(Samples.draft("cats"), folder).getArchive().getSizeBytes();
      }
      Map<String, Object> metered = DownloadedBytes.config(config);
      try (ModelCatalogue fresh = new ModelCatalogue(metered, registry, Optional.empty())) {
        assertThat(fresh.manifests()).hasSize(models);

        double downloaded = DownloadedBytes.last();

        assertThat(downloaded).isPositive().isLessThan(archiveBytes / 5.0);
        fresh.manifests();
        assertThat(DownloadedBytes.last() - downloaded).isLessThan(10_000);
      }
    }

    @Test
    void recordsThatCantBeReadAreCountedAndPassedOver() throws Exception {
      send("cats/1/manifest", Samples.random(100));
      send("what is this", Samples.random(100));
      ModelManifest manifest = publish("cats", ONE_PART);
      send("dogs/7/manifest", record("cats", 2, -1, null, manifest));
      send("dogs/8/manifest", record("dogs", 8, 0, new byte[1], null));

      assertThat(versions()).containsExactly("cats/2");
      assertThat(catalogue.unreadableRecords()).isEqualTo(4);
    }

    @Test
    void aTopicThatIsMadeAnewIsReadAnew(EmbeddedBroker broker) throws Exception {
      publish("cats", ONE_PART);
      publish("cats", ONE_PART);
      assertThat(versions()).hasSize(2);
      broker.recreateTopics();

      publish("dogs", ONE_PART);

      assertThat(versions()).containsExactly("dogs/1");
    }
  }

  @Nested
  class WhenATransactionIsOpen {
    @Test
    void theCatalogueSaysThatItMayNotShowAll() throws Exception {
      publish("cats", ONE_PART);
      catalogue.manifests();
      assertThat(catalogue.isBehind()).isFalse();
      try (Producer<String, byte[]> dogs = transactional("dogs")) {
        dogs.beginTransaction();
        dogs.send(new ProducerRecord<>("models", "dogs/1/0", new byte[10])).get();

        assertThat(versions()).containsExactly("cats/1");
        assertThat(catalogue.isBehind()).isTrue();

        dogs.abortTransaction();
      }
      publish("cats", ONE_PART);

      assertThat(versions()).containsExactly("cats/1", "cats/2");
      assertThat(catalogue.isBehind()).isFalse();
    }
  }

  @Nested
  class WhenPartsAreNotAsTheManifestSays {
    private final byte[][] parts = {Samples.random(ArchiveParts.PART_BYTES), Samples.random(10)};
    private final byte[] whole = concat(parts[0], parts[1]);

    @Test
    void asItSaysThePartsMakeTheArchive() throws Exception {
      sendModel(manifest(), parts);

      assertThat(fetch()).hasBinaryContent(whole);
    }

    @Test
    void aPartThatIsMissingIsNamed() throws Exception {
      sendModel(manifest(), parts[0]);

      rejects("cats/1", "expected part 1, read to the end of the topic");
    }

    @Test
    void aPartThatIsMissingInTheMiddleIsNamed() throws Exception {
      send("cats/1/manifest", record("cats", 1, -1, null, manifest()));
      send("cats/1/1", record("cats", 1, 1, parts[1], null));

      rejects("expected part 0, found part 1 at offset 1");
    }

    @Test
    void aPartThatWasRemovedIsNamed() throws Exception {
      send("cats/1/manifest", record("cats", 1, -1, null, manifest()));
      send("cats/1/0", null);

      rejects("expected part 0, found no data at offset 1");
    }

    @Test
    void aChangedPartIsNamed() throws Exception {
      byte[] changed = parts[1].clone();
      changed[3] ^= 1;
      sendModel(manifest(), parts[0], changed);

      rejects("model cats/1, part 1: expected SHA-256");
    }

    @Test
    void aDamagedRecordIsNamed() throws Exception {
      sendModel(manifest(), parts[0]);
      send("cats/1/1", Samples.random(20));

      rejects("model cats/1, part 1 at offset 2", "wire format");
    }

    @Test
    void aPartOfAnotherSizeIsNamed() throws Exception {
      sendModel(manifest(), parts[0], new byte[11]);

      rejects("part 1: expected 10 bytes, found 11");
    }

    @Test
    void anOversizedPartIsRejectedBeforeADownload() throws Exception {
      Checksum large = new Checksum("ab", ArchiveParts.PART_BYTES + 1L);
      ModelManifest manifest = manifest();
      manifest.setParts(List.of(large));
      manifest.setArchive(large);
      sendModel(manifest);

      rejects("part 0 in the manifest: expected 1 to 524288 bytes, found 524289");
    }

    @Test
    void sizesThatDoNotAddUpAreRejected() throws Exception {
      ModelManifest manifest = manifest();
      manifest.setArchive(new Checksum("ab", 7L));
      sendModel(manifest, parts);

      rejects("expected parts of 7 bytes together, found 2 parts of 524298");
    }

    @Test
    void aWholeThatIsAnotherIsRejected() throws Exception {
      ModelManifest manifest = manifest();
      manifest.setArchive(new Checksum("ab", (long) whole.length));
      sendModel(manifest, parts);

      rejects("archive: expected SHA-256 ab, found");
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws Exception {
      sendModel(manifest(), parts);
      Path mine = Files.writeString(temp.resolve("fetched.zip"), "mine");

      rejectsOnly("expected no file at");
      assertThat(mine).hasContent("mine");
    }

    @Test
    void aDiskThatFailsIsNoFaultOfTheModel() throws Exception {
      sendModel(manifest(), parts);
      Path inAFile = Files.writeString(temp.resolve("file"), "mine").resolve("fetched.zip");

      assertThatThrownBy(
              () -> catalogue.fetch(catalogue.manifest("cats", 1).orElseThrow(), inAFile))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("model cats/1 can't be written to " + inAFile);
    }

    private ModelManifest manifest() {
      return Samples.draft("cats")
          .setVersion(1)
          .setArchive(Sha256.of(whole))
          .setParts(Arrays.stream(parts).map(Sha256::of).toList())
          .build();
    }

    private Path fetch() {
      return catalogue.fetch(
          catalogue.manifest("cats", 1).orElseThrow(), temp.resolve("fetched.zip"));
    }

    private void rejects(String... messages) {
      rejectsOnly(messages);
      assertThat(temp.resolve("fetched.zip")).doesNotExist();
    }

    private void rejectsOnly(String... messages) {
      assertThatThrownBy(this::fetch)
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContainingAll(messages);
    }
  }

  @Nested
  class WhenSignaturesAreEnforced {
    @Test
    void onlySignedModelsAreFetched() throws Exception {
      KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      ManifestVerifier verifier = new ManifestVerifier(List.of(keys.getPublic()));
      publish("cats", ONE_PART);
      new ModelPublisher(
              config,
              registry,
              Optional.of(new ManifestSigner(keys.getPrivate())),
              new ModelArchive(),
              Clock.systemUTC())
          .publish(Samples.draft("cats"), Samples.savedModel(temp, ONE_PART));

      try (ModelCatalogue strict = new ModelCatalogue(config, registry, Optional.of(verifier))) {
        PublishedModel unsigned = strict.manifest("cats", 1).orElseThrow();
        PublishedModel signed = strict.manifest("cats", 2).orElseThrow();

        assertThat(strict.fetch(signed, temp.resolve("signed.zip"))).exists();
        assertThatThrownBy(() -> strict.fetch(unsigned, temp.resolve("unsigned.zip")))
            .isInstanceOf(ModelRejectedException.class)
            .hasMessageContaining("found an unsigned one");
      }
    }
  }

  @Nested
  class WhenVersionsAreReleased {
    @Test
    void aChampionIsPublishedAndReleasedInOne() throws Exception {
      publisher()
          .publishChampion(
              Samples.draft("cats"), Samples.savedModel(temp, ONE_PART), "trainer", "trained");

      try (ModelReleases releases = releases()) {
        assertThat(releases.current("cats"))
            .contains(new ModelRelease("cats", 1, null, "trainer", "trained", NOW, List.of()));
      }
    }

    @Test
    void theLastRecordOfEachNameHolds() throws Exception {
      publish("cats", ONE_PART);
      publish("cats", ONE_PART);
      publish("dogs", ONE_PART);
      try (ModelReleases releases = releases()) {
        releases.promote("cats", 2, "me", "better");
        releases.promote("dogs", 1, "me", "first");
        releases.promote("cats", 1, "you", "worse");

        assertThat(releases.all().values())
            .extracting(release -> release.getName() + release.getChampion())
            .containsExactly("cats1", "dogs1");
        assertThat(releases.current("birds")).isEmpty();
      }
    }

    @Test
    void aVersionThatDoesNotExistIsRefused() throws Exception {
      publish("cats", ONE_PART);
      try (ModelReleases releases = releases()) {
        assertThatThrownBy(() -> releases.promote("cats", 2, "me", "better"))
            .isInstanceOf(ReleaseRefusedException.class)
            .hasMessage("model cats has no version 2 to promote; published are: 1");
        assertThat(releases.current("cats")).isEmpty();
      }
    }

    @Test
    void aVersionThatAnotherModelsUploadMayHideIsRefusedWithThatHint() throws Exception {
      publish("cats", ONE_PART);
      try (ModelReleases releases = releases();
          Producer<String, byte[]> dogs = transactional("dogs")) {
        dogs.beginTransaction();
        dogs.send(new ProducerRecord<>("models", "dogs/1/0", new byte[10])).get();

        assertThatThrownBy(() -> releases.promote("cats", 2, "me", "better"))
            .isInstanceOf(ReleaseRefusedException.class)
            .hasMessageStartingWith(
                "model cats has no version 2 to promote; published are: 1; a publish")
            .hasMessageEndingWith("try again when it is done");

        dogs.abortTransaction();
      }
    }

    @Test
    void rollingBackGoesToTheHighestVersionBelowTheChampionThatExists() throws Exception {
      for (int i = 0; i < 4; i++) {
        publish("cats", ONE_PART);
      }
      send("cats/3/manifest", null);
      try (ModelReleases releases = releases()) {
        releases.promote("cats", 4, "me", "newest");

        assertThat(releases.rollback("cats", "me", "worse").getChampion()).isEqualTo(2);
        assertThat(releases.current("cats").orElseThrow().getReason()).isEqualTo("worse");
      }
    }

    @Test
    void thereMustBeSomethingToRollBackToAndFrom() throws Exception {
      publish("cats", ONE_PART);
      try (ModelReleases releases = releases()) {
        assertThatThrownBy(() -> releases.rollback("cats", "me", "worse"))
            .isInstanceOf(ReleaseRefusedException.class)
            .hasMessageContaining("no champion");
        releases.promote("cats", 1, "me", "first");
        assertThatThrownBy(() -> releases.rollback("cats", "me", "worse"))
            .isInstanceOf(ReleaseRefusedException.class)
            .hasMessageContaining("no version below its champion 1");
      }
    }

    @Test
    void aChallengerStaysUntilItIsChampion() throws Exception {
      publishChampion("cats");
      publishChallenger("cats");

      publishChampion("cats");

      try (ModelReleases releases = releases()) {
        assertThat(releases.current("cats").orElseThrow().getChallenger()).isEqualTo(2);
        assertThat(releases.promote("cats", 2, "me", "won").getChallenger()).isNull();
      }
    }

    @Test
    void rollingBackGoesToWhatServedBeforeAndNotToAChallengerBetween() throws Exception {
      publishChampion("cats");
      publishChallenger("cats");
      publishChallenger("cats");
      publishChampion("cats");
      try (ModelReleases releases = releases()) {
        ModelRelease back = releases.rollback("cats", "me", "worse");

        assertThat(back.getChampion()).isEqualTo(1);
        assertThat(back.getChallenger()).as("it stays under trial").isEqualTo(3);
        assertThatThrownBy(() -> releases.rollback("cats", "me", "worse still"))
            .isInstanceOf(ReleaseRefusedException.class)
            .hasMessageContaining("no version below its champion 1");
      }
    }

    @Test
    void rollingBackTwiceGoesFurtherBack() throws Exception {
      for (int i = 0; i < 3; i++) {
        publishChampion("cats");
      }
      try (ModelReleases releases = releases()) {
        releases.promote("cats", 1, "me", "an old one");
        assertThat(releases.rollback("cats", "me", "worse").getChampion()).isEqualTo(3);
        assertThat(releases.rollback("cats", "me", "worse").getChampion()).isEqualTo(2);
      }
    }

    @Test
    void rollingBackPassesOverFormerChampionsThatWereRemoved() throws Exception {
      for (int i = 0; i < 3; i++) {
        publishChampion("cats");
      }
      send("cats/2/manifest", null);
      try (ModelReleases releases = releases()) {
        assertThat(releases.rollback("cats", "me", "worse").getChampion()).isEqualTo(1);
      }
    }
  }

  @Nested
  class WhenAChampionIsToBeReplaced {
    private ModelManifest replace(OptionalInt champion) throws IOException {
      return publisher()
          .publishChampion(
              Samples.draft("cats"), Samples.savedModel(temp, ONE_PART), champion, "me", "better");
    }

    @Test
    void itIsWhenItStillIsTheChampion() throws Exception {
      replace(OptionalInt.empty());

      replace(OptionalInt.of(1));

      try (ModelReleases releases = releases()) {
        assertThat(releases.current("cats").orElseThrow().getChampion()).isEqualTo(2);
      }
    }

    @Test
    void nothingIsPublishedWhenAnotherOneWasReleasedMeanwhile() throws Exception {
      publishChampion("cats");
      publishChampion("cats");

      assertThatThrownBy(() -> replace(OptionalInt.of(1)))
          .isInstanceOf(ChampionChangedException.class)
          .hasMessage("model cats: expected champion 1 to be replaced, found champion 2");
      assertThatThrownBy(() -> replace(OptionalInt.empty()))
          .isInstanceOf(ChampionChangedException.class)
          .hasMessage("model cats: expected no champion to be replaced, found champion 2");

      assertThat(versions()).containsExactly("cats/1", "cats/2");
    }
  }

  @Nested
  class WhenSomebodyReleasesAnotherChampionDuringAnUpload {
    @Test
    void theirsHoldsAndNothingIsPublished() throws Exception {
      twoChampions();
      AtRecord.hook("cats/3/0", this::rollBack);

      assertThatThrownBy(this::publishChampion)
          .isInstanceOf(ChampionChangedException.class)
          .hasMessage("model cats: expected champion 2 to be replaced, found champion 1");

      assertThat(versions()).containsExactly("cats/1", "cats/2");
      assertThat(current().getChampion()).isEqualTo(1);
    }

    @Test
    void inTheLastMomentToo() throws Exception {
      twoChampions();
      AtRecord.hook("cats", this::rollBack);

      assertThatThrownBy(this::publishChampion).isInstanceOf(ChampionChangedException.class);

      assertThat(versions()).containsExactly("cats/1", "cats/2");
      assertThat(current().getChampion()).isEqualTo(1);
    }

    @Test
    void aChallengerChallengesTheirs() throws Exception {
      twoChampions();
      AtRecord.hook("cats/3/0", this::rollBack);

      publishChallenger();

      assertThat(current()).extracting("champion", "challenger").containsExactly(1, 3);
    }

    @Test
    void inTheLastMomentAChallengerDoesSoToo() throws Exception {
      twoChampions();
      AtRecord.hook("cats", this::rollBack);

      publishChallenger();

      assertThat(current()).extracting("champion", "challenger").containsExactly(1, 3);
      assertThat(current().getFormerChampions()).isEmpty();
    }

    @Test
    void aReleaseOfAnotherModelIsNoneOfThese() throws Exception {
      twoChampions();
      publish("dogs", ONE_PART);
      AtRecord.hook("cats", () -> release(releases -> releases.promote("dogs", 1, "you", "first")));

      publishChampion();

      assertThat(current().getChampion()).isEqualTo(3);
    }

    private void twoChampions() throws IOException {
      ModelTopicTest.this.publishChampion("cats");
      ModelTopicTest.this.publishChampion("cats");
    }

    private void publishChampion() throws IOException {
      publisher(AtRecord.config(config))
          .publishChampion(Samples.draft("cats"), Samples.savedModel(temp, ONE_PART), "me", "new");
    }

    private void publishChallenger() throws IOException {
      publisher(AtRecord.config(config))
          .publishChallenger(
              Samples.draft("cats"), Samples.savedModel(temp, ONE_PART), "me", "new");
    }

    private void rollBack() {
      release(releases -> releases.rollback("cats", "you", "an alarm"));
    }

    private void release(Consumer<ModelReleases> how) {
      try (ModelCatalogue own = new ModelCatalogue(config, registry, Optional.empty());
          ModelReleases releases =
              new ModelReleases(config, registry, own, Clock.fixed(NOW, ZoneOffset.UTC))) {
        how.accept(releases);
      }
    }

    private ModelRelease current() {
      try (ModelReleases releases = releases()) {
        return releases.current("cats").orElseThrow();
      }
    }
  }

  @Nested
  class WhenAChallengerIsPublished {
    @Test
    void theChampionStaysAndTheReasonIsOnTheRelease() throws Exception {
      publishChampion("cats");

      ModelManifest challenger = publishChallenger("cats");

      assertThat(challenger.getVersion()).isEqualTo(2);
      assertThat(versions()).containsExactly("cats/1", "cats/2");
      try (ModelReleases releases = releases()) {
        assertThat(releases.current("cats"))
            .contains(new ModelRelease("cats", 1, 2, "trainer", "no better", NOW, List.of()));
      }
    }

    @Test
    void itTakesThePlaceOfTheOneBefore() throws Exception {
      publishChampion("cats");
      publishChampion("cats");
      publishChallenger("cats");
      publishChallenger("cats");

      try (ModelReleases releases = releases()) {
        ModelRelease release = releases.current("cats").orElseThrow();
        assertThat(release.getChampion()).isEqualTo(2);
        assertThat(release.getChallenger()).isEqualTo(4);
        assertThat(release.getFormerChampions()).containsExactly(1);
      }
    }

    @Test
    void withoutAnyReleaseItIsRefusedAndNothingIsPublished() throws Exception {
      publish("cats", ONE_PART);

      assertThatThrownBy(() -> publishChallenger("cats"))
          .isInstanceOf(ReleaseRefusedException.class)
          .hasMessageContaining("cats has no champion that cats/2 could challenge");

      assertThat(versions()).containsExactly("cats/1");
      assertThat(publish("cats", ONE_PART).getVersion()).isEqualTo(2);
    }

    @Test
    void whatFailsHalfwayLeavesTheReleaseAsItWas() throws Exception {
      publishChampion("cats");
      AtRecord.hook(
          "cats/2/0",
          () -> {
            throw new IllegalStateException("pulled the plug");
          });

      assertThatThrownBy(
              () ->
                  publisher(AtRecord.config(config))
                      .publishChallenger(
                          Samples.draft("cats"), Samples.savedModel(temp, ONE_PART), "me", "new"))
          .isInstanceOf(ModelPublishException.class);

      try (ModelReleases releases = releases()) {
        assertThat(releases.current("cats").orElseThrow().getChallenger()).isNull();
      }
    }
  }

  private ModelManifest publishChampion(String name) throws IOException {
    return publisher()
        .publishChampion(
            Samples.draft(name), Samples.savedModel(temp, ONE_PART), "trainer", "trained");
  }

  private ModelManifest publishChallenger(String name) throws IOException {
    return publisher()
        .publishChallenger(
            Samples.draft(name), Samples.savedModel(temp, ONE_PART), "trainer", "no better");
  }

  private ModelPublisher publisher() {
    return publisher(config);
  }

  private ModelPublisher publisher(Map<String, Object> settings) {
    return new ModelPublisher(
        settings, registry, Optional.empty(), new ModelArchive(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private ModelReleases releases() {
    return new ModelReleases(config, registry, catalogue, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private ModelManifest publish(String name, int weightBytes) {
    try {
      return publisher().publish(Samples.draft(name), Samples.savedModel(temp, weightBytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private List<String> versions() {
    return catalogue.manifests().stream().map(model -> model.id().toString()).toList();
  }

  private int manifestBytes(ModelManifest manifest) {
    return record(manifest.getName(), manifest.getVersion(), -1, null, manifest).length;
  }

  private byte[] record(String name, int version, int part, byte[] data, ModelManifest manifest) {
    ByteBuffer buffer = data == null ? null : ByteBuffer.wrap(data);
    return new AvroSerde<>(ModelPart.class, registry, config)
        .serializer()
        .serialize(Topics.MODELS.name(), new ModelPart(name, version, part, buffer, manifest));
  }

  private void sendModel(ModelManifest manifest, byte[]... parts) throws Exception {
    send("cats/1/manifest", record("cats", 1, -1, null, manifest));
    for (int i = 0; i < parts.length; i++) {
      send("cats/1/" + i, record("cats", 1, i, parts[i], null));
    }
  }

  private void send(String key, byte[] value) throws Exception {
    try (Producer<String, byte[]> producer = plain()) {
      producer.send(new ProducerRecord<>(Topics.MODELS.name(), key, value)).get();
    }
  }

  /** The value of the last record with a key on the topic of models. */
  private byte[] lastOf(String key) {
    byte[] last = null;
    try (PartitionReader reader =
        new PartitionReader(Topics.MODELS, config, IsolationLevel.READ_COMMITTED, 1 << 20)) {
      long end = reader.end();
      reader.seek(0);
      for (ConsumerRecord<String, byte[]> record; (record = reader.next(end)) != null; ) {
        last = key.equals(record.key()) ? record.value() : last;
      }
    }
    return last;
  }

  private Producer<String, byte[]> plain() {
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private Producer<String, byte[]> transactional(String id) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put("transactional.id", "test-" + id);
    Producer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static byte[] concat(byte[] head, byte[] tail) {
    byte[] whole = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, whole, head.length, tail.length);
    return whole;
  }
}
