package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import dev.sightline.schemas.rights.WorkerRights;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Grants a user what a part of the pipeline needs of the brokers, or takes it back. */
@Command(
    name = "acls",
    description = {
      "Grants a user exactly what a part of the pipeline needs of brokers that ask for rights.",
      "Run again, it changes nothing. It takes a user that may alter the cluster's rights."
    })
final class TopicsAclsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(
      names = "--principal",
      required = true,
      paramLabel = "User:NAME",
      description =
          "Whom to grant it: User:alice, or with mutual TLS the certificate's subject,"
              + " User:CN=alice,O=….")
  private String principal;

  @Option(
      names = "--part",
      required = true,
      split = ",",
      paramLabel = "PART",
      converter = PartName.class,
      completionCandidates = PartName.Candidates.class,
      description =
          "What the user does; several are separated by commas: ${COMPLETION-CANDIDATES}.")
  private List<Part> parts;

  @Mixin private AclsScope names;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The one IP address from which it may connect (default: any).")
  private String host = "*";

  @Option(names = "--remove", description = "Take these rights back.")
  private boolean remove;

  @Option(
      names = "--dry-run",
      description =
          "Print the commands of Kafka's own tool that would do the same, and connect to nobody.")
  private boolean dryRun;

  @Override
  public Integer call() throws InterruptedException {
    if (!principal.matches("User:.*\\S.*")) {
      throw mistake("--principal: expected User:NAME, found " + principal);
    }
    if (host.isBlank()) {
      throw mistake("--host: expected an address, found nothing");
    }
    Scope scope = names.of(parts, applicationIdSetting());
    List<Right> rights =
        WorkerRights.united(parts.stream().flatMap(part -> part.rights(scope).stream()).toList());
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun) {
      ToolLogin login = ToolLogin.of(connection);
      KafkaAclsTool tool =
          new KafkaAclsTool(connection.bootstrapServers(), login.commandConfig(), principal, host);
      rights.forEach(right -> out.println(tool.command(right, remove)));
      login.note().ifPresent(Console.of(spec)::note);
    } else {
      change(rights).forEach(each -> out.println(line(each)));
    }
    if (parts.contains(Part.CONSUMER) && scope.group().isEmpty()) {
      Console.of(spec)
          .note(
              "consumer without --group: no right on a group; a program that reads in one needs"
                  + " --group NAME.");
    }
    return 0;
  }

  private List<AclChange.Outcome> change(List<Right> rights) throws InterruptedException {
    try (Admin admin = connection.admin()) {
      AclChange change = new AclChange(admin, principal, host);
      return remove ? change.remove(rights) : change.grant(rights);
    }
  }

  private String applicationIdSetting() {
    Object setting = connection.config().get(WorkerConfig.APPLICATION_ID);
    return setting == null ? Scope.DEFAULT.applicationId() : setting.toString();
  }

  private ParameterException mistake(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private String line(AclChange.Outcome outcome) {
    String unchanged = remove ? "was not there" : "was there";
    return "%-44s %-46s %s"
        .formatted(
            outcome.right().resourceText(),
            outcome.right().operationsText(),
            outcome.changed() ? (remove ? "removed" : "granted") : unchanged);
  }
}
