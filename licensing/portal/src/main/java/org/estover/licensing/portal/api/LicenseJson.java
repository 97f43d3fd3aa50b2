package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.estover.licensing.portal.license.TermsText;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.LicenseDecision;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.jspecify.annotations.Nullable;

/** Offers, requests, agreements and grants as the contract writes them. */
final class LicenseJson {
  private LicenseJson() {}

  /** Published terms. */
  record Offer(
      String id,
      String name,
      String rateCard,
      String distributionKey,
      List<String> purposes,
      List<String> rights,
      List<String> licenses,
      List<String> excludedLicenses,
      List<String> deductions,
      List<String> licensees,
      boolean trustOnly,
      boolean onRequest,
      String text) {

    static Offer of(org.estover.licensing.terms.agreement.Offer offer, String trust) {
      return new Offer(
          offer.id(),
          offer.name(),
          offer.rateCard().canonical(),
          offer.key().canonical(),
          offer.purposes(),
          offer.scope().rights(),
          offer.scope().licenses(),
          offer.scope().excluded(),
          offer.deductions().stream().map(AllowedDeduction::text).toList(),
          offer.conditions().licensees().stream().map(LicenseeClass::word).toList(),
          offer.conditions().trustOnly(),
          offer.conditions().onRequest(),
          TermsText.of(offer, trust));
    }
  }

  /** What a developer sends to ask for an offer. */
  record NewRequest(@Nullable String offerId, @Nullable String licensee, @Nullable String text) {}

  /** A request for a license, and what was decided. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Request(
      String id,
      String offerId,
      String developerId,
      String licensee,
      String text,
      String state,
      @Nullable String reason) {

    static Request of(LicenseRequest request, @Nullable LicenseDecision decision) {
      return new Request(
          request.id(),
          request.offerId(),
          request.developerId(),
          request.licensee().word(),
          request.text(),
          decision == null ? "waiting" : decision.word(),
          decision == null ? null : decision.reason());
    }
  }

  /** What a developer sends to sign an offer. */
  record NewAgreement(
      @Nullable String offerId,
      @Nullable String text,
      @Nullable String from,
      @Nullable String until,
      @Nullable String licensee) {}

  /** A signed offer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Signed(
      String id,
      String offerId,
      String developerId,
      String licensee,
      String textSha256,
      String from,
      @Nullable String until,
      @Nullable String lastDay) {

    static Signed of(Agreement agreement, @Nullable LocalDate lastDay) {
      return new Signed(
          agreement.id(),
          agreement.offerId(),
          agreement.developerId(),
          agreement.licensee().word(),
          agreement.textSha256(),
          agreement.from().toString(),
          agreement.until().map(LocalDate::toString).orElse(null),
          lastDay == null ? null : lastDay.toString());
    }
  }

  /** What a developer sends to be granted a release. */
  record NewGrant(
      @Nullable String agreementId,
      @Nullable String releaseId,
      @Nullable String purpose,
      @Nullable List<String> sources,
      @Nullable List<String> licenseClasses,
      @Nullable Boolean redistribution) {}

  /** Permission to use a release. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Permitted(
      String id,
      String agreementId,
      String releaseId,
      String purpose,
      List<String> sources,
      List<String> licenseClasses,
      boolean redistribution,
      @Nullable String lastDay) {

    static Permitted of(Grant grant, @Nullable LocalDate lastDay) {
      return new Permitted(
          grant.id(),
          grant.agreementId(),
          grant.releaseId(),
          grant.purpose(),
          grant.slice().sources(),
          grant.slice().licenseClasses().stream().map(LicenseClass::word).toList(),
          grant.redistribution(),
          lastDay == null ? null : lastDay.toString());
    }
  }
}
