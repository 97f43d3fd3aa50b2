package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AgreementTest {

  private static final LocalDate FROM = LocalDate.of(2026, 1, 15);

  @Test
  void equalTermsHaveEqualIdsAndReadBack() {
    Agreement agreement = agreement(Optional.empty());
    Agreement read = Agreement.fromJson("off_aaaa", "pty_bbbb", agreement.toJson());
    assertThat(read).isEqualTo(agreement);
    assertThat(read.id()).isEqualTo(agreement.id()).matches("agr_[0-9a-f]{32}");
    assertThat(agreement(Optional.of(FROM)).id()).isNotEqualTo(agreement.id());
    Agreement declared =
        new Agreement(
            "off_aaaa",
            "pty_bbbb",
            "We agree.",
            FROM,
            Optional.empty(),
            LicenseeClass.RESEARCH,
            "a million of our own chat logs");
    assertThat(Agreement.fromJson("off_aaaa", "pty_bbbb", declared.toJson())).isEqualTo(declared);
    assertThat(declared.id()).isNotEqualTo(agreement.id());
  }

  @Test
  void refusesAnEndBeforeTheStart() {
    assertThatThrownBy(() -> agreement(Optional.of(FROM.minusDays(1))))
        .hasMessageContaining("2026-01-14");
  }

  @Test
  void offersReadBack() {
    Offer offer =
        new Offer(
            "standard",
            RateCard.parse("2%"),
            DistributionKey.parse("10% 20% 70%"),
            List.of("train", "evaluate"),
            new Scope(List.of("*"), List.of("*"), List.of("CC-BY-NC-4.0")));
    assertThat(Offer.fromJson(offer.toJson())).isEqualTo(offer);
    assertThat(offer.toJson().names())
        .containsExactly(
            "excludedLicenses", "key", "licenses", "name", "purposes", "rateCard", "rights");
    Offer conditional =
        new Offer(
            "standard",
            RateCard.parse("2%"),
            DistributionKey.parse("10% 20% 70%"),
            List.of("train"),
            Scope.EVERYTHING,
            List.of(AllowedDeduction.parse("taxes"), AllowedDeduction.parse("fees=EUR 5.00")),
            new Conditions(List.of(LicenseeClass.RESEARCH, LicenseeClass.SMALL), true, true));
    assertThat(Offer.fromJson(conditional.toJson())).isEqualTo(conditional);
    assertThat(conditional.splitBy(offer.key()).pricedBy(offer.rateCard())).isEqualTo(conditional);
    assertThat(offer.id()).matches("off_[0-9a-f]{32}");
  }

  private static Agreement agreement(Optional<LocalDate> until) {
    return new Agreement("off_aaaa", "pty_bbbb", "We agree.", FROM, until);
  }
}
