package dev.sightline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.fixtures.Pictures;
import dev.sightline.trainer.data.EncodedExample;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuskTest {
  @TempDir Path folder;

  private EncodedExample picture() throws IOException {
    Path file = folder.resolve("red.png");
    Pictures.write(file, new Color(200, 100, 50), 48, 32);
    return new EncodedExample("test/red/red.png", "red", Files.readAllBytes(file));
  }

  @Test
  void theSecondQuarterOfTheImagesIsDarkAndTheRestAsItWas() throws IOException {
    EncodedExample picture = picture();
    List<String> said = new ArrayList<>();
    Dusk dusk = new Dusk(Disturbance.of(OptionalLong.of(8)), said::add);
    List<Boolean> isChanged =
        IntStream.range(0, 8).mapToObj(i -> dusk.apply(picture) != picture).toList();
    assertThat(isChanged).containsExactly(false, false, true, true, false, false, false, false);
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).contains("dark and blurred");
    assertThat(said.get(1)).contains("as they were again");
  }

  @Test
  void aReplayWithoutEndHasItsDuskToo() {
    Disturbance endless = Disturbance.of(OptionalLong.empty());
    assertThat(endless).isEqualTo(new Disturbance(1_000, 2_000));
  }

  @Test
  void ofVeryFewImagesNoneIsDisturbed() throws IOException {
    EncodedExample picture = picture();
    List<String> said = new ArrayList<>();
    Dusk dusk = new Dusk(Disturbance.of(OptionalLong.of(3)), said::add);
    assertThat(IntStream.range(0, 3).mapToObj(i -> dusk.apply(picture)))
        .allMatch(image -> image == picture);
    assertThat(said).isEmpty();
  }

  @Test
  void aDarkenedImageHasItsSizeItsClassAndFourTenthsOfItsLight() throws IOException {
    EncodedExample dark = Darkened.of(picture());
    BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(dark.content()));
    assertThat(dark.label()).isEqualTo("red");
    assertThat(dark.name()).isEqualTo("test/red/red.png");
    assertThat(pixels.getWidth()).isEqualTo(48);
    assertThat(pixels.getHeight()).isEqualTo(32);
    Color middle = new Color(pixels.getRGB(24, 16));
    assertThat(middle.getRed()).isBetween(79, 80);
    assertThat(middle.getGreen()).isBetween(39, 40);
    assertThat(middle.getBlue()).isBetween(19, 20);
  }

  @Test
  void whatCannotBeReadStaysAsItIs() {
    EncodedExample broken =
        new EncodedExample("test/a/b", "a", "no picture".getBytes(StandardCharsets.UTF_8));
    assertThat(Darkened.of(broken)).isSameAs(broken);
  }
}
