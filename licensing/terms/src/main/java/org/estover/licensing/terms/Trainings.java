package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.ledger.Append;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.TrainingRunDeclared;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.TrainedData;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Usage;
import org.estover.licensing.terms.usage.UsageLine;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;

/**
 * Registers training runs. What they read is computed from the order that they follow, the
 * release's own or a derived one; only what is not the trust's is declared.
 */
public final class Trainings {

  private final TrustState state;

  Trainings(TrustState state) {
    this.state = state;
  }

  /**
   * Registers a training run over the first steps of a granted release; rights holders who are new
   * become parties. A derived order is kept, so that what was read can be told at any time.
   *
   * @throws TermsRefusedException if the order has not that many sequences, a training run of
   *     another shape has that name, the grant was ended, or its agreement has a last day
   * @throws IOException if the order is of another release, or damaged
   */
  public TrainingRun register(DeclaredTraining declared) throws IOException {
    return register(declared, null);
  }

  /**
   * Registers what {@link #register(DeclaredTraining)} does, also under a grant that was ended or
   * whose agreement has a last day, if it was done by then.
   *
   * @param day the last day of the training, as its developer says; kept with a training run where
   *     grant or agreement have a last one. Foreign tokens must be allowed by the terms of that
   *     day, and by all that begin later; without a day by those that begin last
   * @throws TermsRefusedException as there, or if the last day of grant or agreement is before that
   *     day
   */
  public TrainingRun register(DeclaredTraining declared, @Nullable LocalDate day)
      throws IOException {
    Register register = state.register();
    Grant grant = Trust.known("grant", register.grants, declared.grantId());
    TrainingRun known =
        register.trainingRuns.get(TrainingRun.idOf(declared.grantId(), declared.name()));
    if (known != null && isSameShape(known, declared) && declared.order().isEmpty()) {
      requireSame(known, declared, "");
      return known;
    }
    try (Reconstruct order =
        state.releases().inOrderOf(grant.releaseId(), declared.order().orElse(null))) {
      if (known != null) {
        requireSame(known, declared, order.orderId());
        keepOrder(order.orderId(), declared);
        return known;
      }
      requireCovenant(register, grant, declared, day == null ? LocalDate.MAX : day);
      return enter(register, grant, order, declared, day);
    }
  }

  private void keepOrder(String orderId, DeclaredTraining declared) throws IOException {
    if (declared.order().isPresent()) {
      state.releases().keepOrder(orderId, declared.order().get());
    }
  }

  private TrainingRun enter(
      Register register,
      Grant grant,
      Reconstruct order,
      DeclaredTraining declared,
      @Nullable LocalDate day)
      throws IOException {
    boolean ends = requireInTime(register, grant, declared, day);
    Usage usage = Replay.usage(order, declared.steps(), declared.sequencesPerStep());
    requireWithin(grant, order.dataId(), usage);
    TrainingRun run =
        new TrainingRun(
            declared.grantId(),
            order.release().id(),
            order.orderId(),
            declared.name(),
            declared.steps(),
            declared.sequencesPerStep(),
            usage,
            declared.foreignTokens());
    keepOrder(run.orderId(), declared);
    List<Append> requests = new ArrayList<>(Trust.newHolders(register, usage));
    requests.add(
        new Append(
            "training-run/" + run.id(),
            new TrainingRunDeclared(
                run.id(),
                run.grantId(),
                run.releaseId(),
                run.orderId(),
                run.steps(),
                run.sequencesPerStep()),
            new VaultPayload(ends ? withDay(run, day) : run.toJson(), List.of())));
    state.ledger().appendAll(requests);
    return run;
  }

  /**
   * Refuses a day after the last one of a grant or its agreement; whether either has a last one.
   */
  private static boolean requireInTime(
      Register register, Grant grant, DeclaredTraining declared, @Nullable LocalDate day)
      throws IOException {
    Optional<LocalDate> ended = register.amendments.lastDay(grant);
    if (ended.isPresent() && isAfter(day, ended.get())) {
      throw GrantErrors.trainedAfter(grant.id(), ended.get(), declared.name(), day);
    }
    Agreement agreement = Trust.known("agreement", register.agreements, grant.agreementId());
    Optional<LocalDate> until = agreement.until();
    if (until.isPresent() && isAfter(day, until.get())) {
      throw GrantErrors.trainedAfterTerm(agreement.id(), until.get(), declared.name(), day);
    }
    return ended.isPresent() || until.isPresent();
  }

  /** A day that nobody said may be any. */
  private static boolean isAfter(@Nullable LocalDate day, LocalDate last) {
    return day == null || day.isAfter(last);
  }

  /** A training run and the day that let it in, for an audit. */
  private static JsonObject withDay(TrainingRun run, @Nullable LocalDate day) {
    Map<String, Object> members = new TreeMap<>(run.toJson().members());
    members.put("trainedBy", String.valueOf(day));
    return JsonObject.of(members);
  }

  /** What the training runs under an agreement read together; the lowest of their levels counts. */
  public TrainedData trainedData(String agreementId) throws IOException {
    Register register = state.register();
    return register.lineage().ofRuns(register.trainingRunsOf(agreementId));
  }

  private static void requireCovenant(
      Register register, Grant grant, DeclaredTraining declared, LocalDate day) throws IOException {
    Agreement agreement = Trust.known("agreement", register.agreements, grant.agreementId());
    for (AmendmentFold.Terms terms : register.amendments.from(day, agreement)) {
      Offer offer = Trust.known("offer", register.offers, terms.offerId());
      LicenseCheck.requireCovenant(offer, declared.name(), declared.foreignTokens());
    }
  }

  private static void requireWithin(Grant grant, String dataId, Usage usage)
      throws TermsRefusedException {
    TreeMap<String, Long> beyond = new TreeMap<>();
    for (UsageLine line : usage.lines()) {
      if (!grant.slice().holds(line.source(), line.license(), "")) {
        beyond.merge(GrantErrors.kind(line), line.tokens(), Math::addExact);
      }
    }
    if (!beyond.isEmpty()) {
      throw GrantErrors.outsideSlice(grant, dataId, beyond);
    }
  }

  private static boolean isSameShape(TrainingRun known, DeclaredTraining declared) {
    return known.steps() == declared.steps()
        && known.sequencesPerStep() == declared.sequencesPerStep()
        && known.foreignTokens() == declared.foreignTokens();
  }

  private static void requireSame(TrainingRun known, DeclaredTraining declared, String orderId)
      throws TermsRefusedException {
    if (!isSameShape(known, declared) || !known.orderId().equals(orderId)) {
      throw UsageErrors.otherTrainingRun(known, declared, orderId);
    }
  }
}
