package dev.sightline.app.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completions of a command line for fish, which picocli does not write: a line for each
 * subcommand and each option, with its help beside it.
 *
 * @param root the whole command line
 */
record FishScript(CommandLine root) {
  private static final String NO_SUBCOMMAND = "__fish_use_subcommand";

  /** The script, lines ended by {@code \n}. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(line(NO_SUBCOMMAND, "-f"));
    subcommands(root, NO_SUBCOMMAND, lines);
    options(root, NO_SUBCOMMAND, lines);
    root.getSubcommands().values().forEach(command -> command(command, lines));
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void command(CommandLine command, List<String> lines) {
    String seen = seen(command);
    if (command.getSubcommands().isEmpty()) {
      options(command, seen, lines);
      return;
    }
    String noneSeen =
        seen + "; and not __fish_seen_subcommand_from " + String.join(" ", names(command));
    lines.add(line(noneSeen, "-f"));
    subcommands(command, noneSeen, lines);
    options(command, noneSeen, lines);
    command
        .getSubcommands()
        .values()
        .forEach(child -> options(child, seen + "; and " + seen(child), lines));
  }

  private static String seen(CommandLine command) {
    return "__fish_seen_subcommand_from " + command.getCommandName();
  }

  private static List<String> names(CommandLine command) {
    return List.copyOf(command.getSubcommands().keySet());
  }

  private void subcommands(CommandLine command, String when, List<String> lines) {
    command
        .getSubcommands()
        .forEach(
            (name, child) ->
                lines.add(
                    line(
                        when,
                        "-f -a %s -d %s"
                            .formatted(
                                name,
                                quoted(child.getCommandSpec().usageMessage().description())))));
  }

  private void options(CommandLine command, String when, List<String> lines) {
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> lines.add(line(when, option(option))));
  }

  private static String option(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    return names + value(option) + " -d " + quoted(option.description());
  }

  /** Fish offers files where nothing better is known. */
  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    return option.completionCandidates() == null
        ? " -r"
        : StreamSupport.stream(option.completionCandidates().spliterator(), false)
            .collect(Collectors.joining(" ", " -x -a '", "'"));
  }

  private String line(String when, String what) {
    return "complete -c %s -n '%s' %s".formatted(root.getCommandName(), when, what);
  }

  /** The first line of a description as one word of the shell. */
  private static String quoted(String[] description) {
    String first = description.length == 0 ? "" : description[0].formatted();
    return "'" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
