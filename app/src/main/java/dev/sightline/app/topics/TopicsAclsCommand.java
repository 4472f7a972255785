package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import dev.sightline.schemas.rights.WorkerRights;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
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
      description =
          "What the user does; several are separated by commas: ${COMPLETION-CANDIDATES}.")
  private List<Part> parts;

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
    if (!principal.matches("\\w+:.*\\S")) {
      throw new ParameterException(
          spec.commandLine(), "--principal: expected User:NAME, found " + principal);
    }
    List<Right> rights = rights();
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun) {
      KafkaAclsTool tool = new KafkaAclsTool(connection.bootstrapServers(), principal, host);
      rights.forEach(right -> out.println(tool.command(right, remove)));
      return 0;
    }
    try (Admin admin = connection.admin()) {
      AclChange change = new AclChange(admin, principal, host);
      List<AclChange.Outcome> outcomes = remove ? change.remove(rights) : change.grant(rights);
      outcomes.forEach(each -> out.println(line(each)));
    }
    return 0;
  }

  private List<Right> rights() {
    Object setting = connection.config().get(WorkerConfig.APPLICATION_ID);
    String id =
        applicationId != null
            ? applicationId
            : setting == null ? Scope.DEFAULT.applicationId() : setting.toString();
    Scope scope = new Scope(id, Optional.ofNullable(model), Optional.ofNullable(group));
    return WorkerRights.united(
        parts.stream().flatMap(part -> part.rights(scope).stream()).toList());
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
