package dev.sightline.models.manifest;

import dev.sightline.schemas.ModelManifest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/**
 * Signs manifests with an Ed25519 key. The checksums in the manifest make the signature cover the
 * archive too. Safe for use by several threads.
 *
 * <p>What is signed is the manifest's Avro binary by the schema this build knows, with {@code
 * signature} null, map entries sorted by key and the null fields at its end left out. A field that
 * is added to the schema at its end, null by default, therefore leaves signatures of before valid,
 * and those of manifests that don't use it valid for readers of before.
 */
public final class ManifestSigner {
  private final PrivateKey key;

  public ManifestSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * A signer with the key of a PKCS#8 PEM file.
   *
   * @throws IllegalArgumentException when the file holds no such key
   * @throws java.io.UncheckedIOException when it can't be read
   */
  public static ManifestSigner fromPem(Path file) {
    return new ManifestSigner(Ed25519Pem.privateKey(file));
  }

  /**
   * A signed copy of a manifest; a signature it had is replaced.
   *
   * @throws IllegalArgumentException when the key can't sign Ed25519
   */
  public ModelManifest sign(ModelManifest manifest) {
    try {
      Signature signature = Signature.getInstance(Ed25519Pem.ALGORITHM);
      signature.initSign(key);
      signature.update(ManifestBytes.unsigned(manifest));
      return ModelManifest.newBuilder(manifest)
          .setSignature(ByteBuffer.wrap(signature.sign()))
          .build();
    } catch (GeneralSecurityException wrong) {
      throw new IllegalArgumentException(
          "the signing key: expected an Ed25519 private key, got " + key.getAlgorithm(), wrong);
    }
  }
}
