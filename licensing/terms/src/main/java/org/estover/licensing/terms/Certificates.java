package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.CertificateIssued;
import org.estover.ledger.log.CertificateRevoked;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.certificate.Certificate;
import org.estover.licensing.terms.certificate.CertificateState;
import org.estover.licensing.terms.certificate.CertifiedTraining;
import org.estover.licensing.terms.certificate.Named;
import org.estover.licensing.terms.certificate.PaymentState;
import org.estover.licensing.terms.certificate.Permitted;
import org.estover.licensing.terms.certificate.Standing;
import org.estover.licensing.terms.certificate.Term;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.receivable.Receivable;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.Notice;
import org.jspecify.annotations.Nullable;

/**
 * Certifies training runs to everybody, and takes that back. Commands are idempotent as those of
 * {@link Trust}. Not thread-safe.
 */
public final class Certificates {

  private final TrustState state;

  Certificates(TrustState state) {
    this.state = state;
  }

  /**
   * Certifies a training run as it stands. Where one that was not revoked says the same for the
   * same days, that one is returned, and nothing is written.
   *
   * @param from the first day
   * @param until the last day; null for the last one of a year, or of the agreement if that is
   *     earlier
   * @throws TermsRefusedException if there is no such training run, its agreement does not hold on
   *     both days, or its developer has a notice about what it read and has not acknowledged it
   * @throws IllegalArgumentException if the days are more than a year, or in the wrong order
   */
  public Certificate issue(String trainingRunId, LocalDate from, @Nullable LocalDate until)
      throws IOException {
    Register register = state.register();
    TrainingRun run = Trust.known("training run", register.trainingRuns, trainingRunId);
    Grant grant = Trust.known("grant", register.grants, run.grantId());
    Agreement agreement = Trust.known("agreement", register.agreements, grant.agreementId());
    LicenseCheck check = new LicenseCheck(register, agreement);
    check.requireHolds(from);
    LocalDate last = until == null ? lastDay(register, agreement, from) : until;
    Term term = new Term(from, last, 1);
    check.requireHolds(last);
    List<String> open = Withdrawals.openNotices(register, run).stream().map(Notice::id).toList();
    if (!open.isEmpty()) {
      throw CertificateErrors.stale(run, open);
    }
    Certificate asked = draft(register, run, grant, agreement, term);
    Map<String, Certificate> all = register.certificates.certificates;
    for (Certificate known : all.values()) {
      if (known.isAs(asked) && !register.certificates.revoked.containsKey(known.id())) {
        return known;
      }
    }
    Certificate certificate = asked;
    while (register.certificates.trainingRuns.containsKey(certificate.id())) {
      certificate = asked.numbered(certificate.term().number() + 1);
    }
    state
        .ledger()
        .append(
            "certificate/" + certificate.id(),
            new CertificateIssued(
                certificate.id(), run.id(), certificate.standing().level().word()),
            new VaultPayload(certificate.toJson(), List.of()));
    return certificate;
  }

  private static LocalDate lastDay(Register register, Agreement agreement, LocalDate from) {
    LocalDate longest = Term.longest(from);
    return register.amendments.lastDay(agreement).filter(longest::isAfter).orElse(longest);
  }

  private Certificate draft(
      Register register, TrainingRun run, Grant grant, Agreement agreement, Term term)
      throws IOException {
    Party trust = register.trust().orElseThrow(Errors::notFounded);
    Party developer = Trust.known("party", register.parties, agreement.developerId());
    String sha256 = Trust.known("release", register.releases, run.releaseId()).manifestSha256();
    return new Certificate(
        new Named(trust.id(), trust.name()),
        new Named(developer.id(), developer.name()),
        new Permitted(
            agreement.id(),
            grant.id(),
            grant.purpose(),
            grant.slice().text(),
            grant.redistribution()),
        new CertifiedTraining(
            run.id(),
            run.name(),
            run.releaseId(),
            sha256,
            run.orderId(),
            run.steps(),
            run.sequencesPerStep(),
            run.usage().tokens(),
            run.foreignTokens()),
        modelsOf(register, run),
        standing(register, run, agreement),
        term,
        state.ledger().checkpoint());
  }

  /** Models that nothing else has made, so that what holds of the training holds of them. */
  private static List<Named> modelsOf(Register register, TrainingRun run) {
    return register.models.models.values().stream()
        .filter(model -> model.parentId().isEmpty() && model.trainingRunId().equals(run.id()))
        .map(model -> new Named(model.id(), model.name()))
        .sorted(Comparator.comparing(Named::name))
        .toList();
  }

  private static Standing standing(Register register, TrainingRun run, Agreement agreement) {
    List<Receivable> months =
        Payments.owed(register, agreement.developerId()).stream()
            .flatMap(owed -> owed.months().stream())
            .filter(month -> month.statement().agreementId().equals(agreement.id()))
            .toList();
    PaymentState payments =
        months.isEmpty()
            ? PaymentState.NOTHING_STATED
            : months.stream().allMatch(month -> month.open().isZero())
                ? PaymentState.PAID_UP
                : PaymentState.OPEN;
    Optional<Period> through =
        months.stream().map(Receivable::period).max(Comparator.naturalOrder());
    return new Standing(
        register.verifications.levelOf(run.id()),
        payments,
        through.map(Period::toString).orElse(""));
  }

  /**
   * Takes a certificate back, once.
   *
   * @param reason why, for people; kept in the vault
   * @throws TermsRefusedException if there is no such certificate, or it was taken back for another
   *     reason
   */
  public Certificate revoke(String certificateId, String reason) throws IOException {
    Register register = state.register();
    Certificate certificate =
        Trust.known("certificate", register.certificates.certificates, certificateId);
    String known = register.certificates.revoked.get(certificateId);
    if (known != null) {
      if (!known.equals(reason)) {
        throw CertificateErrors.otherReason(certificateId, known, reason);
      }
      return certificate;
    }
    state
        .ledger()
        .append(
            "certificate-revoked/" + certificateId,
            new CertificateRevoked(certificateId),
            VaultPayload.of(Map.of("reason", reason)));
    return certificate;
  }

  /** All certificates whose words were not erased, in log order. */
  public List<Certificate> all() throws IOException {
    return List.copyOf(state.register().certificates.certificates.values());
  }

  /** Why a certificate was taken back, or empty where it was not. */
  public Optional<String> revoked(String certificateId) throws IOException {
    return Optional.ofNullable(state.register().certificates.revoked.get(certificateId));
  }

  /** How a certificate stands on a day, by what the log says now. */
  public CertificateState state(Certificate certificate, LocalDate day) throws IOException {
    Register register = state.register();
    Agreement agreement = register.agreements.get(certificate.permitted().agreementId());
    boolean ended =
        agreement != null && register.amendments.lastDay(agreement).map(day::isAfter).orElse(false);
    TrainingRun run = register.trainingRuns.get(certificate.training().id());
    if (register.certificates.revoked.containsKey(certificate.id())) {
      return CertificateState.REVOKED;
    }
    if (ended || day.isAfter(certificate.term().until())) {
      return CertificateState.EXPIRED;
    }
    if (day.isBefore(certificate.term().from())) {
      return CertificateState.PENDING;
    }
    return run != null && !Withdrawals.openNotices(register, run).isEmpty()
        ? CertificateState.STALE
        : CertificateState.VALID;
  }
}
