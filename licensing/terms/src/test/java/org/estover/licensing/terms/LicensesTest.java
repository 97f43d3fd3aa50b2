package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AgreementEnd;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Amendment;
import org.estover.licensing.terms.agreement.Conditions;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.RateCard;
import org.estover.licensing.terms.agreement.Scope;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Deduction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LicensesTest {

  private static final LocalDate FROM = LocalDate.of(2026, 1, 15);

  private @TempDir Path folder;
  private TestTrust open;
  private Trust trust;

  @BeforeEach
  void found() throws IOException {
    open = TestTrust.in(folder);
    trust = open.trust;
  }

  @AfterEach
  void close() throws IOException {
    open.close();
  }

  @Test
  void anOfferOnRequestIsSignedOnceARequestWasAccepted() throws IOException {
    Offer offer = offer("asked", "1%", new Conditions(List.of(), false, true));
    Agreement wanted = agreement(offer, LicenseeClass.RESEARCH, "");
    LicenseRequest request =
        new LicenseRequest(offer.id(), wanted.developerId(), LicenseeClass.RESEARCH, "A thesis.");
    assertThatThrownBy(() -> trust.licenses().sign(wanted)).hasMessageContaining("license request");
    trust.licenses().request(request);
    assertThat(trust.licenses().request(request)).isEqualTo(request);
    assertThat(trust.licenses().decision(request.id())).isEmpty();
    assertThatThrownBy(() -> trust.licenses().sign(wanted)).hasMessageContaining("no request");
    LicenseDecision yes = new LicenseDecision(true, "A fine thesis");
    trust.licenses().decide(request.id(), yes);
    long size = open.logSize();
    trust.licenses().decide(request.id(), yes);
    assertThat(open.logSize()).isEqualTo(size);
    assertThatThrownBy(
            () -> trust.licenses().decide(request.id(), new LicenseDecision(false, "No")))
        .hasMessageContaining("was accepted already")
        .hasMessageContaining("A fine thesis");
    trust.licenses().sign(wanted);
    assertThat(trust.licenses().requests()).containsExactly(Map.entry(request.id(), request));
    Agreement otherClass = agreement(offer, LicenseeClass.COMMERCIAL, "");
    assertThatThrownBy(() -> trust.licenses().sign(otherClass)).hasMessageContaining("commercial");
  }

  @Test
  void aDeclinedDeveloperSignsNothingAndMayAskAgain() throws IOException {
    Offer offer = offer("asked", "1%", new Conditions(List.of(), false, true));
    Agreement wanted = agreement(offer, LicenseeClass.COMMERCIAL, "");
    LicenseRequest first =
        new LicenseRequest(offer.id(), wanted.developerId(), wanted.licensee(), "We are new.");
    trust.licenses().request(first);
    trust.licenses().decide(first.id(), new LicenseDecision(false, "Say what for"));
    assertThatThrownBy(() -> trust.licenses().sign(wanted)).hasMessageContaining("no request");
    LicenseRequest second =
        new LicenseRequest(offer.id(), wanted.developerId(), wanted.licensee(), "For maps.");
    assertThat(second.id()).isNotEqualTo(first.id());
    trust.licenses().request(second);
    trust.licenses().decide(second.id(), new LicenseDecision(true, ""));
    assertThat(trust.licenses().sign(wanted)).isEqualTo(wanted);
  }

  @Test
  void anOfferIsForItsClassesAndWithoutForeignDataWhereItSaysSo() throws IOException {
    Offer offer =
        offer("research", "1%", new Conditions(List.of(LicenseeClass.RESEARCH), true, false));
    assertThatThrownBy(() -> trust.licenses().sign(agreement(offer, LicenseeClass.COMMERCIAL, "")))
        .hasMessageContaining("not for licensees of class commercial");
    assertThatThrownBy(
            () -> trust.licenses().sign(agreement(offer, LicenseeClass.RESEARCH, "chat logs")))
        .hasMessageContaining("trust's releases only");
    trust.licenses().sign(agreement(offer, LicenseeClass.RESEARCH, ""));
    assertThatThrownBy(
            () ->
                trust
                    .licenses()
                    .request(
                        new LicenseRequest(
                            offer.id(), developer(), LicenseeClass.RESEARCH, "Please.")))
        .hasMessageContaining("without a request");
  }

  @Test
  void anAmendmentThatAnotherTookThePlaceOfDoesNotComeBackUnseen() throws IOException {
    Agreement agreement = signed("one", "1%");
    LocalDate day = LocalDate.of(2026, 10, 11);
    Amendment first = amendment(agreement, offer("two", "2%", Conditions.NONE), day);
    Amendment second = amendment(agreement, offer("three", "3%", Conditions.NONE), day);
    trust.licenses().amend(first);
    trust.licenses().amend(second);
    assertThat(trust.licenses().amend(second)).isEqualTo(second);
    assertThatThrownBy(() -> trust.licenses().amend(first))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(second.id())
        .hasMessageContaining("--text");
    Amendment again =
        new Amendment(agreement.id(), first.offerId(), first.licensee(), "Back to two.", day);
    trust.licenses().amend(again);
    List<TermsSegment> terms = trust.licenses().terms(agreement.id(), TestTrust.PERIOD);
    assertThat(terms.get(1).offer().name()).isEqualTo("two");
  }

  @Test
  void anAmendmentInMidPeriodGivesTwoSegments() throws IOException {
    Agreement agreement = signed("one", "1%");
    Offer two = offer("two", "2%", Conditions.NONE);
    Amendment amendment = amendment(agreement, two, LocalDate.of(2026, 10, 11));
    trust.licenses().amend(amendment);
    long size = open.logSize();
    trust.licenses().amend(amendment);
    assertThat(open.logSize()).isEqualTo(size);
    List<TermsSegment> terms = trust.licenses().terms(agreement.id(), TestTrust.PERIOD);
    assertThat(terms.stream().map(TermsSegment::days)).containsExactly(10L, 21L);
    assertThat(terms.stream().map(segment -> segment.offer().name())).containsExactly("one", "two");
    assertThat(terms.stream().map(TermsSegment::licensee))
        .containsExactly(LicenseeClass.COMMERCIAL, LicenseeClass.SMALL);
    assertThat(trust.licenses().terms(agreement.id(), Period.parse("2026-11"))).hasSize(1);
    assertThat(trust.licenses().terms(agreement.id(), Period.parse("2025-12"))).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theTermsOfADayAreThoseOfTheLastAmendmentUpToIt(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Agreement agreement = signed("offer 0", "1%");
    Map<LocalDate, String> changes = new TreeMap<>(Map.of(FROM, "offer 0"));
    for (int i = 1; i <= 4; i++) {
      LocalDate from = FROM.plusDays(random.nextInt(90));
      Offer offer = offer("offer " + i, i + "%", Conditions.NONE);
      trust.licenses().amend(amendment(agreement, offer, from));
      changes.put(from, offer.name());
    }
    LocalDate last = FROM.plusDays(60 + random.nextInt(40));
    trust.licenses().end(new AgreementEnd(agreement.id(), last, "enough"));
    List<String> days = new ArrayList<>();
    for (int month = 1; month <= 5; month++) {
      for (TermsSegment segment : trust.licenses().terms(agreement.id(), new Period(2026, month))) {
        for (LocalDate day = segment.from(); !day.isAfter(segment.to()); day = day.plusDays(1)) {
          days.add(day + " " + segment.offer().name());
        }
      }
    }
    List<String> expected = new ArrayList<>();
    String name = "";
    for (LocalDate day = FROM; !day.isAfter(last); day = day.plusDays(1)) {
      name = changes.getOrDefault(day, name);
      expected.add(day + " " + name);
    }
    assertThat(days).isEqualTo(expected);
  }

  @Test
  void anAmendmentDoesNotReachBackOrOutside() throws IOException {
    Agreement agreement = signed("one", "1%");
    Offer two = offer("two", "2%", Conditions.NONE);
    report(agreement, "2026-10", 100_00);
    trust.issueStatements(TestTrust.PERIOD);
    assertThatThrownBy(
            () -> trust.licenses().amend(amendment(agreement, two, LocalDate.of(2026, 10, 31))))
        .hasMessageContaining("statement stm_")
        .hasMessageContaining("a day after 2026-10-31");
    assertThatThrownBy(() -> trust.licenses().amend(amendment(agreement, two, FROM.minusDays(1))))
        .hasMessageContaining("not on 2026-01-14");
    trust.licenses().amend(amendment(agreement, two, LocalDate.of(2026, 11, 1)));
    report(agreement, "2026-11", 100_00);
    Offer euros = offer("euros", "minimum EUR 1.00 or 1%", Conditions.NONE);
    assertThatThrownBy(
            () -> trust.licenses().amend(amendment(agreement, euros, LocalDate.of(2026, 11, 30))))
        .hasMessageContaining("cannot price USD");
  }

  @Test
  void anAgreementEndsOnceAndNotBeforeWhatWasReported() throws IOException {
    Agreement agreement = signed("one", "1%");
    report(agreement, "2026-10", 100_00);
    AgreementEnd early = new AgreementEnd(agreement.id(), LocalDate.of(2026, 9, 30), "sold");
    assertThatThrownBy(() -> trust.licenses().end(early)).hasMessageContaining("2026-10-01");
    AgreementEnd end = new AgreementEnd(agreement.id(), LocalDate.of(2026, 10, 12), "sold");
    trust.licenses().end(end);
    assertThat(trust.licenses().end(end)).isEqualTo(end);
    assertThatThrownBy(() -> trust.licenses().end(early))
        .hasMessageContaining("ended already, with 2026-10-12");
    assertThatThrownBy(() -> report(agreement, "2026-11", 1))
        .hasMessageContaining("holds from 2026-01-15 to 2026-10-12");
    Offer two = offer("two", "2%", Conditions.NONE);
    assertThatThrownBy(
            () -> trust.licenses().amend(amendment(agreement, two, LocalDate.of(2026, 10, 13))))
        .hasMessageContaining("not on 2026-10-13");
  }

  @Test
  void aReportSaysWhatTheCardPricesAndTheOfferAllows() throws IOException {
    Offer offer =
        trust.publishOffer(
            new Offer(
                "units",
                RateCard.parse("per-unit USD 1.00 per 1 subscribers"),
                DistributionKey.parse("10% 20% 70%"),
                List.of("train"),
                Scope.EVERYTHING,
                List.of(AllowedDeduction.parse("taxes")),
                Conditions.NONE));
    Agreement agreement = trust.licenses().sign(agreement(offer, LicenseeClass.COMMERCIAL, ""));
    assertThatThrownBy(() -> report(agreement, "2026-10", 5))
        .hasMessageContaining("--units subscribers=COUNT");
    Deduction fees = new Deduction("fees", Money.of(1, "USD"));
    assertThatThrownBy(
            () ->
                trust.reportRevenue(
                    agreement.id(), TestTrust.PERIOD, Money.of(5, "USD"), List.of(fees)))
        .hasMessageContaining("does not allow the deduction \"fees\": it allows taxes");
  }

  private Agreement signed(String name, String card) throws IOException {
    return trust
        .licenses()
        .sign(agreement(offer(name, card, Conditions.NONE), LicenseeClass.COMMERCIAL, ""));
  }

  private Agreement agreement(Offer offer, LicenseeClass licensee, String foreignData)
      throws IOException {
    return new Agreement(
        offer.id(), developer(), "We agree.", FROM, Optional.empty(), licensee, foreignData);
  }

  private String developer() throws IOException {
    return trust.registerDeveloper("Ada's Models", "").id();
  }

  private static Amendment amendment(Agreement agreement, Offer offer, LocalDate from) {
    return new Amendment(
        agreement.id(), offer.id(), LicenseeClass.SMALL, "We agree to other terms.", from);
  }

  private Offer offer(String name, String card, Conditions conditions) throws IOException {
    return trust.publishOffer(
        new Offer(
            name,
            RateCard.parse(card),
            DistributionKey.parse("10% 20% 70%"),
            List.of("train"),
            Scope.EVERYTHING,
            List.of(),
            conditions));
  }

  private void report(Agreement agreement, String period, long gross) throws IOException {
    trust.reportRevenue(agreement.id(), Period.parse(period), Money.of(gross, "USD"), List.of());
  }

  static LongStream seeds() {
    return LongStream.range(0, 8);
  }
}
