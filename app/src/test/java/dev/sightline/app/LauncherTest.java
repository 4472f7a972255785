package dev.sightline.app;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sightline}, with a Java and a Maven that only say how they were called. */
class LauncherTest {
  @TempDir Path folder;

  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void fakeTools() throws IOException {
    script(
        folder.resolve("java/bin/java"),
        "[ \"$1\" != -version ] || { echo 'openjdk version \"17.0.1\"' >&2; exit 0; }",
        "printf '<%s>\\n' \"$@\"");
    script(folder.resolve("tools/mvn"), "printf '\\033[1mbroken\\033[0m\\n'", "exit 1");
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
  }

  private static Path launcherIn(Path home) throws IOException {
    Files.createDirectories(home);
    return Files.copy(Path.of("..", "sightline"), home.resolve("sightline"));
  }

  private Ended run(Path launcher) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", launcher.toString(), "models", "list");
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", folder.resolve("java").toString());
    environment.put("HOME", folder.resolve("a home").toString());
    environment.put("PATH", folder.resolve("tools") + ":" + environment.get("PATH"));
    environment.put("TF_CPP_MIN_LOG_LEVEL", "0");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    int exitCode =
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Ended(exitCode, Files.readString(out), Files.readString(err));
  }

  @Test
  void theHomeFolderIsTheOneOfTheEnvironment() throws Exception {
    Path distribution = folder.resolve("distribution");
    Files.createDirectories(distribution.resolve("lib"));
    Files.createFile(distribution.resolve("lib/sightline-app-1.jar"));

    Ended ended = run(launcherIn(distribution.resolve("bin")));

    assertThat(ended.out())
        .contains("<-Duser.home=" + folder.resolve("a home") + ">\n")
        .endsWith("<dev.sightline.app.Sightline>\n<models>\n<list>\n");
  }

  @Test
  void whatMavenSaysHasNoColoursAndItsFailureIsSaid() throws Exception {
    Ended ended = run(launcherIn(folder.resolve("checkout")));

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .endsWith("takes a minute or two\nbroken\nsightline: the build failed\n");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aCheckoutThatCanNotBeWrittenToIsOneLine() throws Exception {
    Path checkout = folder.resolve("checkout");
    Path launcher = launcherIn(checkout);
    Path target = Files.createDirectories(checkout.resolve("app/target"));
    Files.createFile(checkout.resolve("app/pom.xml"));
    Files.setPosixFilePermissions(target, fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(target), "to this user everything is writable");

    Ended ended = run(launcher);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("sightline: Sightline is to be built, but ")
        .contains("can't write to " + target.toRealPath() + ": run it as");
  }
}
