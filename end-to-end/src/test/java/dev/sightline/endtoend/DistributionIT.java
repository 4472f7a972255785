package dev.sightline.endtoend;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.Sightline;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The assembled distribution as a user meets it: installed in a path with a blank, called through a
 * link, with Java alone. A Maven that is called says so and fails.
 */
class DistributionIT {
  private static final Path TARGET = Path.of("..", "app", "target").toAbsolutePath().normalize();
  private static final String MAVEN_WAS_CALLED = "Maven was called";

  @TempDir Path folder;
  private String version;
  private Path assembled;
  private Path home;
  private Path launcher;
  private Path noMaven;

  /** What `sightline` wrote, and how it ended. */
  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Sightline.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    }
    version = properties.getProperty("version");
    assembled = TARGET.resolve("sightline-" + version);
    home = folder.resolve("home of a user").resolve("sightline");
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.copy(assembled.resolve("bin/sightline"), bin.resolve("sightline"), COPY_ATTRIBUTES);
    Files.createSymbolicLink(home.resolve("lib"), assembled.resolve("lib"));
    launcher =
        Files.createSymbolicLink(folder.resolve("link to sightline"), bin.resolve("sightline"));
    noMaven = Files.createDirectory(folder.resolve("no-maven"));
    Path mvn = Files.writeString(noMaven.resolve("mvn"), "#!/bin/sh\necho " + MAVEN_WAS_CALLED);
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** JUnit warns of links that lead out of its temporary folder. */
  @AfterEach
  void unlink() throws IOException {
    Files.delete(home.resolve("lib"));
  }

  @Test
  void saysItsVersion() throws Exception {
    Ended ended = run("--version");

    assertThat(ended).isEqualTo(new Ended(0, "sightline " + version + "\n", ""));
  }

  @Test
  void saysInOneLineWhichBrokerDoesNotAnswer() throws Exception {
    Path impatient = folder.resolve("impatient.properties");
    Files.writeString(impatient, "request.timeout.ms=1000\ndefault.api.timeout.ms=1000\n");
    Ended ended =
        run("topics", "create", "--bootstrap-servers=127.0.0.1:9", "--properties=" + impatient);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .containsExactly("sightline topics create: no broker answers at 127.0.0.1:9 within 1 s");
  }

  @Test
  void hasTheRegistryOfTheDemoBesideItsJars() {
    assertThat(assembled.resolve("lib/registry"))
        .isDirectoryContaining(file -> file.toString().endsWith("-runner.jar"));
  }

  @Test
  void isPackedWithALauncherThatCanBeRun() throws IOException {
    String name = "sightline-" + version + "/bin/sightline";
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(
            new GZIPInputStream(
                new BufferedInputStream(
                    Files.newInputStream(TARGET.resolve("sightline-" + version + ".tar.gz")))))) {
      TarArchiveEntry entry = archive.getNextEntry();
      while (entry != null && !entry.getName().equals(name)) {
        entry = archive.getNextEntry();
      }

      assertThat(entry).as(name).isNotNull();
      assertThat(Integer.toOctalString(entry.getMode() & 0777)).isEqualTo("755");
    }
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("PATH", noMaven.toString(), (path, first) -> first + ":" + path);
    File out = folder.resolve("out").toFile();
    Process process = builder.redirectOutput(out).start();
    // To the end of the pipe, which the launcher's filter closes after the process has ended.
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), Files.readString(out.toPath()), err);
  }
}
