package dev.sightline.trainer.publish;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.manifest.ManifestSize;
import dev.sightline.schemas.EncodedGoldenImage;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.PngFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the images that every worker checks a loaded model with: those on which the model is most
 * decided, at most one for each class. A near tie could fall either way in other arithmetic, so it
 * makes no golden image.
 *
 * <p>They may take so much of the manifest's one record, and no more. Raw pixels are written as
 * long as one image of them fits, so that workers of before check them too. Larger images are
 * written as PNG files, and made coarser until they fit as such.
 */
public final class GoldenImages {
  /** How many there are at the most. */
  public static final int COUNT = 8;

  /** How many images are looked at to choose them. */
  public static final int LOOKED_AT = 256;

  /** Half a record: the labels, the matrix and the list of parts want room too. */
  private static final long MOST_BYTES = 512 << 10;

  /** A file may take a quarter of the room, so that there is more than one. */
  private static final int FILES = 4;

  private final ImageClassifier model;
  private final int classes;
  private final long room;

  private GoldenImages(ImageClassifier model, int classes, long room) {
    this.model = model;
    this.classes = classes;
    this.room = room;
  }

  /**
   * Chooses golden images and puts them into the draft of a manifest, which lacks nothing else but
   * what publishing gives it.
   *
   * @param model the exported model, loaded again in float32
   * @param images at least one, of the model's size
   * @param savedModel the folder that is published
   * @throws ModelRejectedException when the manifest has no room for any
   */
  public static void addTo(
      ModelManifest.Builder draft, ImageClassifier model, Examples images, Path savedModel) {
    int classes = draft.getLabels().size();
    long left = ManifestSize.room(draft, FolderSize.bytes(savedModel));
    GoldenImages golden = new GoldenImages(model, classes, Math.min(MOST_BYTES, left));
    List<Decided> decided = MostDecided.of(model, images, classes, COUNT);
    List<GoldenImage> raw = golden.raw(decided);
    draft.setGoldenImages(raw);
    if (raw.isEmpty()) {
      draft.setEncodedGoldenImages(golden.files(decided, images.imageSize()));
      if (draft.getEncodedGoldenImages().isEmpty()) {
        throw new ModelRejectedException(
            "model %s: the manifest has no room for a golden image of %s and %d probabilities: %d bytes are left of %d"
                .formatted(
                    draft.getName(), images.imageSize(), classes, left, ManifestSize.MAX_BYTES));
      }
    }
  }

  private List<GoldenImage> raw(List<Decided> decided) {
    List<GoldenImage> raw = new ArrayList<>();
    long left = room;
    for (Decided image : decided) {
      left -= ManifestSize.of(image.pixels().length, classes);
      if (left >= 0) {
        raw.add(new GoldenImage(ByteBuffer.wrap(image.pixels()), image.row()));
      }
    }
    return raw;
  }

  private List<EncodedGoldenImage> files(List<Decided> decided, ImageSize size) {
    List<EncodedGoldenImage> files = new ArrayList<>();
    long left = room;
    for (Decided image : decided) {
      Optional<EncodedGoldenImage> file = file(image, size, Math.min(left, room / FILES));
      if (file.isPresent()) {
        left -= ManifestSize.of(file.get().getContent().remaining(), classes);
        files.add(file.get());
      }
    }
    return files;
  }

  /** The image in the finest form that fits; none where the model is no longer decided on it. */
  private Optional<EncodedGoldenImage> file(Decided image, ImageSize size, long most) {
    Decided coarse = image;
    for (int block = 1; block <= Math.max(size.height(), size.width()); block *= 2) {
      if (block > 1) {
        byte[] pixels = CoarseImage.of(image.pixels(), size, block);
        coarse = Decided.of(pixels, model.probabilities(pixels, 0, 1), 0, classes);
      }
      byte[] file = PngFile.of(coarse.pixels(), size);
      if (ManifestSize.of(file.length, classes) <= most) {
        return Optional.of(coarse)
            .filter(fits -> fits.margin() >= image.margin() / 2)
            .map(fits -> new EncodedGoldenImage(ByteBuffer.wrap(file), fits.row()));
      }
    }
    return Optional.empty();
  }

  /**
   * An image and what the model says of it.
   *
   * @param row its probabilities
   * @param top the class of the highest
   * @param margin the distance of the two highest
   */
  record Decided(byte[] pixels, List<Float> row, int top, float margin) {
    static Decided of(byte[] pixels, float[] rows, int index, int classes) {
      List<Float> row = new ArrayList<>(classes);
      for (int c = 0; c < classes; c++) {
        row.add(rows[index * classes + c]);
      }
      int top = Argmax.of(rows, index * classes, classes);
      return new Decided(pixels, row, top, MostDecided.margin(rows, index, classes));
    }
  }
}
