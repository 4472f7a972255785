package dev.sightline.models.manifest;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ModelManifest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;

/**
 * Lets only manifests pass that one of the trusted keys has signed. Who wants no signatures has no
 * verifier. Safe for use by several threads.
 */
public final class ManifestVerifier {
  private final List<PublicKey> trusted;

  /**
   * @param trusted Ed25519 keys, at least one
   * @throws IllegalArgumentException when there is none
   */
  public ManifestVerifier(List<PublicKey> trusted) {
    if (trusted.isEmpty()) {
      throw new IllegalArgumentException(
          "a manifest verifier: expected at least one trusted key, got none");
    }
    this.trusted = List.copyOf(trusted);
  }

  /**
   * A verifier with the keys of X.509 PEM files, one each.
   *
   * @throws IllegalArgumentException when a file holds no such key
   * @throws java.io.UncheckedIOException when it can't be read
   */
  public static ManifestVerifier fromPem(List<Path> files) {
    return new ManifestVerifier(files.stream().map(Ed25519Pem::publicKey).toList());
  }

  /**
   * Checks a manifest's signature.
   *
   * @throws ModelRejectedException when it is unsigned, or no trusted key made the signature
   */
  public void verify(ModelManifest manifest) {
    String model = "model " + manifest.getName() + "/" + manifest.getVersion();
    if (manifest.getSignature() == null) {
      throw new ModelRejectedException(
          model + ": expected a manifest signed by a trusted key, found an unsigned one");
    }
    byte[] signed = ManifestBytes.unsigned(manifest);
    byte[] signature = bytes(manifest.getSignature());
    if (trusted.stream().noneMatch(key -> made(key, signature, signed))) {
      throw new ModelRejectedException(
          model
              + ": none of the "
              + trusted.size()
              + " trusted keys made the manifest's signature, or the manifest was changed after");
    }
  }

  private static boolean made(PublicKey key, byte[] signature, byte[] signed) {
    try {
      Signature check = Signature.getInstance(Ed25519Pem.ALGORITHM);
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (SignatureException malformed) {
      return false; // not the length or the shape of a signature: nobody made it
    } catch (InvalidKeyException wrong) {
      throw new IllegalArgumentException(
          "a trusted key: expected an Ed25519 public key, got " + key.getAlgorithm(), wrong);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", impossible);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
