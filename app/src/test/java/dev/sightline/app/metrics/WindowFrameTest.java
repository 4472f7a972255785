package dev.sightline.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowFrameTest {
  private final WatchedWindows windows = new WatchedWindows(any -> OptionalDouble.of(0.91));

  @Test
  void aVersionIsARowTheNewestFirst() {
    windows.add(Windows.labelled(3, -240, 120).build());
    windows.add(Windows.labelled(3, -180, 135).build());
    windows.add(Windows.labelled(3, 60, 150).build());
    windows.add(Windows.unlabelled(4, 60).build());

    assertThat(WindowFrame.of(windows.newest(), false, 79, 24))
        .containsExactly(
            "model      until (UTC)  images  labelled  accuracy  change  macro F1  held out",
            "cifar10/4     12:06:00      10      0.0%         -       -         -     91.0%",
            "cifar10/3     12:02:00   1,000     15.0%     90.0%   +10.0     0.900     91.0%");
  }

  @Test
  void aLongNameLeavesRoomForTheFigures() {
    windows.add(Windows.labelled(12, 0, 140).setModelName("pictures-of-pets").build());

    List<String> frame = WindowFrame.of(windows.newest(), false, 79, 24);

    assertThat(frame).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(79));
    assertThat(frame.get(1)).startsWith("…f-pets/12").endsWith("91.0%");
  }

  @Test
  void theMatrixIsThatOfTheLatestImages() {
    windows.add(Windows.labelled(3, 0, 140).build());
    windows.add(Windows.unlabelled(4, -240).build());

    assertThat(WindowFrame.of(windows.newest(), true, 79, 24))
        .hasSize(8)
        .contains("cat                    40          10   0.800");
  }

  @Test
  void versionsWithoutRoomAreCounted() {
    IntStream.rangeClosed(1, 40)
        .forEach(version -> windows.add(Windows.labelled(version, 0, 140).build()));

    List<String> frame = WindowFrame.of(windows.newest(), true, 79, 24);

    assertThat(frame).hasSizeLessThanOrEqualTo(24).anyMatch(line -> line.startsWith("and 35 more"));
    assertThat(frame.get(1)).startsWith("cifar10/40");
  }

  @Test
  void withoutAWindowItSaysThatItWaits() {
    assertThat(WindowFrame.of(List.of(), true, 79, 24))
        .containsExactly("Waiting for the first window …");
  }
}
