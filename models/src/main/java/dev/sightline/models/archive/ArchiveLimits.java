package dev.sightline.models.archive;

/**
 * What an archive may hold. Against archives that are made to fill a disk; a model that needs more
 * is read by those who are configured to.
 *
 * @param maxEntries files and folders; 10 000 by default
 * @param maxUnpackedBytes all files together; 4 GiB by default
 * @param maxRatio unpacked bytes for each byte of the archive; 200 by default: weights compress to
 *     about nine tenths, folders with zeroed optimiser slots to a tenth, a bomb to a thousandth
 */
public record ArchiveLimits(int maxEntries, long maxUnpackedBytes, int maxRatio) {
  public static final ArchiveLimits DEFAULT = new ArchiveLimits(10_000, 4L << 30, 200);

  /**
   * @throws IllegalArgumentException when a limit is below 1
   */
  public ArchiveLimits {
    if (maxEntries < 1 || maxUnpackedBytes < 1 || maxRatio < 1) {
      throw new IllegalArgumentException(
          "archive limits: expected all from 1, got maxEntries %d, maxUnpackedBytes %d, maxRatio %d"
              .formatted(maxEntries, maxUnpackedBytes, maxRatio));
    }
  }
}
