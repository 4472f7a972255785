package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.DataSetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A checksum in the making, read out as lower-case hexadecimal. For one thread. */
final class Digest {
  private final MessageDigest digest;

  private Digest(String algorithm) {
    try {
      this.digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has " + algorithm, missing);
    }
  }

  static Digest sha256() {
    return new Digest("SHA-256");
  }

  static Digest md5() {
    return new Digest("MD5");
  }

  Digest add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /**
   * @throws DataSetException when the file cannot be read
   */
  Digest add(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return this;
    } catch (IOException unreadable) {
      throw new DataSetException(file + ": cannot be read: " + unreadable, unreadable);
    }
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
