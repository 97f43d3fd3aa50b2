package org.estover.licensing.portal.access;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.springframework.stereotype.Component;

/** Whose the things are that the trust's ledger knows. */
@Component
final class TermsOwnership implements Ownership {
  private static final Set<ThingKind> KINDS =
      EnumSet.of(
          ThingKind.LICENSE_REQUEST,
          ThingKind.AGREEMENT,
          ThingKind.GRANT,
          ThingKind.TRAINING_RUN,
          ThingKind.MODEL);

  private final TrustDesk desk;

  TermsOwnership(TrustDesk desk) {
    this.desk = desk;
  }

  @Override
  public boolean answersFor(ThingKind kind) {
    return KINDS.contains(kind);
  }

  @Override
  public boolean isTheirs(Visitor visitor, ThingKind kind, String id) throws IOException {
    String developer = desk.read(opened -> developer(opened.trust(), kind, id));
    boolean reads = visitor.is(Who.OPERATOR) || visitor.is(Who.AUDITOR);
    return !developer.isEmpty() && (reads || visitor.actsFor(developer));
  }

  /** The developer whose a thing is, "" where there is no such thing. */
  private static String developer(Trust trust, ThingKind kind, String id) throws IOException {
    return switch (kind) {
      case LICENSE_REQUEST -> {
        LicenseRequest request = trust.licenses().requests().get(id);
        yield request == null ? "" : request.developerId();
      }
      case AGREEMENT -> ofAgreement(trust, id);
      case GRANT -> ofGrant(trust, id);
      case TRAINING_RUN -> ofTrainingRun(trust, id);
      case MODEL -> {
        for (Model model : trust.models().models()) {
          if (model.id().equals(id)) {
            yield trust.models().agreementOf(id).developerId();
          }
        }
        yield "";
      }
      case STATEMENT, PAID_STATEMENT, CLAIM, CASE, DRAFT, TOKEN, WEBHOOK, OWN_ACCOUNT, PUBLIC ->
          throw new IllegalArgumentException(kind + " is not the ledger's");
    };
  }

  private static String ofAgreement(Trust trust, String id) throws IOException {
    for (Agreement agreement : trust.agreements()) {
      if (agreement.id().equals(id)) {
        return agreement.developerId();
      }
    }
    return "";
  }

  private static String ofGrant(Trust trust, String id) throws IOException {
    for (Grant grant : trust.grants()) {
      if (grant.id().equals(id)) {
        return ofAgreement(trust, grant.agreementId());
      }
    }
    return "";
  }

  private static String ofTrainingRun(Trust trust, String id) throws IOException {
    for (TrainingRun run : trust.trainingRuns()) {
      if (run.id().equals(id)) {
        return ofGrant(trust, run.grantId());
      }
    }
    return "";
  }
}
