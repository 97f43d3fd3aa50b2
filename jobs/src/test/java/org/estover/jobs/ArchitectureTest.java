package org.estover.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The arrows between modules and packages, and what is banned where.
 *
 * <p>Plain tests on purpose: ArchUnit's own JUnit engine ran no test at all under some versions of
 * Surefire, and the build stayed green.
 */
final class ArchitectureTest {
  /** Fewer classes than this means that a module is missing from the class path. */
  private static final int FLOOR = 400;

  /** Words that fit every class and so say nothing about one. */
  private static final String EMPTY_WORDS =
      "(Impl|Base|Abstract|Manager|Utils?|Helper|Service|DTO)";

  /** Calls of Hibernate and JDBC that change or delete rows, or could in what they are given. */
  private static final String CHANGES =
      "update.*|delete.*|upsert.*|merge|remove|persist|doWork|doReturningWork|createQuery"
          + "|create(Native|Named|Mutation|NativeMutation|StoredProcedure|NamedMutation).*"
          + "|createStatement|prepareCall|execute|execute(Large)?(Update|Batch)|addBatch";

  private static final String ADVANCE = "org.estover.ledger.store.StateRow.advance(";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.estover");

  @Test
  void everyModuleIsOnTheClassPath() {
    assertThat(CODE.size()).isGreaterThan(FLOOR);
    for (String module :
        new String[] {"crawl", "dedupe", "tokenize", "ledger", "licensing", "jobs"}) {
      assertThat(CODE.stream().filter(c -> c.getPackageName().startsWith("org.estover." + module)))
          .as(module)
          .hasSizeGreaterThan(5);
    }
  }

  @Test
  void modulesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.estover..")
        .layer("crawl")
        .definedBy("org.estover.crawl..")
        .layer("dedupe")
        .definedBy("org.estover.dedupe..")
        .layer("tokenize")
        .definedBy("org.estover.tokenize..")
        .layer("ledger")
        .definedBy("org.estover.ledger..")
        .layer("licensing")
        .definedBy("org.estover.licensing..")
        .layer("jobs")
        .definedBy("org.estover.jobs..")
        .whereLayer("crawl")
        .mayNotAccessAnyLayer()
        .whereLayer("dedupe")
        .mayNotAccessAnyLayer()
        .whereLayer("tokenize")
        .mayNotAccessAnyLayer()
        .whereLayer("ledger")
        .mayNotAccessAnyLayer()
        .whereLayer("licensing")
        .mayOnlyAccessLayers("tokenize", "ledger")
        .whereLayer("jobs")
        .mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(CODE);
  }

  @Test
  void featurePackagesHaveNoCycles() {
    slices().matching("org.estover.(*).(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void licensingSeesReleasesAndReconstructionOnly() {
    noClasses()
        .that()
        .resideInAPackage("org.estover.licensing..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.estover.tokenize.bpe..",
            "org.estover.tokenize.order..",
            "org.estover.tokenize.shard..")
        .check(CODE);
  }

  @Test
  void sparkStaysInJobs() {
    confined("org.estover.jobs..", "org.apache.spark..", "scala..", "org.apache.parquet..");
  }

  @Test
  void sparkStaysInTheStages() {
    confined("org.estover.jobs.stage..", "org.apache.spark..", "scala..");
  }

  @Test
  void hibernateStaysInTheStore() {
    confined("..store..", "org.hibernate..", "jakarta.persistence..");
  }

  /** Rows of the books are added and read; the state of the index alone is updated. */
  @Test
  void theStoreChangesAndDeletesNoRow() {
    noClasses()
        .that()
        .resideInAPackage("org.estover.ledger.store..")
        .should()
        .callMethodWhere(
            describe(
                "something could be changed but by StateRow.advance",
                (JavaMethodCall call) ->
                    call.getTargetOwner()
                            .getPackageName()
                            .matches("(org\\.hibernate|jakarta\\.persistence|java\\.sql).*")
                        && call.getName().matches(CHANGES)
                        && !call.getOrigin().getFullName().startsWith(ADVANCE)))
        .check(CODE);
  }

  @Test
  void crawler4jStaysInItsEngine() {
    confined("org.estover.crawl.fetch.engine..", "edu.uci.ics.crawler4j..");
  }

  @Test
  void librariesOfFormatsStayInTheirReaders() {
    confined("org.estover.crawl.read.git..", "org.eclipse.jgit..");
    confined("org.estover.crawl.read.mail..", "org.apache.james..");
  }

  @Test
  void reconstructionNeedsNoSpark() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.estover.tokenize.shard..",
            "org.estover.tokenize.order..",
            "org.estover.tokenize.release..",
            "org.estover.tokenize.text..",
            "org.estover.tokenize.reconstruct..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson.core..",
            "org.estover.tokenize.shard..",
            "org.estover.tokenize.order..",
            "org.estover.tokenize.release..",
            "org.estover.tokenize.text..",
            "org.estover.tokenize.reconstruct..",
            "org.estover.tokenize.bpe..")
        .check(CODE);
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.estover.tokenize.shard..",
            "org.estover.tokenize.order..",
            "org.estover.tokenize.release..",
            "org.estover.tokenize.text..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.estover.tokenize.bpe..")
        .check(CODE);
  }

  @Test
  void moneyIsNeverAFloat() {
    for (Class<?> type : new Class<?>[] {float.class, double.class, Float.class, Double.class}) {
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage("org.estover.ledger..", "org.estover.licensing..")
          .should()
          .notHaveRawType(type)
          .check(CODE);
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage("org.estover.ledger..", "org.estover.licensing..")
          .should()
          .notHaveRawReturnType(type)
          .check(CODE);
    }
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses().should().haveNameMatching(".*[.$]([A-Z]\\w*)?" + EMPTY_WORDS).check(CODE);
    noClasses().should().haveNameMatching(".*[.$]" + EMPTY_WORDS + "[A-Z]\\w*").check(CODE);
  }

  @Test
  void nothingIsGotOrSet() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("org.estover.ledger.store..")
        .should(
            not(
                have(
                    describe(
                        "a name that begins with get or set, but for a library",
                        (JavaMethod method) ->
                            method.getName().matches("[gs]et[A-Z].*") && !isForALibrary(method)))))
        .check(CODE);
  }

  /** Whether a type that is not ours declares the method. */
  private static boolean isForALibrary(JavaMethod method) {
    return Stream.concat(
            method.getOwner().getAllRawSuperclasses().stream(),
            method.getOwner().getAllRawInterfaces().stream())
        .filter(type -> !type.getPackageName().startsWith("org.estover"))
        .flatMap(type -> type.getMethods().stream())
        .anyMatch(
            other ->
                other.getName().equals(method.getName())
                    && other.getParameters().size() == method.getParameters().size());
  }

  @Test
  void noMethodTakesAnOptional() {
    methods()
        .that()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should(
            not(
                have(
                    describe(
                        "a parameter of type Optional",
                        (JavaMethod method) ->
                            method.getRawParameterTypes().stream()
                                .anyMatch(
                                    type -> type.getName().startsWith("java.util.Optional"))))))
        .check(CODE);
  }

  @Test
  void nothingIsPrintedOutsideTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.estover.jobs.cli..",
            "org.estover.jobs.demo..",
            "org.estover.tokenize.reconstruct..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CODE);
  }

  @Test
  void purePackagesNeverLog() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.estover.jobs..",
            "org.estover.crawl.fetch..",
            "org.estover.licensing.portal..",
            "..store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
        .check(CODE);
  }

  private static void confined(String home, String... packages) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CODE);
  }
}
