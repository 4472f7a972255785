package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.rights.MissingRights;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import dev.sightline.topology.Worker;
import dev.sightline.topology.settings.WorkerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each part on a broker that grants it just what the catalogue says, or less. */
class RightsIT {
  private static final int IMAGES = 40;
  private static final String GROUP = "billing";
  private static final Scope SCOPE =
      new Scope("sightline", Optional.of(ShiftModel.NAME), Optional.of(GROUP));

  @TempDir static Path folder;

  private static SecuredBroker broker;
  private static Admin admin;
  private static String adminFile;
  private static PartsAtWork parts;

  @BeforeAll
  static void grantEachPartItsRights() throws Exception {
    broker = SecuredBroker.start(folder);
    admin = broker.admin();
    parts = new PartsAtWork(broker, folder);
    adminFile = broker.file(broker.certificate("admin"));
    for (Part part : Part.values()) {
      CommandRun said = acls(part);
      assertThat(said.exitCode()).as(said.err()).isZero();
      assertThat(said.out().lines()).isNotEmpty().allMatch(line -> line.endsWith(" granted"));
    }
    awaitRights(Part.TOPICS);
    CommandRun created =
        run("topics", "create", "--partitions", "2", "--properties", file(Part.TOPICS));
    assertThat(created.exitCode()).as(created.err()).isZero();
    awaitRights(Part.WORKER);
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  private static CommandRun acls(Part part, String... more) {
    List<String> command =
        new ArrayList<>(List.of("topics", "acls", "--properties", adminFile, "--part"));
    command.addAll(List.of(part.toString(), "--principal", "User:" + part));
    command.addAll(names(part));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  /** The options that name what the part's rights go by. */
  private static List<String> names(Part part) {
    return switch (part) {
      case TRAINER -> List.of("--model", ShiftModel.NAME);
      case CONSUMER -> List.of("--group", GROUP);
      default -> List.of();
    };
  }

  /** The command that grants a part what it lacks. */
  private static String remedy(Part part) {
    return "`sightline topics acls --principal User:NAME --part "
        + Stream.concat(Stream.of(part.toString()), names(part).stream())
            .collect(Collectors.joining(" "))
        + "` grants it";
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(List.of(arguments));
  }

  private static String file(Part part) {
    return broker.file(broker.login(part));
  }

  private static void awaitRights(Part part) {
    try (Admin own = Admin.create(broker.login(part))) {
      waitFor("the rights of " + part)
          .until(() -> MissingRights.of(own, part.rights(SCOPE)).rights().isEmpty());
    }
  }

  @Test
  void eachPartWorksWithExactlyItsRights() throws Exception {
    Path model = parts.publishModel();
    RegistryLogins logins = new RegistryLogins(broker, parts, model, folder);
    try (RunningWorker worker = parts.worker("works")) {
      worker.awaitServing(1);
      Instant now = Instant.now();
      parts.send(Part.PUBLISHER, Topics.IMAGES, IMAGES, NumberedImages::event);
      parts.send(
          Part.LABELLER,
          Topics.LABELS,
          IMAGES,
          number -> new Label(NumberedImages.id(number), "class-0", now, null));

      assertThat(parts.predictedIds(IMAGES, GROUP)).hasSize(IMAGES).doesNotHaveDuplicates();
      parts.watch();
      assertThat(run("models", "list", "--properties", file(Part.OPERATOR)).out())
          .contains("champion");
      assertThat(
              run(
                      "predictions",
                      "--from-beginning",
                      "--max",
                      "1",
                      "--properties",
                      file(Part.CONSUMER))
                  .exitCode())
          .isZero();
      assertThat(
              run(
                      "metrics",
                      "--from-beginning",
                      "--json",
                      "--max",
                      "1",
                      "--properties",
                      file(Part.OPERATOR))
                  .out())
          .contains("\"modelName\"", ShiftModel.NAME);
      deadLettersAreReadAndReplayed();
      aTrainerOfOneModelRestoresABackupOfIt();
      aFollowerWhoseRightIsTakenAwayEndsWithItsName();
      aDashboardWhoseRightsAreTakenAwaySaysSoUntilTheyAreBack();
      assertThat(worker.isReady()).as(worker.get("/health/ready").body()).isTrue();
      logins.aFaultIsOneLineThatNamesTheSetting();
      logins.workersAndDashboardsWithAWrongPasswordWaitAndSaySo();
      logins.aPasswordThatIsChangedUnderAWorkerCostsNothing(worker, IMAGES, GROUP);
      aRightThatIsTakenAwayIsSaidUntilItIsBack(worker);
    }
  }

  private static void deadLettersAreReadAndReplayed() {
    for (List<String> command :
        List.of(
            List.of("dead-letters", "list"),
            List.of("dead-letters", "replay", "--reason", "TOO_SLOW", "--dry-run"),
            List.of("dead-letters", "replay", "--reason", "TOO_SLOW"))) {
      List<String> words = new ArrayList<>(command);
      words.addAll(List.of("--properties", file(Part.DEAD_LETTERS)));
      CommandRun said = run(words.toArray(String[]::new));
      assertThat(said.exitCode()).as(said.err()).isZero();
    }
  }

  /** Its name stands in the backup's manifest; of another one it has no right. */
  private static void aTrainerOfOneModelRestoresABackupOfIt() {
    String backup = folder.resolve("backup").toString();
    CommandRun exported =
        run("models", "export", ShiftModel.NAME, "1", backup, "--properties", file(Part.OPERATOR));
    assertThat(exported.exitCode()).as(exported.err()).isZero();

    CommandRun published =
        run("publish", backup, "--no-promote", "--properties", file(Part.TRAINER));
    assertThat(published.exitCode()).as(published.err()).isZero();

    CommandRun refused =
        run("publish", backup, "--name", "other", "--properties", file(Part.TRAINER));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines())
        .containsExactly(
            "sightline publish: the broker does not allow Write of transactional id"
                + " sightline-publish-other: `sightline topics acls --principal User:NAME --part"
                + " trainer --model other` grants it");
  }

  private static void aFollowerWhoseRightIsTakenAwayEndsWithItsName() throws Exception {
    Set<AclBinding> read =
        Right.on(Topics.PREDICTIONS, AclOperation.READ).bindings("User:consumer", "*");
    CompletableFuture<CommandRun> following =
        CompletableFuture.supplyAsync(
            () -> run("predictions", "--from-beginning", "--properties", file(Part.CONSUMER)));
    waitFor("the command to follow")
        .until(
            () ->
                Thread.getAllStackTraces().values().stream()
                    .flatMap(Stream::of)
                    .anyMatch(frame -> frame.getClassName().endsWith(".follow.Follower")));
    take(read);

    CommandRun ended = following.get(60, TimeUnit.SECONDS);
    admin.createAcls(read).all().get();
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err().lines())
        .last()
        .asString()
        .startsWith("sightline predictions: the broker does not allow Read of topic predictions: ")
        .endsWith("--part consumer` grants it");
  }

