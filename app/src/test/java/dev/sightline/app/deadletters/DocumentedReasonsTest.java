package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.RejectionReason;
import dev.sightline.topology.scoring.DeadLetterReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of reasons in docs/dead-letters.md says what the commands say. */
class DocumentedReasonsTest {
  @ParameterizedTest
  @EnumSource(DeadLetterReason.class)
  void eachReasonHasItsRow(DeadLetterReason reason) throws IOException {
    Remedy remedy = Remedy.of(reason);

    assertThat(rows())
        .contains(
            "| %s | %s | %s | %s |"
                .formatted(
                    reason,
                    remedy.whatHappened(),
                    remedy.whatToDo(),
                    remedy.replay() ? "yes" : "with --force"));
  }

  @Test
  void eachReasonOfARejectedImageIsAmongThem() {
    assertThat(Stream.of(DeadLetterReason.values()).map(Enum::name))
        .containsAll(Stream.of(RejectionReason.values()).map(Enum::name).toList());
  }

  private static Stream<String> rows() throws IOException {
    return Files.readString(Path.of("..", "docs", "dead-letters.md"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.replace("`", ""));
  }
}
