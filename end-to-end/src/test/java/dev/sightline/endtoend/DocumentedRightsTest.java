package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;

/** The table of rights on the page of security is that of the catalogue. */
class DocumentedRightsTest {
  private static final Scope SCOPE = new Scope("sightline", Optional.empty(), Optional.of("GROUP"));

  @Test
  void theTableHasEveryRightOfEveryPartAndNoOther() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "security.md")).stream()
            .filter(line -> line.matches("\\| `[a-z-]+` \\| (topic|group|transactional id) .*"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.of(Part.values())
                .flatMap(part -> part.rights(SCOPE).stream().map(right -> row(part, right)))
                .toList());
  }

  private static String row(Part part, Right right) {
    String[] words = right.resourceText().split(" (?=\\S+$)");
    assertThat(right.resource().patternType())
        .isEqualTo(words[1].endsWith("*") ? PatternType.PREFIXED : PatternType.LITERAL);
    return "| `%s` | %s `%s` | %s |".formatted(part, words[0], words[1], right.operationsText());
  }
}
