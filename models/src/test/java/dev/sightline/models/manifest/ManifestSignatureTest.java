package dev.sightline.models.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.publish.Samples;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ConfusionCell;
import dev.sightline.schemas.ModelManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestSignatureTest {
  private KeyPair mine;
  private KeyPair other;
  private ModelManifest manifest;

  @BeforeEach
  void setUp() throws GeneralSecurityException {
    mine = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    manifest =
        Samples.draft("cats")
            .setVersion(1)
            .setArchive(new Checksum("ab", 2L))
            .setParts(List.of(new Checksum("ab", 2L)))
            .build();
  }

  @Nested
  class WhenAManifestIsSigned {
    @Test
    void aVerifierThatTrustsTheKeyLetsItPass() {
      ModelManifest signed = new ManifestSigner(mine.getPrivate()).sign(manifest);

      assertThatCode(() -> verifier(other, mine).verify(signed)).doesNotThrowAnyException();
    }

    @Test
    void itPassesWhateverTheOrderOfTheEntriesOfItsMap() {
      // Two keys of one hash, so that every copy keeps the order in which they came.
      ModelManifest written = withSettings("Aa", "BB");
      ModelManifest read = withSettings("BB", "Aa");
      read.setSignature(new ManifestSigner(mine.getPrivate()).sign(written).getSignature());

      assertThatCode(() -> verifier(mine).verify(read)).doesNotThrowAnyException();
    }

    @Test
    void itPassesNoVerifierThatTrustsOthersOnly() {
      ModelManifest signed = new ManifestSigner(mine.getPrivate()).sign(manifest);

      assertThatThrownBy(() -> verifier(other).verify(signed))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("model cats/1: none of the 1 trusted keys");
    }

    @Test
    void anyChangeAfterwardsIsSeen() {
      ModelManifest signed = new ManifestSigner(mine.getPrivate()).sign(manifest);
      List<ModelManifest> changed =
          List.of(
              ModelManifest.newBuilder(signed).setVersion(2).build(),
              ModelManifest.newBuilder(signed).setLabels(List.of("dog", "cat")).build(),
              ModelManifest.newBuilder(signed).setArchive(new Checksum("ac", 2L)).build());

      assertThat(changed)
          .allSatisfy(
              forged ->
                  assertThatThrownBy(() -> verifier(mine).verify(forged))
                      .isInstanceOf(ModelRejectedException.class));
    }

    @Test
    void whatLaterVersionsAddIsSignedToo() {
      ModelManifest signed = new ManifestSigner(mine.getPrivate()).sign(manifest);
      ConfusionCell cell = new ConfusionCell(0, 1, 2L);
      ModelManifest withCells =
          new ManifestSigner(mine.getPrivate())
              .sign(ModelManifest.newBuilder(manifest).setConfusionCells(List.of(cell)).build());

      assertThatCode(() -> verifier(mine).verify(withCells)).doesNotThrowAnyException();
      assertThat(
              List.of(
                  ModelManifest.newBuilder(signed).setConfusionCells(List.of(cell)).build(),
                  ModelManifest.newBuilder(signed).setConfusionCells(List.of()).build(),
                  ModelManifest.newBuilder(signed).setEncodedGoldenImages(List.of()).build(),
                  ModelManifest.newBuilder(signed).setImageReference(List.of()).build(),
                  ModelManifest.newBuilder(withCells).setConfusionCells(null).build()))
          .allSatisfy(
              forged ->
                  assertThatThrownBy(() -> verifier(mine).verify(forged))
                      .isInstanceOf(ModelRejectedException.class));
    }

    @Test
    void aSignatureOfTheWrongLengthIsRejected() {
      ModelManifest forged =
          ModelManifest.newBuilder(manifest).setSignature(ByteBuffer.wrap(new byte[3])).build();

      assertThatThrownBy(() -> verifier(mine).verify(forged))
          .isInstanceOf(ModelRejectedException.class);
    }
  }

  @Test
  void anUnsignedManifestIsRejected() {
    assertThatThrownBy(() -> verifier(mine).verify(manifest))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("found an unsigned one");
  }

  @Test
  void aVerifierThatTrustsNobodyIsAMistake() {
    assertThatThrownBy(() -> new ManifestVerifier(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class WhenKeysComeFromPemFiles {
    // The key pair of RFC 8410, section 10.
    private static final String PRIVATE =
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """;
    private static final String PUBLIC =
        """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----
        """;

    @TempDir Path temp;

    @Test
    void whatOneSignsTheOtherVerifies() throws IOException {
      Path secret = Files.writeString(temp.resolve("secret.pem"), PRIVATE);
      Path open = Files.writeString(temp.resolve("open.pem"), PUBLIC);

      ModelManifest signed = ManifestSigner.fromPem(secret).sign(manifest);

      assertThatCode(() -> ManifestVerifier.fromPem(List.of(open)).verify(signed))
          .doesNotThrowAnyException();
    }

    /** By the code that knew no more fields than {@code goldenImages}; Ed25519 draws no lots. */
    @Test
    void theSignatureIsThatOfTheVersionBefore() throws IOException {
      Path secret = Files.writeString(temp.resolve("secret.pem"), PRIVATE);

      assertThat(ManifestSigner.fromPem(secret).sign(manifest).getSignature().array())
          .asHexString()
          .isEqualToIgnoringCase(
              "d96746d1f14a2727538262aa251eb0e0f8db14beb09d57b11581ed528d7cec61"
                  + "6a157b74c6c7c4bfa644ad56a9770be47629d2171d00a6d3f06fa3d2a65be201");
    }

    @Test
    void theWrongKindOfFileIsNamed() throws IOException {
      Path open = Files.writeString(temp.resolve("open.pem"), PUBLIC);

      assertThatThrownBy(() -> ManifestSigner.fromPem(open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("open.pem: expected a PEM block 'PRIVATE KEY'");
    }

    @Test
    void damagedContentIsNamed() throws IOException {
      Path file = Files.writeString(temp.resolve("open.pem"), PUBLIC.replace("MCow", "MCox"));

      assertThatThrownBy(() -> ManifestVerifier.fromPem(List.of(file)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("open.pem: expected an Ed25519 public key");
    }
  }

  private ModelManifest withSettings(String... keys) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : keys) {
      settings.put(key, "value of " + key);
    }
    ModelManifest changed = ModelManifest.newBuilder(manifest).build();
    changed.getTraining().setSettings(settings);
    return changed;
  }

  private static ManifestVerifier verifier(KeyPair... trusted) {
    return new ManifestVerifier(List.of(trusted).stream().map(KeyPair::getPublic).toList());
  }
}
