package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.sightline.app.Sightline;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command's class that nobody registers is a command that nobody can call. */
@AnalyzeClasses(
    packages = "dev.sightline.app",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RegisteredCommandsTest {
  @ArchTest
  static void everyCommandCanBeCalled(JavaClasses classes) {
    assertThat(classes.stream().filter(type -> type.isAnnotatedWith(Command.class)))
        .extracting(JavaClass::getName)
        .isNotEmpty()
        .isSubsetOf(called(Sightline.commandLine()).toList());
  }

  private static Stream<String> called(CommandLine command) {
    return Stream.concat(
        Stream.of(command.getCommandSpec().userObject().getClass().getName()),
        command.getSubcommands().values().stream().flatMap(RegisteredCommandsTest::called));
  }
}
