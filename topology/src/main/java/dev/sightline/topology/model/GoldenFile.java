package dev.sightline.topology.model;

import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoded;
import dev.sightline.images.Decoding;
import dev.sightline.images.ImageDecoder;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.EncodedGoldenImage;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A manifest's golden images, whichever form they have, with raw pixels. Pure functions. */
final class GoldenFile {
  private GoldenFile() {}

  /** The raw ones, then the files, each decoded when the stream comes to it. */
  static Stream<GoldenImage> all(ModelManifest manifest) {
    List<EncodedGoldenImage> files =
        manifest.getEncodedGoldenImages() == null ? List.of() : manifest.getEncodedGoldenImages();
    return Stream.concat(
        manifest.getGoldenImages().stream(),
        IntStream.range(0, files.size())
            .mapToObj(i -> decoded(manifest.getInput(), i, files.get(i))));
  }

  private static GoldenImage decoded(ImageInput input, int number, EncodedGoldenImage image) {
    byte[] file = new byte[image.getContent().remaining()];
    image.getContent().duplicate().get(file);
    int height = input.getHeight();
    int width = input.getWidth();
    DecodeLimits limits = new DecodeLimits(Math.max(1, file.length), (long) height * width);
    try (ImageDecoder decoder = new ImageDecoder(height, width, ResizeMethod.AREA, limits)) {
      byte[] pixels = new byte[decoder.imageBytes()];
      Decoding decoding = decoder.decodeFile(file, pixels, 0);
      boolean asItIs =
          decoding instanceof Decoded whole && whole.height() == height && whole.width() == width;
      if (!asItIs) {
        throw new ModelRejectedException(
            "encoded golden image %d: expected a file of %dx%d pixels, found %s"
                .formatted(number, height, width, decoding));
      }
      return new GoldenImage(ByteBuffer.wrap(pixels), image.getProbabilities());
    }
  }
}
