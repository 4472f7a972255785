package dev.sightline.models.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Ed25519 keys from PEM files, as {@code openssl genpkey -algorithm ed25519} writes them. */
final class Ed25519Pem {
  static final String ALGORITHM = "Ed25519";

  private Ed25519Pem() {}

  /**
   * @throws IllegalArgumentException when the file holds no PKCS#8 Ed25519 key
   */
  static PrivateKey privateKey(Path file) {
    try {
      byte[] encoded = block(file, "PRIVATE KEY");
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException wrong) {
      throw new IllegalArgumentException(
          "key file " + file + ": expected an Ed25519 private key (PKCS#8)", wrong);
    }
  }

  /**
   * @throws IllegalArgumentException when the file holds no X.509 Ed25519 key
   */
  static PublicKey publicKey(Path file) {
    try {
      byte[] encoded = block(file, "PUBLIC KEY");
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException wrong) {
      throw new IllegalArgumentException(
          "key file " + file + ": expected an Ed25519 public key (X.509)", wrong);
    }
  }

  private static byte[] block(Path file, String label) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      Matcher block =
          Pattern.compile("-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----")
              .matcher(pem);
      if (!block.find()) {
        throw new IllegalArgumentException(
            "key file " + file + ": expected a PEM block '" + label + "', found none");
      }
      return Base64.getMimeDecoder().decode(block.group(1));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("key file " + file + " can't be read", unreadable);
    }
  }
}
