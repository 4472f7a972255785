package dev.sightline.models.archive;

import dev.sightline.models.ModelRejectedException;

/** What an archive holds so far, against its limits. For one thread. */
final class UnpackedSize {
  private final ArchiveLimits limits;
  private int entries;
  private long bytes;

  UnpackedSize(ArchiveLimits limits) {
    this.limits = limits;
  }

  void addEntry() {
    if (++entries > limits.maxEntries()) {
      throw new ModelRejectedException(
          "archive: expected at most " + limits.maxEntries() + " entries, found more");
    }
  }

  void addBytes(long count) {
    bytes += count;
    if (bytes > limits.maxUnpackedBytes()) {
      throw new ModelRejectedException(
          "archive: expected at most "
              + limits.maxUnpackedBytes()
              + " unpacked bytes, found "
              + bytes
              + " or more");
    }
  }

  void checkRatio(long archiveBytes) {
    if (bytes / limits.maxRatio() > archiveBytes) {
      throw new ModelRejectedException(
          "archive of %d bytes: expected at most %d times as many unpacked, found %d or more"
              .formatted(archiveBytes, limits.maxRatio(), bytes));
    }
  }
}