  private static void aDashboardWhoseRightsAreTakenAwaySaysSoUntilTheyAreBack() throws Exception {
    Set<AclBinding> bindings = new HashSet<>();
    bindings.addAll(Right.on(Topics.MODELS, AclOperation.READ).bindings("User:dashboard", "*"));
    bindings.addAll(Right.on(Topics.LABELS, AclOperation.WRITE).bindings("User:dashboard", "*"));
    try (Dashboard dashboard =
        Dashboard.start(broker.login(Part.DASHBOARD), DashboardSettings.onLoopback(0))) {
      take(bindings);
      waitFor("the dashboard's health to tell")
          .untilAsserted(
              () ->
                  assertThat(health(dashboard))
                      .contains("503", "\"healthy\":false")
                      .contains("Read of topic models", "Write of topic labels")
                      .contains(remedy(Part.DASHBOARD)));
      CommandRun another = run("dashboard", "--port", "0", "--properties", file(Part.DASHBOARD));
      assertThat(another.exitCode()).isEqualTo(1);
      assertThat(another.out()).isEmpty();
      assertThat(another.err().lines())
          .singleElement()
          .asString()
          .contains("Read of topic models", "Write of topic labels")
          .endsWith(remedy(Part.DASHBOARD));

      admin.createAcls(bindings).all().get();
      waitFor("the dashboard to go on")
          .untilAsserted(() -> assertThat(health(dashboard)).contains("\"healthy\":true"));
    }
  }

  private static String health(Dashboard dashboard) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/health".formatted(dashboard.port())))
                    .build(),
                BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  private static void take(Set<AclBinding> bindings) throws Exception {
    admin.deleteAcls(bindings.stream().map(AclBinding::toFilter).toList()).all().get();
  }

  private static void aRightThatIsTakenAwayIsSaidUntilItIsBack(RunningWorker worker)
      throws Exception {
    Right write = Right.on(Topics.PREDICTIONS, AclOperation.WRITE);
    Set<AclBinding> binding = write.bindings("User:worker", "*");
    take(binding);
    parts.send(Part.PUBLISHER, Topics.IMAGES, 1, NumberedImages::event);

    waitFor("the health to tell")
        .until(
            () ->
                worker
                    .get("/health/ready")
                    .body()
                    .contains(
                        "the broker does not allow Write of topic predictions: `sightline topics"
                            + " acls --principal User:NAME --part worker` grants it"));
    assertThat(worker.isReady()).isFalse();

    admin.createAcls(binding).all().get();
    waitFor("the worker to get on").until(worker::isReady);
  }

