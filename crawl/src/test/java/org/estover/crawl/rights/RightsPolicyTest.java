package org.estover.crawl.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RightsPolicyTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  private static final RightsSignal TRAIN_N = new ContentUsage("robots.txt:3[*]", "", "train-ai=n");
  private static final RightsSignal ALLOWED = new RobotsRules("robots.txt", "estover", true);
  private static final RightsSignal OFFER =
      new RslLicense("header", "https://a.test/l.xml", Stance.OFFERS, "training USD 1");
  private static final RightsSignal PROHIBITED =
      new RslLicense("header", "https://a.test/l.xml", Stance.DENIES, "ai-train is prohibited");

  /** Covers training on one origin from one day on. */
  private static final Agreements AGREEMENT =
      (origin, use, date) ->
          origin.equals("https://a.test") && use == Use.AI_TRAIN && !date.isBefore(DAY)
              ? "agr_1"
              : "";

  private static RightsVerdict decide(SilencePolicy silence, RightsSignal... signals) {
    return new RightsPolicy(ReadingRules.DEFAULT, AGREEMENT, silence)
        .decide(List.of(signals), Use.AI_TRAIN, "https://a.test", DAY, "");
  }

  @Test
  void anAgreementOverridesPreferencesOffersAndPublicTerms() {
    assertThat(decide(SilencePolicy.OPEN_ONLY, ALLOWED, TRAIN_N).name()).isEqualTo("allowed");
    assertThat(decide(SilencePolicy.OPEN_ONLY, OFFER).name()).isEqualTo("allowed");
    assertThat(decide(SilencePolicy.OPEN_ONLY, PROHIBITED).name()).isEqualTo("allowed");
    assertThat(decide(SilencePolicy.OPEN_ONLY).name()).isEqualTo("allowed");
    assertThat(decide(SilencePolicy.OPEN_ONLY, TRAIN_N).reason())
        .isEqualTo(
            "agreement: agr_1 covers ai-train of https://a.test; without it: aipref: robots.txt"
                + " line 3, group *: train-ai=n denies ai-train");
  }

  @Test
  void anAgreementNeverOverridesAccess() {
    RightsSignal disallowed = new RobotsRules("robots.txt", "estover", false);
    assertThat(decide(SilencePolicy.NO_RESERVATION, disallowed).name()).isEqualTo("denied");
    for (int status : List.of(401, 402, 403, 451)) {
      RightsSignal refused = new AccessStatus("http", status, "crawler-price: USD 0.01");
      assertThat(decide(SilencePolicy.NO_RESERVATION, ALLOWED, refused).name())
          .as("status %d", status)
          .isEqualTo("denied");
    }
  }

  @Test
  void anAgreementCoversOriginUseAndDate() {
    RightsPolicy policy =
        new RightsPolicy(ReadingRules.DEFAULT, AGREEMENT, SilencePolicy.NO_RESERVATION);
    List<RightsSignal> signals = List.of(new ContentUsage("header", "", "train-ai=n, ai-use=n"));
    assertThat(policy.decide(signals, Use.AI_TRAIN, "https://b.test", DAY, "").name())
        .isEqualTo("denied");
    assertThat(policy.decide(signals, Use.AI_INPUT, "https://a.test", DAY, "").name())
        .isEqualTo("denied");
    assertThat(policy.decide(signals, Use.AI_TRAIN, "https://a.test", DAY.minusDays(1), "").name())
        .isEqualTo("denied");
    assertThat(policy.decide(signals, Use.AI_TRAIN, "", DAY, "").name()).isEqualTo("denied");
  }

  @Test
  void silenceIsDecidedLast() {
    List<RightsSignal> silent = List.of(ALLOWED);
    RightsPolicy open =
        new RightsPolicy(ReadingRules.DEFAULT, Agreements.NONE, SilencePolicy.OPEN_ONLY);
    assertThat(RightsPolicy.DEFAULT.decide(silent, Use.AI_TRAIN, "", DAY, "").name())
        .isEqualTo("allowed");
    assertThat(open.decide(silent, Use.AI_TRAIN, "", DAY, "").name()).isEqualTo("denied");
    assertThat(open.decide(silent, Use.AI_TRAIN, "", DAY, "CC-BY-4.0").name()).isEqualTo("allowed");
  }

  /** Whatever the signals are: the fast verdict is that of the words, a stricter one never less. */
  @Test
  void moreSignalsNeverLiftARefusal() {
    List<RightsSignal> all =
        List.of(
            ALLOWED,
            TRAIN_N,
            OFFER,
            PROHIBITED,
            new ContentSignal("robots.txt:2[*]", "ai-train=yes, search=no"),
            new TdmReservation("header", "1", ""),
            new RobotsMeta("meta", "*", List.of("noai")),
            new AiTxt("ai.txt:2[*]", "/", false),
            new LicenseLink("link", "https://mit.test/", "MIT"));
    for (int set = 0; set < 1 << all.size(); set++) {
      List<RightsSignal> signals = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if ((set >> i & 1) == 1) {
          signals.add(all.get(i));
        }
      }
      for (Use use : Use.values()) {
        Standing standing = Resolution.standing(signals, use);
        assertThat(Resolution.resolve(signals, use).name()).isEqualTo(standing.label());
        boolean sold = standing == Standing.LICENSE_REQUIRED;
        assertThat(sold && signals.contains(PROHIBITED)).isFalse();
        boolean reserved = signals.contains(TRAIN_N) && use == Use.AI_TRAIN;
        assertThat(reserved && standing == Standing.ALLOWED).isFalse();
      }
    }
  }
}
