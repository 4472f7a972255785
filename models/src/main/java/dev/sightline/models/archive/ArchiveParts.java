package dev.sightline.models.archive;

import dev.sightline.schemas.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The checksums of an archive and of its parts. Every part has {@link #PART_BYTES}, the last one
 * what is left; there is at least one.
 */
public record ArchiveParts(Checksum archive, List<Checksum> parts) {
  /** 512 KiB: with its key and headers a part fits a broker's default limits twice over. */
  public static final int PART_BYTES = 512 * 1024;

  /** What to do with each part, in order. */
  public interface Visitor {
    void part(int index, byte[] data);
  }

  public static ArchiveParts of(Path archive) throws IOException {
    Sha256 whole = new Sha256();
    List<Checksum> parts = new ArrayList<>();
    forEach(
        archive,
        (index, data) -> {
          whole.add(data);
          parts.add(Sha256.of(data));
        });
    return new ArchiveParts(whole.checksum(), parts);
  }

  /** Streams an archive's parts; one is in memory at a time, unless the visitor keeps them. */
  public static void forEach(Path archive, Visitor visitor) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      int index = 0;
      for (byte[] data; (data = in.readNBytes(PART_BYTES)).length > 0; index++) {
        visitor.part(index, data);
      }
    }
  }
}