  /** What can be asked beforehand: the operations of what is there, and whether it may be seen. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOPICS")
  void withoutAnyOneOfItsRightsAPartIsToldWhich(Part part) throws Exception {
    List<List<AclOperation>> askable = part.rights(SCOPE).stream().map(RightsIT::askable).toList();
    int rounds = askable.stream().mapToInt(List::size).max().orElseThrow();
    try (Admin own = Admin.create(broker.login(part))) {
      for (int round = 0; round < rounds; round++) {
        List<Right> taken = new ArrayList<>();
        for (int i = 0; i < askable.size(); i++) {
          if (round < askable.get(i).size()) {
            ResourcePattern resource = part.rights(SCOPE).get(i).resource();
            taken.add(new Right(resource, List.of(askable.get(i).get(round))));
          }
        }
        isToldWhich(part, own, taken);
      }
    }
    awaitRights(part);
  }

  private static List<AclOperation> askable(Right right) {
    boolean isAhead = right.resource().patternType() == PatternType.PREFIXED;
    return isAhead && right.operations().size() > 1
        ? right.operations().stream()
            .filter(AclOperation.CREATE::equals) // of topics that are not there yet
            .toList()
        : right.operations();
  }

  /** Takes one operation of each resource away, and gives them back. */
  private static void isToldWhich(Part part, Admin own, List<Right> taken) throws Exception {
    List<AclBinding> bindings =
        taken.stream().flatMap(right -> right.bindings("User:" + part, "*").stream()).toList();
    admin.deleteAcls(bindings.stream().map(AclBinding::toFilter).toList()).all().get();
    waitFor(part + " to miss " + taken)
        .untilAsserted(
            () -> {
              MissingRights missing = MissingRights.of(own, part.rights(SCOPE));
              assertThat(missing.rights())
                  .extracting(Right::resource)
                  .containsExactlyInAnyOrderElementsOf(
                      taken.stream().map(Right::resource).toList());
              assertThat(taken)
                  .allSatisfy(
                      right ->
                          assertThat(missing.rights())
                              .filteredOn(Right::resource, right.resource())
                              .flatExtracting(Right::operations)
                              .containsAll(right.operations()));
              assertThat(missing.text(part, SCOPE))
                  .hasValueSatisfying(
                      line ->
                          assertThat(line)
                              .contains(taken.stream().map(Right::resourceText).toList())
                              .endsWith(remedy(part)));
            });
    admin.createAcls(bindings).all().get();
  }

  @Test
  void aWorkerWithoutRightsEndsWithALineOfThem() {
    Map<String, Object> config = broker.login(Part.CONSUMER);
    config.put(WorkerConfig.STATE_DIR, folder.resolve("without").toString());
    config.put(WorkerConfig.HTTP_PORT, 0);
    config.put(WorkerConfig.MODEL_NAME, ShiftModel.NAME);
    try (Worker worker = new Worker(WorkerConfig.of(config), SchemaRegistries.of(config))) {
      assertThatThrownBy(worker::run)
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll(
              "Write of topic predictions",
              "Read of topic images",
              "Create, Delete, DescribeConfigs of topic sightline-metrics-*",
              "Read of group sightline-score",
              "Write of transactional id sightline-score-*",
              "--part worker` grants it")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void rightsAreGrantedOnceAndTakenBackOnce() {
    assertThat(acls(Part.PUBLISHER, "--remove").exitCode()).isZero();
    assertThat(acls(Part.PUBLISHER, "--remove").out()).contains("was not there");
    assertThat(acls(Part.PUBLISHER).out()).contains("granted");
    assertThat(acls(Part.PUBLISHER).out()).contains("was there");
    awaitRights(Part.PUBLISHER);
  }

  @Test
  void whoMayNotGrantRightsIsToldWhoMay() {
    CommandRun said =
        run(
            "topics",
            "acls",
            "--part",
            "worker",
            "--principal",
            "User:eve",
            "--properties",
            file(Part.CONSUMER));

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err().lines())
        .singleElement()
        .asString()
        .contains("this user may not look at the cluster's rights and change them");
  }

  static Stream<Arguments> connections() {
    Map<String, Object> wrongPassword = broker.login(Part.WORKER, "wrong");
    Map<String, Object> untrusting = broker.login(Part.WORKER);
    untrusting.keySet().removeIf(key -> key.startsWith("ssl."));
    Map<String, Object> plain = new HashMap<>(broker.login(Part.WORKER));
    plain.put("security.protocol", "PLAINTEXT");
    Map<String, Object> tls = broker.certificate("admin");
    tls.put("bootstrap.servers", broker.plainPort());
    Map<String, Object> nobody = broker.certificate("admin");
    nobody.keySet().removeIf(key -> key.startsWith("ssl.keystore"));
    return Stream.of(
        Arguments.of(wrongPassword, "refuses the login", "sasl.jaas.config"),
        Arguments.of(untrusting, "no TLS with the broker", "ssl.truststore.location"),
        Arguments.of(plain, "no broker answers", "security.protocol"),
        Arguments.of(tls, "speaks no TLS", "security.protocol"),
        Arguments.of(broker.certificate("expired"), "has not expired", "ssl.keystore.location"),
        Arguments.of(nobody, "wants a certificate", "ssl.keystore.location"));
  }

  @ParameterizedTest
  @MethodSource("connections")
  void aConnectionThatFailsIsOneLineThatNamesTheSetting(
      Map<String, Object> config, String what, String setting) {
    config.put("default.api.timeout.ms", "3000");
    config.put("request.timeout.ms", "3000");

    CommandRun said = run("topics", "create", "--properties", broker.file(config));

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err().lines()).singleElement().asString().contains(what, setting);
  }
}
