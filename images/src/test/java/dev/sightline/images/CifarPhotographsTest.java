package dev.sightline.images;

import static dev.sightline.images.Pictures.event;
import static dev.sightline.images.Pictures.read;
import static dev.sightline.images.Pictures.rgb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.schemas.ResizeMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class CifarPhotographsTest {

  @Test
  void photographsHaveTheColoursOfGetRgb() throws IOException {
    try (ZipFile zip = new ZipFile(archive().toFile());
        ImageDecoder decoder = new ImageDecoder(32, 32, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
      List<? extends ZipEntry> photographs =
          zip.stream().filter(e -> e.getName().endsWith(".jpg")).collect(Collectors.toList());
      byte[] pixels = new byte[decoder.imageBytes()];
      for (int i = 0; i < 1000; i++) {
        ZipEntry entry = photographs.get(i * (photographs.size() / 1000));
        byte[] file = zip.getInputStream(entry).readAllBytes();

        assertThat(decoder.decode(event(file), pixels, 0))
            .as(entry.getName())
            .isEqualTo(new Decoded(ImageFormat.JPEG, 32, 32));
        assertThat(pixels).as(entry.getName()).isEqualTo(rgb(read(file)));
      }
    }
  }

  private static Path archive() {
    List<Path> found =
        Stream.of("../../shared/data", "../shared/data")
            .map(folder -> Path.of(folder, "cifar10-jpeg.zip"))
            .filter(Files::isReadable)
            .toList();
    assumeTrue(!found.isEmpty(), "skipped: ../shared/data is not there");
    return found.get(0);
  }
}
