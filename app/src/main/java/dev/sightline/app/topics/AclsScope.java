package dev.sightline.app.topics;

import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Scope;
import dev.sightline.schemas.rights.ScopeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name what the rights of a part go by. */
final class AclsScope {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description =
          "The workers' sightline.application.id, as groups, transactions and internal topics are"
              + " named after it (default: the setting, or sightline).")
  private String applicationId;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The one model that a trainer may publish (default: any).")
  private String model;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "The group of a consumer (default: none, as `sightline predictions` is in none).")
  private String group;

  /**
   * The scope that they say.
   *
   * @param setting the application id where no option has it
   * @throws ParameterException when a name is empty, or none of the parts goes by it
   */
  Scope of(List<Part> parts, String setting) {
    List<String> faults = new ArrayList<>();
    check(faults, parts, ScopeName.APPLICATION_ID, applicationId);
    check(faults, parts, ScopeName.MODEL, model);
    check(faults, parts, ScopeName.GROUP, group);
    if (!faults.isEmpty()) {
      throw new ParameterException(command.commandLine(), String.join("\n", faults));
    }
    return new Scope(
        applicationId == null ? setting : applicationId,
        Optional.ofNullable(model),
        Optional.ofNullable(group));
  }

  private static void check(List<String> faults, List<Part> parts, ScopeName name, String value) {
    if (value == null) {
      return;
    }
    if (value.isBlank()) {
      faults.add(name.option() + ": expected a name, found nothing");
    }
    if (parts.stream().noneMatch(part -> part.names().contains(name))) {
      faults.add(
          "%s: %s has no rights that go by it: it is for %s"
              .formatted(name.option(), words(parts), words(partsOf(name))));
    }
  }

  private static List<Part> partsOf(ScopeName name) {
    return Arrays.stream(Part.values()).filter(part -> part.names().contains(name)).toList();
  }

  private static String words(List<Part> parts) {
    return parts.stream().map(Part::toString).collect(Collectors.joining(", "));
  }
}
