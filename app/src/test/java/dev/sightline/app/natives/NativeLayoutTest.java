package dev.sightline.app.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NativeLayoutTest {
  @TempDir Path folder;

  @Test
  void thePlatformsLibrariesAreMovedAndTheOthersGo() throws IOException {
    Path jar =
        jar(
            "any.jar",
            "org/any/Any.class",
            "org/any/linux-x86_64/libany.so.2",
            "org/any/linux-arm64/libany.so.2",
            "win/amd64/any.dll",
            "osx/any.jnilib");
    Path libraries = folder.resolve("native");

    new NativeLayout(Platform.LINUX_X86_64, libraries).layOut(folder);

    assertThat(names(libraries)).containsExactly("libany.so.2");
    assertThat(libraries.resolve("libany.so.2")).hasContent("org/any/linux-x86_64/libany.so.2");
    assertThat(entries(jar)).containsExactly("org/any/Any.class");
  }

  @Test
  void theLibraryForGpusIsOneOfX8664() throws IOException {
    jar("gpu.jar", "org/any/linux-x86_64-gpu/libany.so.2");
    Path libraries = folder.resolve("native");

    new NativeLayout(Platform.LINUX_X86_64, libraries).layOut(folder);

    assertThat(names(libraries)).containsExactly("libany.so.2");
  }

  @Test
  void aJarThatHasLibrariesForOtherPlatformsAloneIsNamed() throws IOException {
    Path jar = jar("other.jar", "org/any/macosx-arm64/libany.dylib");

    assertThatThrownBy(
            () -> new NativeLayout(Platform.LINUX_X86_64, folder.resolve("native")).layOut(folder))
        .hasMessage(
            "other.jar has none for linux-x86_64, only [org/any/macosx-arm64/libany.dylib]; pack"
                + " the distribution on that platform");
    assertThat(entries(jar)).containsExactly("org/any/macosx-arm64/libany.dylib");
  }

  @Test
  void aLibraryOfTwoJarsIsNamed() throws IOException {
    jar("first.jar", "org/any/linux-x86_64/libany.so.2");
    jar("second.jar", "org/any/linux-x86_64-gpu/libany.so.2");

    assertThatThrownBy(
            () -> new NativeLayout(Platform.LINUX_X86_64, folder.resolve("native")).layOut(folder))
        .hasMessage("libany.so.2 of second.jar is there already, of another jar");
  }

  @Test
  void aJarWithoutLibrariesStaysAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(jar("plain.jar", "org/any/Any.class"));

    new NativeLayout(Platform.LINUX_ARM64, folder.resolve("native")).layOut(folder);

    assertThat(folder.resolve("plain.jar")).hasBinaryContent(before);
  }

  /** The jars of the class path, as they are. */
  @ParameterizedTest
  @EnumSource(Platform.class)
  void theLibrariesThatAreLoadedWhileAWorkerRunsAreFound(Platform platform) throws IOException {
    Path jars = Files.createDirectory(folder.resolve("jars"));
    for (String jar : List.of("rocksdbjni", "zstd-jni", "snappy-java", "lz4-java")) {
      copyOfClassPath(jar, jars);
    }

    new NativeLayout(platform, folder.resolve("native")).layOut(jars);

    assertThat(names(folder.resolve("native")))
        .containsExactlyInAnyOrder(
            platform == Platform.LINUX_ARM64
                ? "librocksdbjni-linux-aarch64.so"
                : "librocksdbjni-linux64.so",
            "libzstd-jni.so",
            "libsnappyjava.so",
            "liblz4-java.so");
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, aarch64", "Linux, riscv64", "Windows 11, amd64"})
  void anotherPlatformIsRefused(String system, String architecture) {
    assertThatThrownBy(() -> Platform.of(system, architecture))
        .hasMessage(
            "an image is for Linux on amd64 or aarch64, found %s on %s"
                .formatted(system, architecture));
  }

  private static void copyOfClassPath(String jar, Path to) throws IOException {
    String file =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .filter(each -> Path.of(each).getFileName().toString().startsWith(jar))
            .findFirst()
            .orElseThrow();
    Files.copy(Path.of(file), to.resolve(Path.of(file).getFileName()));
  }

  /** A jar whose files have their own paths as content. */
  private Path jar(String name, String... entries) throws IOException {
    Path jar = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(entry.getBytes());
      }
    }
    return jar;
  }

  private static List<String> entries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
