package dev.sightline.endtoend;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house of CONTRIBUTING.md: who may use whom. */
@AnalyzeClasses(packages = "dev.sightline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
  private static final String OURS = "dev.sightline..";
  private static final String SCHEMAS = "dev.sightline.schemas..";
  private static final String EVALUATION = "dev.sightline.evaluation..";
  private static final String IMAGES = "dev.sightline.images..";
  private static final String MODELS = "dev.sightline.models..";
  private static final String INFERENCE = "dev.sightline.inference..";
  private static final String TRAINER = "dev.sightline.trainer..";
  private static final String TOPOLOGY = "dev.sightline.topology..";
  private static final String DASHBOARD = "dev.sightline.dashboard..";
  private static final String APP = "dev.sightline.app..";

  /** For tests alone, whichever module they are of. */
  private static final String FIXTURES = "dev.sightline.fixtures..";

  @ArchTest
  static void everyModuleIsLookedAt(JavaClasses classes) {
    for (String module :
        new String[] {
          SCHEMAS, EVALUATION, IMAGES, MODELS, INFERENCE, TRAINER, TOPOLOGY, DASHBOARD, APP
        }) {
      assertThat(classes.that(resideInAPackage(module))).as(module).isNotEmpty();
    }
    assertThat(classes.that(resideInAnyPackage("dev.sightline.endtoend.."))).isEmpty();
  }

  @ArchTest static final ArchRule schemasUsesNothingOfOurs = usesOfOursOnly(SCHEMAS);

  @ArchTest static final ArchRule evaluationUsesNothingOfOurs = usesOfOursOnly(EVALUATION);

  @ArchTest
  static final ArchRule evaluationUsesTheJdkAlone =
      classes()
          .that()
          .resideInAPackage(EVALUATION)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(EVALUATION, "java..");

  @ArchTest static final ArchRule imagesUseSchemas = usesOfOursOnly(IMAGES, SCHEMAS);

  @ArchTest static final ArchRule modelsUseSchemas = usesOfOursOnly(MODELS, SCHEMAS);

  @ArchTest
  static final ArchRule inferenceUsesModelsSchemasAndEvaluation =
      usesOfOursOnly(INFERENCE, MODELS, SCHEMAS, EVALUATION);

  @ArchTest
  static final ArchRule trainerUsesAllBelowItButNotTheTopology =
      usesOfOursOnly(TRAINER, INFERENCE, MODELS, IMAGES, SCHEMAS, EVALUATION);

  @ArchTest
  static final ArchRule topologyUsesAllBelowItButNotTheTrainer =
      usesOfOursOnly(TOPOLOGY, INFERENCE, MODELS, IMAGES, SCHEMAS, EVALUATION);

  @ArchTest
  static final ArchRule theDashboardKnowsTheTopicsAndNoWorker =
      usesOfOursOnly(DASHBOARD, SCHEMAS, MODELS, EVALUATION, IMAGES);

  @ArchTest
  static final ArchRule tensorFlowIsSeenByTrainerAndInferenceAlone =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackages(TRAINER, INFERENCE, FIXTURES)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tensorflow..");

  @ArchTest
  static final ArchRule fixturesAreForTestsAlone =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackage(FIXTURES)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FIXTURES);

  @ArchTest
  static final ArchRule kafkaStreamsIsSeenByTopologyAlone =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackage(TOPOLOGY)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule internalsOfKafkaStreamsAreSeenByTheCommitHookAlone =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .haveNameNotMatching("dev\\.sightline\\.topology\\.commit\\.CommitHook(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..internals..");

  @ArchTest
  static final ArchRule theServerOfKafkaIsSeenByTheEmbeddedBrokerAlone =
      noClasses()
          .that()
          .resideInAPackage(OURS)
          .and()
          .resideOutsideOfPackage("dev.sightline.app.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..");

  @ArchTest
  static final ArchRule noPackagesUseOneAnotherInACycle =
      slices().matching("dev.sightline.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noPackageIsADrawerForAnything =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..helper..",
              "..helpers..",
              "..manager..",
              "..impl..");

  @ArchTest
  static final ArchRule noClassIsADrawerForAnything =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)");

  private static ArchRule usesOfOursOnly(String module, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = module;
    System.arraycopy(others, 0, allowed, 1, others.length);
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))));
  }
}
