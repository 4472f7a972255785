package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The links between the documents: to files of this repository, and to headings in them. */
class LinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  /** {@code [text](target)} of Markdown, {@code href="target"} and {@code src="target"} of HTML. */
  private static final Pattern LINK =
      Pattern.compile("]\\(([^)\\s]+)\\)|(?:href|src)=\"([^\"]+)\"");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .map(ROOT::relativize)
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.startsWith(".git") && !file.toString().contains("target"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) {
    assertThat(links(document))
        .allSatisfy(
            link -> {
              String[] parts = link.split("#", 2);
              Path target =
                  parts[0].isEmpty()
                      ? ROOT.resolve(document)
                      : ROOT.resolve(document).resolveSibling(parts[0]).normalize();
              assertThat(target).as(link).exists().startsWithRaw(ROOT);
              if (parts.length == 2) {
                assertThat(anchors(target)).contains(parts[1]);
              }
            });
  }

  private static List<String> links(Path document) {
    return LINK.matcher(text(ROOT.resolve(document)))
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /**
   * As GitHub makes them: lower case, blanks as hyphens, all else but letters and digits left out.
   */
  private static Set<String> anchors(Path document) {
    return HEADING
        .matcher(text(document))
        .results()
        .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String text(Path document) {
    try {
      return FENCED.matcher(Files.readString(document)).replaceAll("");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
