package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.AlertState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowFrameTest {
  private final Watched watched = new Watched();
  private final WatchedWindows windows = watched.windows;

  @Test
  void aVersionIsARowTheNewestFirst() {
    windows.add(Windows.labelled(3, -240, 120).build());
    windows.add(Windows.labelled(3, -180, 135).build());
    windows.add(Windows.labelled(3, 60, 150).build());
    windows.add(Windows.unlabelled(4, 60).build());

    assertThat(WindowFrame.of(windows, false, 79, 24))
        .startsWith(
            "model      until (UTC)  images  labelled  accuracy  change  macro F1  held out",
            "cifar10/4     12:06:00      10      0.0%         -       -         -     91.0%",
            "cifar10/3     12:02:00   1,000     15.0%     90.0%   +10.0     0.900     91.0%");
  }

  @Test
  void windowsOfTwoLengthsOrApplicationsAreToldApart() {
    windows.add(Windows.labelled(3, 0, 140).build());
    windows.add(Windows.labelled(3, 0, 140).setWindowEnd(Windows.NOON.plusSeconds(10)).build());
    windows.add(Windows.labelled(4, 0, 140).build());
    windows.add(Windows.labelled(4, 0, 140).setApplication("trial-metrics").build());

    assertThat(WindowFrame.of(windows, false, 119, 24))
        .anySatisfy(line -> assertThat(line).startsWith("cifar10/3 10s "))
        .anySatisfy(line -> assertThat(line).startsWith("cifar10/3 5m "))
        .anySatisfy(line -> assertThat(line).startsWith("cifar10/4 trial "))
        .contains("cifar10/3 5m");
    assertThat(WindowFrame.of(windows, false, 79, 24))
        .anySatisfy(line -> assertThat(line).startsWith("…r10/3 10s "))
        .anySatisfy(line -> assertThat(line).startsWith("…0/4 trial "));
  }

  @Test
  void aLongNameLeavesRoomForTheFigures() {
    windows.add(Windows.labelled(12, 0, 140).setModelName("pictures-of-pets").build());

    List<String> frame = WindowFrame.of(windows, false, 79, 24);

    assertThat(frame).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(79));
    assertThat(frame.get(1)).startsWith("…f-pets/12").endsWith("91.0%");
  }

  @Test
  void theMatrixIsThatOfTheLatestImages() {
    windows.add(Windows.labelled(3, 0, 140).build());
    windows.add(Windows.unlabelled(4, -240).build());

    assertThat(WindowFrame.of(windows, true, 79, 24))
        .endsWith(
            "",
            "actual \\ predicted    cat  automobile  recall",
            "cat                    40          10   0.800",
            "automobile              .         100   1.000",
            "precision           1.000       0.909");
  }

  @Test
  void theFiguresOfDriftStandBelowTheTable() {
    windows.add(Watched.drifted(Windows.labelled(3, -300, 120)));
    windows.add(Watched.drifted(Windows.labelled(3, 0, 140)));

    assertThat(WindowFrame.of(windows, false, 79, 24))
        .endsWith(
            "No alarm stands.",
            "",
            "cifar10/3",
            "  accuracy     93.3%  [88.2 to 96.3%]  150 of 1,000 labelled after 5.2s",
            "  last 1,000   86.7%  [82.4 to 90.1%]  300 labels since 11:55:00",
            "  estimated    75.0%  [72.3 to 77.7%]  without labels",
            "  held out     91.0%",
            "  PSI         classes 0.275  brightness 0.879")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(79));
  }

  @Test
  void ofFewImagesThereIsNoPsiForItWouldBeLargeByChance() {
    for (long predictions : new long[] {99, 100}) {
      windows.add(
          Watched.drifted(
              Windows.labelled(3, 0, 140)
                  .setPredictions(predictions)
                  .setLabelled(90)
                  .setCorrect(80)));

      assertThat(WindowFrame.of(windows, false, 79, 24).stream().anyMatch(l -> l.contains("PSI")))
          .isEqualTo(predictions == 100);
    }
  }

  @Test
  void alarmsThatStandAreSaidAndThoseThatWereClearedAreNot() {
    windows.add(Windows.labelled(3, 0, 140).build());
    watched.tell(3, "brightness", AlertState.RAISED);
    watched.tell(2, "recall", AlertState.RAISED);
    watched.tell(2, "recall", AlertState.CLEARED);

    assertThat(WindowFrame.of(windows, true, 79, 24))
        .filteredOn(line -> line.startsWith("▲"))
        .containsExactly(
            "▲ cifar10/3  since 12:01:10  brightness 0 to 32.5 in 61.3% of images, was 10.0%");
  }

  @Test
  void ofTheLatestVersionAsManyFiguresAreShownAsThereIsRoomFor() {
    windows.add(Windows.labelled(3, 0, 140).build());
    windows.add(Windows.labelled(2, -300, 140).build());

    assertThat(WindowFrame.of(windows, true, 79, 13))
        .hasSize(13)
        .containsSubsequence(
            "No alarm stands.",
            "",
            "cifar10/3",
            "  accuracy     93.3%  [88.2 to 96.3%]  150 of 1,000 labelled after 5.2s",
            "")
        .doesNotContain("cifar10/2");
  }

  @Test
  void tooFewLabelsAreNoAccuracy() {
    windows.add(
        Windows.labelled(3, 0, 100).setLabelled(20).setCorrect(20).setAccuracy(1.0).build());

    assertThat(WindowFrame.of(windows, false, 79, 24))
        .anyMatch(line -> line.matches("cifar10/3 .* 15.0% +- +- +- +91.0%"))
        .anyMatch(line -> line.matches(" +accuracy +- +20 of 1,000 labelled after 5.2s"));
  }

  @Test
  void withoutRoomTheMatrixThatWasAskedForGoesFirst() {
    windows.add(Windows.labelled(3, 0, 140).build());

    assertThat(WindowFrame.of(windows, true, 79, 7))
        .hasSize(7)
        .anyMatch(line -> line.startsWith("precision"))
        .noneMatch(line -> line.startsWith("cifar10/3") && line.endsWith("3"));
  }

  @Test
  void versionsWithoutRoomAreCounted() {
    IntStream.rangeClosed(1, 40)
        .forEach(version -> windows.add(Windows.labelled(version, 0, 140).build()));

    List<String> frame = WindowFrame.of(windows, true, 79, 24);

    assertThat(frame).hasSizeLessThanOrEqualTo(24).anyMatch(line -> line.startsWith("and 35 more"));
    assertThat(frame.get(1)).startsWith("cifar10/40");
  }

  @Test
  void withoutAWindowItSaysThatItWaits() {
    assertThat(WindowFrame.of(windows, true, 79, 24))
        .containsExactly("Waiting for the first window …");
  }
}
