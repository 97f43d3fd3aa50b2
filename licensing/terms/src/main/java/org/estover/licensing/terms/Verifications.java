package org.estover.licensing.terms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.Append;
import org.estover.ledger.log.BatchChainDeclared;
import org.estover.ledger.log.TrainingRunVerified;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.VerificationLevel;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.party.Delegation;
import org.estover.licensing.terms.party.SignatureKey;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Transcript;
import org.estover.licensing.terms.usage.Verification;
import org.estover.tokenize.reconstruct.ChainCheck;
import org.estover.tokenize.reconstruct.ChainLog;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;

/**
 * Checks what developers show about their training runs, and keeps what was found.
 *
 * <p>L1 is a transcript that a key of the developer signed, or of who may sign trainings for it. L2
 * is a chain of batch digests that equals that of the registered order at every step. Both show
 * that data and order were known, and bind the developer to them; neither shows that anything was
 * trained.
 */
public final class Verifications {

  private final TrustState state;

  Verifications(TrustState state) {
    this.state = state;
  }

  /**
   * What the developer signs.
   *
   * @param chain the file that the trainer logged its chain in, or null where it did not
   * @throws TermsRefusedException if the chain is of other data or another number of steps
   */
  public Transcript transcript(String trainingRunId, @Nullable Path chain) throws IOException {
    TrainingRun run = run(trainingRunId);
    if (chain == null) {
      return new Transcript(run, "");
    }
    ChainLog log = chainOf(run, chain);
    if (log.steps() < run.steps()) {
      throw UsageErrors.shortChain(run, log.steps());
    }
    return new Transcript(run, log.lastValue());
  }

  /**
   * Records the head of a chain that a developer showed, whatever a check of it will find: one with
   * another head, shown later, is another entry.
   *
   * @return what is recorded; nothing where the chain has no step, or it is not known any more who
   *     the developer is
   * @throws TermsRefusedException if the chain is of other data or of more steps than registered
   */
  public Optional<BatchChainDeclared> declareChain(String trainingRunId, Path chain)
      throws IOException {
    TrainingRun run = run(trainingRunId);
    ChainLog log = chainOf(run, chain);
    String developerId = state.register().developerOf(run);
    if (log.steps() == 0 || developerId.isEmpty()) {
      return Optional.empty();
    }
    String head = log.lastValue();
    String steps = Long.toString(log.steps());
    String id = ContentId.of("chn", Map.of("trainingRun", run.id(), "steps", steps, "head", head));
    BatchChainDeclared declared =
        new BatchChainDeclared(id, run.id(), developerId, log.steps(), head);
    state.ledger().append("chain/" + id, declared, VaultPayload.EMPTY);
    return Optional.of(declared);
  }

  /**
   * Checks a signature under a {@link #transcript}, and records what was found.
   *
   * @param chain the chain that the transcript names, or null where it names none
   * @param day on which the signer must have been allowed to sign
   * @throws TermsRefusedException if nobody can sign for the developer
   */
  public Verification verifySignature(
      String trainingRunId, @Nullable Path chain, byte[] signature, LocalDate day)
      throws IOException {
    Transcript transcript = transcript(trainingRunId, chain);
    Register register = state.register();
    String developerId = register.developerOf(transcript.run());
    List<SignatureKey> keys =
        register.keys.keys.values().stream()
            .filter(register.keys::counts)
            .filter(
                key ->
                    register.keys.actsFor(
                        key.partyId(), developerId, Delegation.SIGN_TRAINING, day))
            .toList();
    if (keys.isEmpty()) {
      throw KeyErrors.noSigner(developerId);
    }
    byte[] signed = transcript.signed();
    Optional<SignatureKey> signer =
        keys.stream().filter(key -> key.verifies(signed, signature)).findFirst();
    byte[] evidence = Arrays.copyOf(signed, signed.length + signature.length);
    System.arraycopy(signature, 0, evidence, signed.length, signature.length);
    String finding =
        signer
            .map(key -> "the transcript is signed by " + key.id() + " of " + key.partyId())
            .orElse("no key of " + developerId + " signed this transcript");
    return record(
        new Verification(
            trainingRunId,
            VerificationLevel.L1,
            signer.isPresent(),
            ContentId.sha256(evidence),
            finding));
  }

  /**
   * Compares a trainer's chain with the registered order at every step, and records what was found:
   * the first step that read something else, or the step behind which the chain ends. Reads every
   * step up to that, unless the release was prepared with its chain.
   *
   * @throws TermsRefusedException if the chain is of other data, or of more steps than registered
   */
  public Verification verifyChain(String trainingRunId, Path chain) throws IOException {
    TrainingRun run = run(trainingRunId);
    ChainLog log = chainOf(run, chain);
    ChainCheck.Result result;
    try (Reconstruct order = state.releases().ordered(run.releaseId(), run.orderId())) {
      result = ChainCheck.check(log, order);
    }
    boolean whole = result.isEqual() && log.steps() == run.steps();
    return record(
        new Verification(
            trainingRunId, VerificationLevel.L2, whole, log.sha256(), finding(run, log, result)));
  }

  private static String finding(TrainingRun run, ChainLog log, ChainCheck.Result result) {
    ChainCheck.Deviation deviation = result.deviation();
    if (deviation == null) {
      return log.steps() == run.steps()
          ? "all " + run.steps() + " steps are those of " + run.dataId()
          : "the chain ends after step " + log.steps() + " of " + run.steps();
    }
    if (deviation.toStep() == 0) {
      return "the chain begins with another value than " + run.dataId() + " does";
    }
    String where =
        deviation.isOneStep()
            ? "step " + deviation.fromStep()
            : "one of the steps " + deviation.fromStep() + " to " + (deviation.toStep() - 1);
    return where + " read other tokens than " + run.dataId() + " gives; those before are equal";
  }

  private Verification record(Verification found) throws IOException {
    Verification known = state.register().verifications.verifications.get(found.id());
    if (known != null) {
      return known;
    }
    state
        .ledger()
        .appendAll(
            List.of(
                new Append(
                    "verification/" + found.id(),
                    new TrainingRunVerified(
                        found.id(),
                        found.trainingRunId(),
                        found.level().word(),
                        found.outcome(),
                        found.evidenceSha256()),
                    new VaultPayload(found.toJson(), List.of()))));
    return found;
  }

  private static ChainLog chainOf(TrainingRun run, Path file) throws IOException {
    ChainLog log = ChainLog.read(file);
    boolean same =
        log.dataId().equals(run.dataId()) && log.sequencesPerStep() == run.sequencesPerStep();
    if (!same || log.steps() > run.steps()) {
      throw UsageErrors.otherChain(file, run, log.dataId(), log.steps(), log.sequencesPerStep());
    }
    return log;
  }

  private TrainingRun run(String trainingRunId) throws IOException {
    return Trust.known("training run", state.register().trainingRuns, trainingRunId);
  }

  /** The checks of a training run, in log order. */
  public List<Verification> of(String trainingRunId) throws IOException {
    return new ArrayList<>(state.register().verifications.of(trainingRunId));
  }

  /** The highest level that a check of a training run passed; a check that failed takes none. */
  public VerificationLevel levelOf(String trainingRunId) throws IOException {
    return state.register().verifications.levelOf(trainingRunId);
  }
}
