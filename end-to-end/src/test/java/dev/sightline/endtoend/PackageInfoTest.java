package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every package of main code says what goes in, what comes out, and what becomes of faults. */
class PackageInfoTest {
  private static final Path HOUSE = Path.of("..");

  @Test
  void everyPackageSaysItsInputItsOutputAndItsFailurePath() throws IOException {
    List<Path> packages = packages();

    assertThat(packages).as("packages of main code").hasSizeGreaterThan(50);
    assertThat(packages)
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java"))
                    .content()
                    .contains("Input")
                    .containsIgnoringCase("output")
                    .contains("Failure"));
  }

  private static List<Path> packages() throws IOException {
    try (Stream<Path> modules = Files.list(HOUSE)) {
      return modules
          .map(module -> module.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(PackageInfoTest::foldersWithCode)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> foldersWithCode(Path sources) {
    try (Stream<Path> tree = Files.walk(sources)) {
      return tree
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
