package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Balance;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.store.Books;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustTest {

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;

  @BeforeEach
  void found() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void aStatementSaysWhoOwesWhatAndReconcilesToTheUnit() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(1), "Model Makers");
    Statement statement = trust.issueStatements(TestTrust.PERIOD).get(0);
    assertThat(statement.due()).isEqualTo(Money.of(170_002, "USD"));
    assertThat(statement.total(LineKind.ADMINISTRATION)).isEqualTo(Money.of(17_000, "USD"));
    assertThat(statement.total(LineKind.COMMONS)).isEqualTo(Money.of(34_001, "USD"));
    assertThat(statement.total(LineKind.RIGHTS_HOLDER).plus(statement.total(LineKind.UNCLAIMED)))
        .isEqualTo(Money.of(119_001, "USD"));
    assertThat(statement.trainedOn().get(0).tokens())
        .isEqualTo(20 * 3 * TinyRelease.SEQUENCE_TOKENS);
    assertThat(statement.text())
        .contains("Model Makers", "2% of USD 85000.75 = USD 1700.02", walk.run().id())
        .contains("Bob & Söhne", "holder not known", statement.sha256());
  }

  @Test
  void usageEqualsABruteForceCountOverEveryPosition() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(2), "Model Makers");
    Map<String, Long> counted = new TreeMap<>();
    try (Reconstruct reconstruct = Reconstruct.open(trust.releases().folder(walk.releaseId()))) {
      assertThat(reconstruct.hasUsageSums()).isTrue();
      for (long position = 0; position < 20 * 3; position++) {
        for (Span span : reconstruct.spans(position)) {
          if (span.inputs() > 0) {
            counted.merge(span.document().holder(), (long) span.inputs(), Long::sum);
          }
        }
      }
    }
    assertThat(walk.run().usage().byHolder()).isEqualTo(counted);
  }

  @Test
  void weightsBelongToOneStepOfATrainingRun() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(2), "Model Makers");
    String run = walk.run().id();
    String weights = "ab".repeat(32);
    ModelCheckpoint checkpoint = trust.registerModelCheckpoint(run, 7, weights);
    assertThat(checkpoint.id()).startsWith("mdl_");
    long size = test.logSize();
    assertThat(trust.registerModelCheckpoint(run, 7, weights)).isEqualTo(checkpoint);
    assertThatThrownBy(() -> trust.registerModelCheckpoint(run, 8, weights))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(weights + " after step 7, so not after step 8");
    assertThatThrownBy(() -> trust.registerModelCheckpoint(run, 21, "cd".repeat(32)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("takes 20 steps");
    assertThat(test.logSize()).isEqualTo(size);
    ModelCheckpoint last = trust.registerModelCheckpoint(run, 20, "cd".repeat(32));
    assertThat(trust.modelCheckpoints(run)).containsExactly(checkpoint, last);
  }

  @Test
  void issuingAgainGivesTheSameBytesAndWritesNothing() throws IOException {
    test.walk(TinyRelease.texts(3), "Model Makers");
    List<Statement> first = trust.issueStatements(TestTrust.PERIOD);
    long size = test.logSize();
    List<Statement> second = trust.issueStatements(TestTrust.PERIOD);
    assertThat(second.get(0).toJson().bytes()).isEqualTo(first.get(0).toJson().bytes());
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void anIssuedStatementStaysWhenLaterFactsArrive() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    Statement first = trust.issueStatements(TestTrust.PERIOD).get(0);
    trust.registerTrainingRun(walk.grant().id(), "fine-tuning", 5, 2);
    test.report(test.sign("Late Reporters"), 50_000_00);
    List<Statement> both = trust.issueStatements(TestTrust.PERIOD);
    assertThat(both).hasSize(2);
    assertThat(both.get(0)).isEqualTo(first);
    assertThat(both.get(1).total(LineKind.RIGHTS_HOLDER).isZero()).isTrue();
    assertThat(both.get(1).total(LineKind.UNCLAIMED)).isEqualTo(Money.of(49_001, "USD"));
  }

  @Test
  void theWholeWalkAgainGivesTheSameIdsAndWritesNothing() throws IOException {
    TestTrust.Walk first = test.walk(TinyRelease.texts(4), "Model Makers");
    trust.issueStatements(TestTrust.PERIOD);
    trust.withdraw("https://open.test/7");
    long size = test.logSize();
    TestTrust.Walk second = test.walk(TinyRelease.texts(4), "Model Makers");
    trust.issueStatements(TestTrust.PERIOD);
    trust.withdraw("https://open.test/7");
    assertThat(second).isEqualTo(first);
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void theSameNameWithAnotherBodyIsRefused() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(4), "Model Makers");
    long size = test.logSize();
    assertThatThrownBy(() -> trust.publishOffer(TestTrust.offer("3%")))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("rateCard percent 1/50 is not percent 3/100");
    assertThatThrownBy(() -> test.report(walk.agreement(), 1_00))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(
            "reported already: USD 100000.00 less refunds USD 14999.25 ("
                + walk.report().id()
                + "), and this says USD 1.00 less");
    assertThatThrownBy(() -> trust.registerTrainingRun(walk.grant().id(), "pretraining", 21, 3))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("20 steps of 3 sequences, and this says 21 steps of 3 sequences");
    assertThatThrownBy(() -> trust.registerDeveloper("Model Makers", "other@developer.test"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(walk.agreement().developerId());
    assertThat(trust.registerDeveloper("Model Makers", "").contact()).startsWith("legal@");
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void revenueWhoseStatementsTheBooksCouldNotHoldIsRefusedAtOnce() throws IOException {
    Offer all =
        trust.publishOffer(
            new Offer(
                "all",
                RateCard.parse("100%"),
                DistributionKey.parse("10% 20% 70%"),
                List.of("train"),
                TestTrust.NO_NON_COMMERCIAL));
    reportMost(all, "One");
    long size = test.logSize();
    assertThatThrownBy(() -> reportMost(all, "Two"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("USD 92233720368547758.07");
    assertThat(test.logSize()).isEqualTo(size + 2);
    assertThat(trust.issueStatements(TestTrust.PERIOD)).hasSize(1);
    reportMost(all, "One");
    assertThat(trust.issueStatements(TestTrust.PERIOD)).hasSize(1);
    assertThatThrownBy(() -> reportMost(all, "Three")).isInstanceOf(TermsRefusedException.class);
    assertThat(test.ledger.books().balances()).isNotEmpty();
  }

  private void reportMost(Offer offer, String developer) throws IOException {
    String id = trust.registerDeveloper(developer, "").id();
    String agreement = trust.sign(offer.id(), id, "We agree.", LocalDate.of(2026, 1, 1), null).id();
    trust.reportRevenue(agreement, TestTrust.PERIOD, Money.of(Long.MAX_VALUE, "USD"), List.of());
  }

  @Test
  void booksHoldEveryLineAndARebuiltIndexHoldsTheSame() throws IOException {
    test.walk(TinyRelease.texts(5), "Model Makers");
    Statement statement = trust.issueStatements(TestTrust.PERIOD).get(0);
    Books books = test.ledger.books();
    assertThat(books.balance(statement.receivable(), "USD")).isEqualTo(statement.due());
    for (StatementLine line : statement.lines()) {
      assertThat(books.balance(line.account(), "USD")).isEqualTo(line.amount().negated());
    }
    List<Balance> before = books.balances();
    test.close();
    deleteIndex();
    test = TestTrust.reopened(folder);
    assertThat(test.ledger.books().balances()).isEqualTo(before).isNotEmpty();
    assertThat(test.trust.issueStatements(TestTrust.PERIOD)).containsExactly(statement);
  }

  @Test
  void aGrantOverANonCommercialSourceIsRefusedNamingTheDocuments() throws IOException {
    List<TinyRelease.Text> texts = new ArrayList<>(TinyRelease.texts(6));
    SplittableRandom random = new SplittableRandom(6);
    texts.add(TinyRelease.text(random, "web", "https://nc.test/1", "CC-BY-NC-4.0", "Ada Ltd"));
    texts.add(TinyRelease.text(random, "books", "https://nc.test/2", "CC-BY-NC-4.0", "Cleo"));
    String releaseId = trust.publish(TinyRelease.write(folder.resolve("nc"), texts)).releaseId();
    Agreement agreement = test.sign("Model Makers");
    assertThatThrownBy(() -> trust.grant(agreement.id(), releaseId, "train"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("2 documents under license CC-BY-NC-4.0");
    assertThat(trust.grants()).isEmpty();
  }

  @Test
  void refusalsSayWhatIsKnown() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(7), "Model Makers");
    assertThatThrownBy(() -> trust.grant("agr_none", walk.releaseId(), "train"))
        .hasMessageContaining("agr_none")
        .hasMessageContaining(walk.agreement().id());
    assertThatThrownBy(() -> trust.grant(walk.agreement().id(), walk.releaseId(), "resell"))
        .hasMessageContaining("resell")
        .hasMessageContaining("train");
    assertThatThrownBy(() -> trust.registerTrainingRun(walk.grant().id(), "too long", 1_000_000, 3))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("steps fit");
    assertThatThrownBy(
            () ->
                trust.reportRevenue(
                    walk.agreement().id(), Period.parse("2025-12"), Money.of(1, "USD"), List.of()))
        .hasMessageContaining("2026-01-01");
    assertThatThrownBy(
            () ->
                trust.sign(
                    trust.offers().get(0).id(),
                    holder().id(),
                    "We agree.",
                    LocalDate.of(2026, 1, 1),
                    null))
        .hasMessageContaining("only a developer");
  }

  @Test
  void aDamagedReleaseIsNeitherStoredNorRecorded() throws IOException {
    Path release = TinyRelease.write(folder.resolve("damaged"), TinyRelease.texts(8));
    TinyRelease.damage(release, ".bin");
    assertThatThrownBy(() -> trust.publish(release))
        .isInstanceOf(DamagedReleaseException.class)
        .hasMessageContaining(".bin")
        .hasMessageContaining("block 0");
    assertThat(trust.releaseIds()).isEmpty();
    try (var stored = Files.list(folder.resolve("releases"))) {
      assertThat(stored).isEmpty();
    }
  }

  @Test
  void aReleaseThatLacksAFileIsDamaged() throws IOException {
    Path release = TinyRelease.write(folder.resolve("less"), TinyRelease.texts(8));
    Files.delete(release.resolve(first(release, ".idx")));
    assertThatThrownBy(() -> trust.publish(release))
        .isInstanceOf(DamagedReleaseException.class)
        .hasMessageContaining(".idx: the release names this file");
    assertThat(trust.releaseIds()).isEmpty();
  }

  private static String first(Path release, String suffix) throws IOException {
    try (var files = Files.list(release)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .min(java.util.Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  @Test
  void aTrustEntersNoDamagedCopyThatAnotherOneStored() throws IOException {
    Path release = TinyRelease.write(folder.resolve("release"), TinyRelease.texts(8));
    Path copy = TinyRelease.write(folder.resolve("copy"), TinyRelease.texts(8));
    PublishedRelease published = trust.publish(release);
    TinyRelease.damage(published.folder(), ".docs");
    try (TestTrust other = TestTrust.in(folder.resolve("other"))) {
      Trust sharing = Trust.open(other.ledger, trust.releases());
      assertThatThrownBy(() -> sharing.publish(copy))
          .isInstanceOf(DamagedReleaseException.class)
          .hasMessageContaining(published.folder().toString())
          .hasMessageContaining(".docs");
      assertThat(sharing.releaseIds()).isEmpty();
    }
  }

  @Test
  void aDamagedReleaseIsNotEnteredForTheSakeOfAGoodCopy() throws IOException {
    Path release = TinyRelease.write(folder.resolve("release"), TinyRelease.texts(8));
    Path copy = TinyRelease.write(folder.resolve("copy"), TinyRelease.texts(8));
    trust.publish(release);
    long size = test.logSize();
    TinyRelease.damage(copy, ".idx");
    assertThatThrownBy(() -> trust.publish(copy))
        .isInstanceOf(DamagedReleaseException.class)
        .hasMessageContaining(copy.toString());
    assertThat(test.logSize()).isEqualTo(size);
  }

  @Test
  void aCorrectedReportCountsAndTheFormerStaysInTheLog() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    long size = test.logSize();
    RevenueReport right = correct(walk, 10_000_00, walk.report().id());
    assertThat(correct(walk, 10_000_00, walk.report().id())).isEqualTo(right);
    assertThat(test.logSize()).isEqualTo(size + 1);
    assertThatThrownBy(() -> correct(walk, 5_00, walk.report().id()))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("replaced by " + right.id());
    Statement statement = trust.issueStatements(TestTrust.PERIOD).get(0);
    assertThat(statement.parts().get(0).report()).isEqualTo(right);
    assertThat(statement.due()).isEqualTo(Money.of(200_00, "USD"));
    assertThat(Statement.fromJson(statement.toJson())).isEqualTo(statement);
  }

  @Test
  void anErasedCorrectionDoesNotBringBackWhatItReplaced() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    correct(walk, 10_000_00, walk.report().id());
    test.ledger.erase(test.logSize() - 1);
    assertThat(trust.issueStatements(TestTrust.PERIOD)).isEmpty();
  }

  private RevenueReport correct(TestTrust.Walk walk, long gross, String replaces)
      throws IOException {
    return trust.correctRevenue(
        walk.agreement().id(), TestTrust.PERIOD, Money.of(gross, "USD"), List.of(), replaces);
  }

  @Test
  void publishedFilesSurviveTheRunTheyCameFrom() throws IOException {
    Path release = TinyRelease.write(folder.resolve("run"), TinyRelease.texts(8));
    PublishedRelease published = trust.publish(release);
    deleteFolder(release);
    assertThat(trust.releases().open(published.releaseId()).content().documents()).isEqualTo(60);
    assertThat(published.repeated()).isFalse();
  }

  @Test
  void noNameAndNoFigureStandsInTheLog() throws IOException {
    test.walk(TinyRelease.texts(9), "Model Makers");
    trust.issueStatements(TestTrust.PERIOD);
    trust.withdraw("https://open.test/3");
    StringBuilder log = new StringBuilder();
    try (var facts = test.ledger.facts()) {
      facts.forEach(fact -> log.append(new String(fact.entry().bytes(), StandardCharsets.UTF_8)));
    }
    assertThat(log.toString())
        .contains("statement-issued", "document-withdrawn")
        .doesNotContain("Model Makers", "Ada Ltd", "Söhne", "170002", "10000000", "open.test");
  }

  @Test
  void foundingAgainOpensTheSameTrustAndAnotherNameIsRefused() throws IOException {
    byte[] other = "another salt ...".getBytes(StandardCharsets.UTF_8);
    Trust again = Trust.found(test.ledger, trust.releases(), "The Commons", other);
    assertThat(again.self()).isEqualTo(trust.self());
    assertThat(again.registerDeveloper("Model Makers", "").id())
        .isEqualTo(trust.registerDeveloper("Model Makers", "").id());
    assertThatThrownBy(() -> Trust.found(test.ledger, trust.releases(), "Theirs", other))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("The Commons");
  }

  @Test
  void rightsHoldersBecomePartiesUnderPseudonyms() throws IOException {
    TrainingRun run = test.walk(TinyRelease.texts(10), "Model Makers").run();
    List<String> names =
        trust.parties().stream()
            .filter(RightsHolder.class::isInstance)
            .map(party -> party.name())
            .toList();
    assertThat(names)
        .containsExactlyElementsOf(
            run.usage().byHolder().keySet().stream().filter(name -> !name.isEmpty()).toList());
    assertThat(test.ledger.books().balances())
        .extracting(Balance::account)
        .extracting(Account::name)
        .noneMatch(name -> name.contains("ada"));
  }

  @Test
  void afterAnErasureTheRecordedStatementStandsAsItWas() throws IOException {
    test.walk(TinyRelease.texts(3), "Model Makers");
    Statement issued = trust.issueStatements(TestTrust.PERIOD).get(0);
    test.ledger.erase(registrationOf(issued.developer().id()));
    assertThat(trust.issueStatements(TestTrust.PERIOD)).containsExactly(issued);
    assertThat(trust.parties()).noneMatch(party -> party.name().equals("Model Makers"));
  }

  @Test
  void statementsAreComputedAgainWithoutReadingThoseBeforeThem() throws IOException {
    TestTrust.Walk walk = test.walk(TinyRelease.texts(3), "Model Makers");
    trust.issueStatements(TestTrust.PERIOD);
    LoggedFact october = test.ledger.fact(test.logSize() - 1);
    Period september = Period.parse("2026-09");
    trust.reportRevenue(walk.agreement().id(), september, Money.of(500_00, "USD"), List.of());
    List<Statement> issued = trust.issueStatements(september);
    assertThat(trust.statements()).hasSize(2);
    damage(folder.resolve("ledger/vault/000"), october.payload().toJson().bytes());
    assertThatThrownBy(() -> test.ledger.fact(october.index())).isInstanceOf(IOException.class);
    assertThat(trust.issueStatements(september)).isEqualTo(issued);
    Register register = Register.toComputeAgain(Map.of());
    assertThatThrownBy(register::balances).isInstanceOf(IllegalStateException.class);
  }

  /** Changes the last of these bytes where they stand in a file. */
  private static void damage(Path file, byte[] bytes) throws IOException {
    String all = Files.readString(file, StandardCharsets.ISO_8859_1);
    String searched = new String(bytes, StandardCharsets.ISO_8859_1);
    int last = all.indexOf(searched) + bytes.length - 1;
    assertThat(last).isGreaterThanOrEqualTo(bytes.length - 1);
    String damaged = all.substring(0, last) + "?" + all.substring(last + 1);
    Files.writeString(file, damaged, StandardCharsets.ISO_8859_1);
  }

  private long registrationOf(String partyId) throws IOException {
    try (var facts = test.ledger.facts()) {
      return facts
          .filter(fact -> fact.fact().subject().equals(partyId))
          .findFirst()
          .orElseThrow()
          .index();
    }
  }

  private RightsHolder holder() throws IOException {
    return trust.parties().stream()
        .filter(RightsHolder.class::isInstance)
        .map(RightsHolder.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void deleteIndex() throws IOException {
    deleteFolder(folder.resolve("ledger/index"));
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
