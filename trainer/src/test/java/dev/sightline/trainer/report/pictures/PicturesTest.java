package dev.sightline.trainer.report.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.report.FabricatedRuns;
import dev.sightline.trainer.report.Numbers;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PicturesTest {
  @Nested
  class WhenImagesAreSmall {
    /** Left pixel red, right pixel blue: each becomes a square of 112 pixels. */
    private static final byte[] RED_BLUE = {-1, 0, 0, 0, 0, -1};

    private final Picture grid =
        ImageGrid.of(
            new ImageSize(1, 2),
            List.of(Tile.sample(RED_BLUE, "cat"), Tile.prediction(RED_BLUE, "dog", 0.5, "frog")),
            "");

    @Test
    void eachPixelIsASquareWithSharpEdges() {
      // The first column's middle is 10 + 66 points from the left.
      int middle = (10 + 66) * 2;
      assertThat(color(grid, middle - 1, 30)).isEqualTo(Color.RED);
      assertThat(color(grid, middle, 30)).isEqualTo(Color.BLUE);
      assertThat(color(grid, middle - 111, 30)).isEqualTo(Color.RED);
      assertThat(color(grid, middle - 114, 30)).isEqualTo(Color.WHITE);
      assertThat(color(grid, middle + 111, 30)).isEqualTo(Color.BLUE);
    }

    @Test
    void aMistakeHasARedFrameAndAHitHasNone() {
      int second = (10 + 132 + 66) * 2;
      assertThat(color(grid, second - 114, 30)).isEqualTo(Palette.MISS);
      assertThat(color(grid, second + 113, 30)).isEqualTo(Palette.MISS);
      assertThat(count(grid, 0, second - 132, Palette.MISS)).isZero();
    }
  }

  @Nested
  class WhenThereAre25Images {
    @Test
    void theGridHasFiveRowsOfFive() {
      byte[] black = new byte[32 * 32 * 3];
      Picture grid =
          ImageGrid.of(ImageSize.CIFAR, Collections.nCopies(25, Tile.sample(black, "cat")), "");

      assertThat(grid.width()).isEqualTo(5 * 132 + 20);
      assertThat(grid.image().getWidth()).isEqualTo(grid.width() * 2);
      for (int i = 0; i < 25; i++) {
        int x = (10 + (i % 5) * 132 + 66) * 2;
        int y = (10 + (i / 5) * (112 + 15 + 20) + 56) * 2;
        assertThat(color(grid, x, y)).as("tile %d", i).isEqualTo(Color.BLACK);
      }
    }
  }

  @Nested
  class WhenImagesAreLarge {
    @Test
    void theyAreMadeToFitTheirColumn() {
      ImageSize size = new ImageSize(300, 1_000);
      byte[] black = new byte[size.bytes()];
      Picture grid = ImageGrid.of(size, List.of(Tile.sample(black, "cat")), "");

      assertThat(grid.width()).isEqualTo(680);
      assertThat(grid.height()).isLessThan(100);
      assertThat(color(grid, (10 + 66) * 2, (10 + 15) * 2)).isEqualTo(Color.BLACK);
    }
  }

  @Nested
  class WhenAConfusionMatrixIsDrawn {
    @Test
    void rightIsBlueAndWrongIsOrangeByTheShareOfTheRow() {
      Picture picture =
          ConfusionMatrixPicture.of(
              new ConfusionMatrix(List.of("a", "b"), new long[] {0, 50, 0, 1_000}));
      BufferedImage image = picture.image();
      int cell = 100 * 2;
      int right = image.getWidth() - 12 * 2;

      // The corners of cells, where no number is.
      assertThat(color(picture, right - 4, 12 * 2 + cell + 4)).isEqualTo(Palette.BLUE);
      assertThat(color(picture, right - 4, 12 * 2 + 4)).isEqualTo(Palette.ORANGE);
      assertThat(color(picture, right - 4 - cell, 12 * 2 + 4)).isEqualTo(Color.WHITE);
    }

    @Test
    void countsAreInTheCells() {
      long[] counts = new long[100];
      Arrays.fill(counts, 888);
      List<String> names = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
      Picture with = ConfusionMatrixPicture.of(new ConfusionMatrix(names, counts));

      assertThat(with.width()).isBetween(480, 640);
      int right = with.image().getWidth() - 12 * 2;
      // The cell in the upper right corner: paper and ink besides its own colour.
      long colours =
          IntStream.range(right - 96, right)
              .flatMap(x -> IntStream.range(24, 24 + 96).map(y -> with.image().getRGB(x, y)))
              .distinct()
              .count();
      assertThat(colours).isGreaterThan(3);
    }

    @Test
    void aThousandClassesStillFitAPicture() {
      List<String> names = IntStream.range(0, 1_000).mapToObj(i -> "class " + i).toList();
      Picture picture = ConfusionMatrixPicture.of(new ConfusionMatrix(names));

      assertThat(picture.width()).isLessThan(2_100);
    }

    @Test
    void oneClassIsNoError() {
      Picture picture =
          ConfusionMatrixPicture.of(new ConfusionMatrix(List.of("only"), new long[] {3}));

      assertThat(picture.width()).isGreaterThan(100);
    }
  }

  @Nested
  class WhenCurvesAreDrawn {
    @Test
    void bothAreThereInTheirColours() {
      Picture picture = CurvePicture.accuracy(FabricatedRuns.history(20));

      assertThat(picture.width()).isEqualTo(480);
      assertThat(count(picture, 0, 960, Palette.BLUE)).isGreaterThan(500);
      assertThat(count(picture, 0, 960, Palette.ORANGE)).isGreaterThan(500);
    }

    @Test
    void oneEpochIsAPointOfEach() {
      Picture picture = CurvePicture.loss(FabricatedRuns.history(1));

      // At the left, where the axis begins and the legend's samples are not.
      assertThat(count(picture, 0, 300, Palette.BLUE)).isGreaterThan(20);
      assertThat(count(picture, 0, 300, Palette.ORANGE)).isGreaterThan(20);
    }
  }

  @Nested
  class WhenReliabilityIsDrawn {
    @Test
    void calibrationAddsACurveAndARowOfCounts() {
      var scored = FabricatedRuns.scored(3, FabricatedRuns.noise(90, 3, 1, 1), 1);
      Reliability before = Reliability.of("uncalibrated", scored.predicted());
      Reliability after =
          Reliability.of("temperature 2", FabricatedRuns.softened(scored, 2).predicted());
      Picture one = ReliabilityPicture.of(List.of(before));
      Picture two = ReliabilityPicture.of(List.of(before, after));

      assertThat(count(one, 0, 1_280, Palette.ORANGE)).isZero();
      assertThat(count(two, 0, 1_280, Palette.ORANGE)).isGreaterThan(1_000);
      assertThat(two.height()).isGreaterThan(one.height() + 100);
      assertThat(two.description()).contains("uncalibrated, ECE ", "temperature 2, ECE ");
    }
  }

  @Nested
  class WhenATextHasLittleRoom {
    private final FontMetrics metrics =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
            .createGraphics()
            .getFontMetrics(Canvas.font(Font.PLAIN, 12));

    @Test
    void itIsCutWithAnEllipsis() {
      String cut = FittedText.of("a name that is far too long", metrics, 60);

      assertThat(cut).startsWith("a na").endsWith("…");
      assertThat(metrics.stringWidth(cut)).isLessThanOrEqualTo(60);
      assertThat(FittedText.of("cat", metrics, 60)).isEqualTo("cat");
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInHalf() {
      String cut = FittedText.of("🐸".repeat(50), metrics, 60);

      assertThat(cut.codePoints().filter(point -> point != '…'))
          .allMatch(point -> point == "🐸".codePointAt(0));
    }

    @Test
    void controlCharactersAreBlanks() {
      assertThat(FittedText.of("a\nb", metrics, 60)).isEqualTo("a b");
    }
  }

  @Nested
  class WhenImagesAreDrawnByLot {
    @Test
    void theSameSeedGivesTheSameOnesAndNoneTwice() {
      int[] drawn = Draw.of(1_000, 25, 7);

      assertThat(drawn).hasSize(25).doesNotHaveDuplicates().isEqualTo(Draw.of(1_000, 25, 7));
      assertThat(drawn).isNotEqualTo(Draw.of(1_000, 25, 8));
      assertThat(Draw.of(3, 25, 7)).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @Nested
  class WhenMistakesAreChosen {
    @Test
    void theMostConfidentComeFirstAndHitsNotAtAll() {
      // Four images of class 0: a hit, and mistakes of 0.6, 0.9 and 0.7.
      ScoredImages scored =
          new ScoredImages(2, new int[4], new float[] {1, 0, .4f, .6f, .1f, .9f, .3f, .7f});

      assertThat(ImageGrids.worstFirst(scored.predicted())).containsExactly(2, 3, 1);
    }
  }

  @Nested
  class WhenAShareIsWritten {
    @Test
    void whatIsNotQuiteAllIsNotCalledAll() {
      assertThat(Numbers.percent(1)).isEqualTo("100 %");
      assertThat(Numbers.percent(0.99999)).isEqualTo("99.9 %");
      assertThat(Numbers.percent(0.123)).isEqualTo("12 %");
    }
  }

  private static Color color(Picture picture, int x, int y) {
    return new Color(picture.image().getRGB(x, y));
  }

  /** Pixels of exactly this colour between two columns. */
  private static long count(Picture picture, int from, int to, Color color) {
    BufferedImage image = picture.image();
    return IntStream.range(from, to)
        .mapToLong(
            x ->
                IntStream.range(0, image.getHeight())
                    .filter(y -> image.getRGB(x, y) == color.getRGB())
                    .count())
        .sum();
  }
}
