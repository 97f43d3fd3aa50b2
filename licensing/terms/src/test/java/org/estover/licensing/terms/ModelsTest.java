package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementPart;
import org.estover.licensing.terms.statement.StatementSeal;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.Deployment;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainedData;
import org.estover.licensing.terms.usage.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsTest {

  private static final long TOKENS = 20L * 3 * TinyRelease.SEQUENCE_TOKENS;

  @TempDir Path folder;

  private TestTrust test;
  private Trust trust;
  private Agreement agreement;
  private TrainingRun run;

  @BeforeEach
  void train() throws IOException {
    test = TestTrust.in(folder);
    trust = test.trust;
    Path release = TinyRelease.write(folder.resolve("run"), TinyRelease.texts(1));
    String releaseId = trust.publish(release).releaseId();
    agreement = test.sign("Model Makers");
    String grant = trust.grant(agreement.id(), releaseId, "train").id();
    run =
        trust
            .trainings()
            .register(new DeclaredTraining(grant, "base", 20, 3, Optional.empty(), TOKENS));
  }

  @AfterEach
  void close() throws IOException {
    test.close();
  }

  @Test
  void aChildInheritsTermsAndAShare() throws IOException {
    Model base = base();
    Model child = child(agreement.developerId(), base, "4/5");
    assertThat(trust.models().agreementOf(child.id())).isEqualTo(agreement);
    TrainedData whole = trust.models().trainedData(base.id());
    TrainedData data = trust.models().trainedData(child.id());
    assertThat(whole.trustShare()).isEqualTo(Ratio.of(1, 2));
    assertThat(data.trustShare()).isEqualTo(Ratio.of(2, 5));
    assertThat(whole.total()).isEqualTo(BigInteger.valueOf(TOKENS));
    data.weights()
        .forEach(
            (holder, weight) ->
                assertThat(weight.multiply(whole.total()))
                    .isEqualTo(
                        whole
                            .weights()
                            .getOrDefault(holder, BigInteger.ZERO)
                            .multiply(data.total())));
    assertThat(trust.trainings().trainedData(agreement.id())).isEqualTo(whole);
  }

  @Test
  void anotherDeveloperSignsTheTermsThatItsModelInherits() throws IOException {
    Model base = base();
    String other = trust.registerDeveloper("Tuners", "").id();
    assertThatThrownBy(() -> child(other, base, "1"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("offer " + agreement.offerId())
        .hasMessageContaining("license sign");
    Agreement theirs =
        trust.sign(agreement.offerId(), other, "We agree.", LocalDate.of(2026, 1, 1), null);
    Model tuned = child(other, base, "1");
    assertThat(trust.models().agreementOf(tuned.id())).isEqualTo(theirs);
    assertThatThrownBy(
            () -> trust.models().register(new Model(other, "stolen", "", Ratio.ZERO, run.id())))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("a training run of its own");
  }

  @Test
  void theSameModelAgainWritesNothingAndAnotherIsRefused() throws IOException {
    Model base = base();
    Model child = child(agreement.developerId(), base, "4/5");
    Deployment deployment = new Deployment(child.id(), "chat", LocalDate.of(2026, 10, 1));
    trust.models().deploy(deployment);
    long size = test.logSize();
    assertThat(base()).isEqualTo(base);
    assertThat(trust.models().deploy(deployment)).isEqualTo(deployment);
    assertThat(test.logSize()).isEqualTo(size);
    assertThatThrownBy(() -> child(agreement.developerId(), base, "1/5"))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("of which it inherits 4/5, and this says from " + base.id());
    assertThatThrownBy(
            () ->
                trust
                    .models()
                    .deploy(new Deployment(child.id(), "chat", LocalDate.of(2026, 10, 2))))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("from 2026-10-01, and this says from 2026-10-02");
    assertThat(trust.models().models()).containsExactly(base, child);
    assertThat(trust.models().deployments(child.id())).containsExactly(deployment);
  }

  @Test
  void revenueIsReportedModelByModelOrTogether() throws IOException {
    Model base = base();
    Model child = child(agreement.developerId(), base, "4/5");
    ModelRevenue first = report(base, 100_00, "");
    ModelRevenue second = report(child, 50_00, "");
    assertThat(first.id()).isNotEqualTo(second.id()).isNotEqualTo(first.report().id());
    assertThat(report(base, 100_00, "")).isEqualTo(first);
    assertThatThrownBy(() -> report(base, 70_00, ""))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("--replaces " + first.id());
    ModelRevenue corrected = report(base, 70_00, first.id());
    long size = test.logSize();
    assertThat(report(base, 70_00, first.id())).isEqualTo(corrected);
    assertThat(test.logSize()).isEqualTo(size);
    assertThatThrownBy(() -> report(child, 70_00, first.id()))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("in place of " + first.id());
    assertThat(trust.models().revenueOf(TestTrust.PERIOD)).containsExactly(second, corrected);
    assertThatThrownBy(() -> test.report(agreement, 100_000_00))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("together or model by model");
  }

  @Test
  void whatWasReportedTogetherIsNotReportedByModel() throws IOException {
    Model base = base();
    test.report(agreement, 100_000_00);
    assertThatThrownBy(() -> report(base, 100_00, ""))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("reported for all models under " + agreement.id());
  }

  @Test
  void revenueOfAModelKeepsItsAgreementFromEndingBeforeIt() throws IOException {
    report(base(), 100_00, "");
    AgreementEnd early = new AgreementEnd(agreement.id(), LocalDate.of(2026, 9, 30), "enough");
    assertThatThrownBy(() -> trust.licenses().end(early))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("2026-10");
    assertThat(trust.issueStatements(TestTrust.PERIOD)).hasSize(1);
  }

  @Test
  void modelsShareWhatIsDeductedInAMonth() throws IOException {
    Offer capped =
        trust.publishOffer(
            new Offer(
                "capped",
                RateCard.parse("2%"),
                DistributionKey.parse("10% 20% 70%"),
                List.of("train"),
                TestTrust.NO_NON_COMMERCIAL,
                List.of(AllowedDeduction.parse("fees=USD 5.00")),
                Conditions.NONE));
    LocalDate from = LocalDate.of(2026, 10, 1);
    trust
        .licenses()
        .amend(
            new Amendment(
                agreement.id(), capped.id(), LicenseeClass.COMMERCIAL, "We agree.", from));
    Model base = base();
    Model child = child(agreement.developerId(), base, "4/5");
    trust.models().reportRevenue(base.id(), less(4_00));
    assertThatThrownBy(() -> trust.models().reportRevenue(child.id(), less(1_01)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("USD 5.01 of fees")
        .hasMessageContaining("fees=USD 5.00 a month");
    trust.models().reportRevenue(child.id(), less(1_00));
    String first = trust.models().revenueOf(TestTrust.PERIOD).get(0).id();
    assertThatThrownBy(() -> trust.models().reportRevenue(base.id(), less(9_00).replacing(first)))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("USD 6.00 of fees");
    trust.models().reportRevenue(base.id(), less(3_00).replacing(first));
  }

  private RevenueReport less(long fees) {
    return new RevenueReport(
        agreement.id(),
        TestTrust.PERIOD,
        Money.of(100_00, "USD"),
        List.of(new Deduction("fees", Money.of(fees, "USD"))));
  }

  @Test
  void anAmendmentPricesRevenueOfAModel() throws IOException {
    report(base(), 100_00, "");
    for (String card :
        List.of("cap EUR 5.00 on 1/50", "advance USD 92233720368547758.07 against 1/50")) {
      Offer other =
          trust.publishOffer(
              new Offer(
                  "card " + card.length(),
                  RateCard.parse(card),
                  DistributionKey.parse("10% 20% 70%"),
                  List.of("train"),
                  TestTrust.NO_NON_COMMERCIAL));
      Amendment amendment =
          new Amendment(
              agreement.id(),
              other.id(),
              LicenseeClass.COMMERCIAL,
              "We agree.",
              LocalDate.of(2026, 10, 5));
      assertThatThrownBy(() -> trust.licenses().amend(amendment))
          .isInstanceOf(TermsRefusedException.class);
    }
    assertThat(trust.issueStatements(TestTrust.PERIOD)).hasSize(1);
  }

  private ModelRevenue report(Model model, long gross, String replaces) throws IOException {
    RevenueReport report =
        new RevenueReport(agreement.id(), TestTrust.PERIOD, Money.of(gross, "USD"), List.of());
    return trust.models().reportRevenue(model.id(), report.replacing(replaces));
  }

  private Model base() throws IOException {
    return trust
        .models()
        .register(new Model(agreement.developerId(), "base", "", Ratio.ZERO, run.id()));
  }

  private Model child(String developerId, Model parent, String inherit) throws IOException {
    return trust
        .models()
        .register(
            new Model(
                developerId,
                "child",
                parent.id(),
                Ratio.parse(inherit + (inherit.contains("/") ? "" : "/1")),
                ""));
  }

  @Test
  void aStatementHasAPartForEachModelThatEarned() throws IOException {
    Model base = base();
    Model child = child(agreement.developerId(), base, "4/5");
    trust.models().reportRevenue(base.id(), earned(100_000_00));
    trust.models().reportRevenue(child.id(), earned(50_000_00));
    Statement statement = trust.issueStatements(TestTrust.PERIOD).get(0);
    assertThat(statement.parts())
        .extracting(StatementPart::modelId)
        .containsExactly(base.id(), child.id());
    // 2% of the revenue, times 1/2 and 2/5: the trust's share of what each was trained on.
    assertThat(statement.parts())
        .extracting(StatementPart::due)
        .containsExactly(Money.of(1_000_00, "USD"), Money.of(400_00, "USD"));
    assertThat(statement.due()).isEqualTo(Money.of(1_400_00, "USD"));
    assertThat(statement.text()).contains("What is owed for model " + child.id());
    assertThat(StatementSeal.read(statement.toJson().bytes())).isEqualTo(statement);
    assertThat(trust.issueStatements(TestTrust.PERIOD)).containsExactly(statement);
    ModelRevenue first = trust.models().revenueOf(TestTrust.PERIOD).get(0);
    trust.models().reportRevenue(base.id(), earned(0).replacing(first.id()));
    Statement revised = trust.issueStatements(TestTrust.PERIOD).get(0);
    assertThat(revised.revision().revises()).isEqualTo(statement.id());
    assertThat(revised.payable()).isEqualTo(Money.of(-1_000_00, "USD"));
  }

  private RevenueReport earned(long gross) {
    return new RevenueReport(agreement.id(), TestTrust.PERIOD, Money.of(gross, "USD"), List.of());
  }
}
