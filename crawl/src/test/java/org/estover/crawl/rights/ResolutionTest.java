package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResolutionTest {
  private static final RightsSignal TRAIN_Y = new ContentUsage("header", "", "train-ai=y");
  private static final RightsSignal TRAIN_N = new ContentUsage("robots.txt:3", "", "train-ai=n");
  private static final RightsSignal RSL_OFFER =
      new RslLicense("robots.txt:7", "https://a.test/l.xml", Stance.OFFERS, "training USD 0.015");
  private static final RightsSignal RSL_DENIES =
      new RslLicense("header", "https://a.test/l.xml", Stance.DENIES, "training is prohibited");
  private static final RightsSignal CC_BY =
      new LicenseLink("link", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0");

  @Test
  void aipreferencePermitsButTdmReservationDenies() {
    assertVerdict("denied", TRAIN_Y, new TdmReservation("header", "1", ""));
  }

  @Test
  void reservationBesideAnRslOfferIsForSale() {
    RightsVerdict verdict = assertVerdict("license-required", TRAIN_N, RSL_OFFER);
    assertThat(verdict.offer()).isEqualTo("https://a.test/l.xml training USD 0.015");
    assertThat(verdict.reason()).contains("aipref").contains("rsl");
  }

  @Test
  void reservationWithTdmPolicyIsForSale() {
    RightsVerdict verdict =
        assertVerdict("license-required", new TdmReservation("meta", "1", "https://a.test/p.json"));
    assertThat(verdict.offer()).isEqualTo("https://a.test/p.json");
  }

  @Test
  void rslProhibitionBeatsPreferenceThatPermits() {
    assertVerdict("denied", TRAIN_Y, RSL_DENIES);
  }

  @Test
  void rslProhibitionIsNotForSaleElsewhere() {
    assertVerdict("denied", RSL_DENIES, new TdmReservation("header", "1", "https://a.test/p"));
  }

  @Test
  void openLicenseDoesNotLiftAReservation() {
    assertVerdict("denied", CC_BY, TRAIN_N);
  }

  @Test
  void openLicenseAlonePermits() {
    assertVerdict("allowed", CC_BY, new RobotsRules("robots.txt", "estover", true));
  }

  @Test
  void nonCommercialLicenseIsNoPermission() {
    assertVerdict("unknown", new LicenseLink("link", "https://a.test", "CC-BY-NC-4.0"));
  }

  @Test
  void disallowedPageIsDeniedEvenBesideAnOffer() {
    assertVerdict("denied", new RobotsRules("robots.txt", "estover", false), RSL_OFFER);
  }

  @Test
  void laterTdmSourceSupersedesEvenWhenItPermitsMore() {
    assertVerdict(
        "allowed",
        new TdmReservation("tdmrep.json", "1", ""),
        new TdmReservation("header", "0", ""));
    assertVerdict(
        "denied", new TdmReservation("header", "0", ""), new TdmReservation("meta", "1", ""));
  }

  @Test
  void invalidTdmValueDoesNotReset() {
    assertVerdict(
        "denied", new TdmReservation("tdmrep.json", "1", ""), new TdmReservation("meta", "2", ""));
  }

  @Test
  void contentSignalSpeaksOnlyWhereItsKeyStands() {
    assertVerdict("denied", new ContentSignal("robots.txt:2", "search=yes, AI-Train=No"));
    assertVerdict("allowed", new ContentSignal("robots.txt:2", "ai-train=yes"));
    assertVerdict("unknown", new ContentSignal("robots.txt:2", "search=yes, ai-input=no"));
  }

  @Test
  void silenceIsUnknownAndThePolicyDecides() {
    RightsVerdict unknown =
        assertVerdict("unknown", new RobotsRules("robots.txt", "estover", true));
    assertThat(SilencePolicy.NO_RESERVATION.apply(unknown, "").name()).isEqualTo("allowed");
    assertThat(SilencePolicy.OPEN_ONLY.apply(unknown, "").name()).isEqualTo("denied");
    assertThat(SilencePolicy.OPEN_ONLY.apply(unknown, "MIT").name()).isEqualTo("allowed");
  }

  @Test
  void policyLeavesOtherVerdictsAlone() {
    RightsVerdict denied = Resolution.resolve(List.of(TRAIN_N), Use.AI_TRAIN);
    assertThat(SilencePolicy.NO_RESERVATION.apply(denied, "MIT")).isSameAs(denied);
  }

  @Test
  void explanationNamesTheEvidence() {
    Explanation explanation = Resolution.explain(List.of(CC_BY, TRAIN_N), Use.AI_TRAIN);
    assertThat(explanation.evidence()).hasSize(2);
    assertThat(explanation.verdict().reason())
        .isEqualTo("aipref: robots.txt line 3: train-ai=n denies ai-train");
  }

  @Test
  void verdictIsReadBackFromItsName() {
    RightsVerdict verdict = Resolution.resolve(List.of(TRAIN_N), Use.AI_TRAIN);
    assertThat(RightsVerdict.of(verdict.name(), verdict.reason(), verdict.offer()))
        .isEqualTo(verdict);
  }

  private static RightsVerdict assertVerdict(String name, RightsSignal... signals) {
    List<RightsSignal> ordered = new java.util.ArrayList<>(List.of(signals));
    RightsVerdict verdict = Resolution.resolve(ordered, Use.AI_TRAIN);
    assertThat(verdict.name()).isEqualTo(name);
    assertThat(Resolution.standing(ordered, Use.AI_TRAIN).label()).isEqualTo(name);
    Collections.reverse(ordered);
    assertThat(Resolution.resolve(ordered, Use.AI_TRAIN))
        .as("order does not matter")
        .isEqualTo(verdict);
    return verdict;
  }
}
