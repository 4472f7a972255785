package dev.sightline.models.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sightline.models.archive.ArchiveParts;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.EncodedGoldenImage;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.TrustedRecords;
import java.util.List;

/** How much of its one record a manifest takes. Pure functions. */
public final class ManifestSize {
  static {
    TrustedRecords.trust();
  }

  /**
   * The most bytes of a manifest's value and key: what a producer and a broker take by default,
   * less 512 for headers of the record and of its batch, with room to spare.
   */
  public static final int MAX_BYTES = (1 << 20) - 512;

  /** A checksum of a part, its key and the frame of the record, each rounded up. */
  private static final int PART_BYTES = 72;

  private static final int FRAME_BYTES = 1024;

  /** Lengths and ends of a golden image's two parts. */
  private static final int GOLDEN_FRAME_BYTES = 16;

  private ManifestSize() {}

  /**
   * The bytes that are left for what a draft lacks yet, its golden images for instance; below 0
   * when it is too large already.
   *
   * @param draft all but version, archive, parts, signature and golden images
   * @param savedModelBytes the files that the archive will be of: how many parts it may have
   */
  public static long room(ModelManifest.Builder draft, long savedModelBytes) {
    ModelManifest manifest =
        ModelManifest.newBuilder(draft)
            .setVersion(Integer.MAX_VALUE)
            .setArchive(new Checksum("", Long.MAX_VALUE))
            .setParts(List.of())
            .setSignature(null)
            .setGoldenImages(List.of())
            .build();
    long parts = savedModelBytes / ArchiveParts.PART_BYTES + 1;
    return MAX_BYTES
        - FRAME_BYTES
        - parts * PART_BYTES
        - ManifestBytes.unsigned(manifest).length
        - 2L * draft.getName().length();
  }

  /** Where a manifest's bytes go, for messages. */
  public static String told(ModelManifest manifest) {
    return "%d labels of %d bytes, %d golden images of %d, %d cells of the confusion matrix, %d epochs and %d parts in it"
        .formatted(
            manifest.getLabels().size(),
            manifest.getLabels().stream().mapToLong(label -> label.getBytes(UTF_8).length).sum(),
            goldenImages(manifest),
            goldenBytes(manifest),
            cells(manifest),
            manifest.getTraining() == null ? 0 : manifest.getTraining().getHistory().size(),
            manifest.getParts().size());
  }

  private static int goldenImages(ModelManifest manifest) {
    return manifest.getGoldenImages().size() + encoded(manifest).size();
  }

  private static long goldenBytes(ModelManifest manifest) {
    long raw =
        manifest.getGoldenImages().stream()
            .mapToLong(image -> of(image.getPixels().remaining(), image.getProbabilities().size()))
            .sum();
    long files =
        encoded(manifest).stream()
            .mapToLong(image -> of(image.getContent().remaining(), image.getProbabilities().size()))
            .sum();
    return raw + files;
  }

  /**
   * The bytes of a golden image, rounded up.
   *
   * @param contentBytes its pixels, or its file
   */
  public static long of(int contentBytes, int probabilities) {
    return contentBytes + (long) Float.BYTES * probabilities + GOLDEN_FRAME_BYTES;
  }

  private static int cells(ModelManifest manifest) {
    int dense =
        manifest.getEvaluation() == null ? 0 : manifest.getEvaluation().getConfusionMatrix().size();
    return dense + (manifest.getConfusionCells() == null ? 0 : manifest.getConfusionCells().size());
  }

  private static List<EncodedGoldenImage> encoded(ModelManifest manifest) {
    return manifest.getEncodedGoldenImages() == null
        ? List.of()
        : manifest.getEncodedGoldenImages();
  }
}
