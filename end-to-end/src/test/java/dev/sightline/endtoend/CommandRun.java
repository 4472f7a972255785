package dev.sightline.endtoend;

import dev.sightline.app.Sightline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A command that was run in this JVM, and what it said. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Sightline.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
