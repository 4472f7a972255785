package dev.sightline.app.console;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The messages of a command on its terminal, at once.
 *
 * @param out standard output, for what was asked for
 * @param err standard error, for what stands beside it
 */
public record Console(PrintWriter out, PrintWriter err) implements Messages {

  /** That of a command. */
  public static Console of(CommandSpec command) {
    CommandLine line = command.commandLine();
    return new Console(line.getOut(), line.getErr());
  }

  @Override
  public void say(String text) {
    print(out, text);
  }

  @Override
  public void note(String text) {
    print(err, text);
  }

  private static void print(PrintWriter writer, String text) {
    writer.println(text);
    writer.flush();
  }
}
