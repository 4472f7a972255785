package dev.sightline.models.archive;

import dev.sightline.schemas.Checksum;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 and count of bytes. For one thread. */
public final class Sha256 {
  private final MessageDigest digest = digest();
  private long sizeBytes;

  public static Checksum of(byte[] bytes) {
    Sha256 sum = new Sha256();
    sum.add(bytes);
    return sum.checksum();
  }

  public void add(byte[] bytes) {
    digest.update(bytes);
    sizeBytes += bytes.length;
  }

  /** The checksum of all bytes added; call once. */
  public Checksum checksum() {
    return new Checksum(HexFormat.of().formatHex(digest.digest()), sizeBytes);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
