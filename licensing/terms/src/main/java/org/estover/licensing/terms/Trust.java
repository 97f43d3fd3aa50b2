package org.estover.licensing.terms;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.ledger.Append;
import org.estover.ledger.Appended;
import org.estover.ledger.Ledger;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.HostsListed;
import org.estover.ledger.log.ModelCheckpointRegistered;
import org.estover.ledger.log.OfferPublished;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.log.RevenueCorrected;
import org.estover.ledger.log.RevenueReported;
import org.estover.ledger.log.RightsDecided;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Deduction;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Developer;
import org.estover.licensing.terms.party.Operator;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.PartyIds;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.DeclaredTraining;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.usage.Usage;
import org.estover.licensing.terms.withdrawal.WithdrawalImpact;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.release.HostsFile;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.jspecify.annotations.Nullable;

/**
 * A public data trust: publishes releases, licenses them, settles what is owed, and takes down.
 *
 * <p>Holds nothing itself: every answer is read from the ledger's log and vault and from the
 * published releases. Every command is idempotent: ids follow from what they name, so the same
 * command gives the same id and writes nothing twice, while the same name with another body is
 * refused, naming what exists and what differs. A command that returns is on disk.
 *
 * <p>The first command reads the log, time grows with the facts recorded; later ones read what is
 * new. Not thread-safe; one trust writes to a ledger at a time.
 */
public final class Trust {

  private final TrustState state;
  private final Ledger ledger;
  private final ReleaseStore releases;

  private Trust(TrustState state) {
    this.state = state;
    this.ledger = state.ledger();
    this.releases = state.releases();
  }

  /**
   * Founds a trust on a ledger, or opens the one of that name that is founded already.
   *
   * @param name under which the trust deals
   * @param salt at least 16 secret random bytes that key the ids of parties; kept in the vault, and
   *     ignored where the trust is founded already
   * @throws TermsRefusedException if the ledger belongs to a trust of another name
   */
  public static Trust found(Ledger ledger, ReleaseStore releases, String name, byte[] salt)
      throws IOException {
    TrustState state = new TrustState(ledger, releases);
    Optional<Party> founded = state.register().trust();
    if (founded.isEmpty()) {
      String id = PartyIds.saltedBy(salt).idOf(Operator.ROLE, name);
      Party trust = new Operator(id, name, "");
      VaultPayload payload =
          VaultPayload.of(
              Map.of("name", name, "contact", "", "salt", HexFormat.of().formatHex(salt)));
      ledger.append("trust", new PartyRegistered(trust.id(), trust.role()), payload);
    } else if (!founded.get().name().equals(name)) {
      throw Errors.foundedAs(founded.get().name(), name);
    }
    return new Trust(state);
  }

  /**
   * Opens the trust that a ledger belongs to.
   *
   * @throws TermsRefusedException if none was founded on it
   */
  public static Trust open(Ledger ledger, ReleaseStore releases) throws IOException {
    TrustState state = new TrustState(ledger, releases);
    if (state.register().trust().isEmpty()) {
      throw Errors.notFounded();
    }
    return new Trust(state);
  }

  /** The trust as a party. */
  public Party self() throws IOException {
    return register().trust().orElseThrow(Errors::notFounded);
  }

  /** The releases it publishes. */
  public ReleaseStore releases() {
    return releases;
  }

  /**
   * Publishes the sealed release in a folder: takes its files into the store, verifies every byte,
   * also of a copy that the store holds already, makes the prefix sums by which its usage is
   * counted, and records it with the verdicts by which it was made and the root over its hosts.
   *
   * @throws DamagedReleaseException if it or the store's copy is damaged; then nothing is recorded
   * @throws TermsRefusedException if it is new and holds something that was taken down, or that
   *     nobody may train on; then it is neither stored nor recorded
   */
  public PublishedRelease publish(Path folder) throws IOException {
    Release sealed = Release.open(folder);
    if (!register().releases.containsKey(sealed.id())) {
      withdrawals().requireNoneIn(sealed);
      GrantCheck.requireGrantable(sealed);
    }
    Release release = releases.take(folder);
    withdrawals().mask(release);
    Replay.prepare(release);
    ReleaseContent content = release.content();
    ReleasePublished fact =
        new ReleasePublished(
            release.id(),
            release.manifest().contentSha256(),
            content.documents(),
            content.tokens(),
            content.base());
    RightsDecided rights = RightsBatch.of(release);
    List<Append> facts = new ArrayList<>();
    facts.add(new Append("release/" + release.id(), fact, VaultPayload.EMPTY));
    facts.add(new Append("rights/" + rights.batchId(), rights, VaultPayload.EMPTY));
    HostsListed hosts = listed(release);
    if (hosts != null) {
      facts.add(new Append("hosts/" + release.id(), hosts, VaultPayload.EMPTY));
    }
    List<Appended> recorded = ledger.appendAll(facts);
    return new PublishedRelease(
        release.id(), release.folder(), recorded.get(0).repeated(), rights, hosts);
  }

  /** The tree of hosts, which was checked as every byte was; a release made before has none. */
  private static @Nullable HostsListed listed(Release release) {
    HostsFile hosts = release.manifest().lookup().hosts();
    return hosts == null
        ? null
        : new HostsListed(
            release.id(), hosts.hosts(), hosts.documents(), hosts.tokens(), hosts.root());
  }

  /**
   * Registers a developer, who stays as registered where no contact is given.
   *
   * @throws TermsRefusedException if the developer is registered with another contact
   */
  public Developer registerDeveloper(String name, String contact) throws IOException {
    Register register = register();
    Developer asked = new Developer(ids(register).idOf(Developer.ROLE, name), name, contact);
    if (register.parties.get(asked.id()) instanceof Developer known && known.name().equals(name)) {
      if (!contact.isEmpty() && !contact.equals(known.contact())) {
        throw Errors.otherContact(asked);
      }
      return known;
    }
    Append request = registration(asked);
    ledger.append(request.idempotencyKey(), request.fact(), request.payload());
    return asked;
  }

  /** The id that a developer of that name has, or will have once registered. */
  public String developerId(String name) throws IOException {
    return ids(register()).idOf(Developer.ROLE, name);
  }

  /** Publishes terms; the same name with other terms is refused. */
  public Offer publishOffer(Offer offer) throws IOException {
    Offer known = register().offers.get(offer.id());
    if (known != null && !known.toJson().equals(offer.toJson())) {
      throw Errors.otherOffer(known, offer);
    }
    VaultPayload payload = new VaultPayload(offer.toJson(), List.of());
    ledger.append("offer/" + offer.id(), new OfferPublished(offer.id()), payload);
    return offer;
  }

  /**
   * Records that a developer signed an offer.
   *
   * @param text the text that was signed, kept in the vault
   * @param from the first day the agreement holds
   * @param until the last day, or null for an open end
   * @throws TermsRefusedException if offer or developer is not known
   */
  public Agreement sign(
      String offerId, String developerId, String text, LocalDate from, @Nullable LocalDate until)
      throws IOException {
    return licenses()
        .sign(new Agreement(offerId, developerId, text, from, Optional.ofNullable(until)));
  }

  /** What other rate cards would have paid. */
  public Simulations simulations() {
    return new Simulations(state);
  }

  /** Requests, agreements, amendments and ends. */
  public Licenses licenses() {
    return new Licenses(state);
  }

  /**
   * Permits the use of a published release for a purpose.
   *
   * @throws TermsRefusedException if the offer does not allow the purpose, or does not cover some
   *     documents of the release; the message counts them by license
   */
  public Grant grant(String agreementId, String releaseId, String purpose) throws IOException {
    return granting().grant(new Grant(agreementId, releaseId, purpose));
  }

  /** Grants of releases and of parts of them. */
  public Granting granting() {
    return new Granting(state);
  }

  /**
   * Registers a training run over the first steps of a granted release. Its usage is computed from
   * the release's order, never reported; rights holders who are new become parties.
   *
   * @param name tells the training runs under a grant apart
   * @param steps how many steps it takes, from step 0
   * @param sequencesPerStep how many sequences a step reads over all ranks
   * @throws TermsRefusedException if the order has not that many sequences, or a training run of
   *     another length has that name
   */
  public TrainingRun registerTrainingRun(
      String grantId, String name, long steps, int sequencesPerStep) throws IOException {
    return trainings().register(new DeclaredTraining(grantId, name, steps, sequencesPerStep));
  }

  /** The keys of parties, and who acts for whom. */
  public Keys keys() {
    return new Keys(state);
  }

  /** The checks of training runs. */
  public Verifications verifications() {
    return new Verifications(state);
  }

  /** What the trust certifies of training runs. */
  public Certificates certificates() {
    return new Certificates(state);
  }

  /** Models, their deployments, and what they earned. */
  public Models models() {
    return new Models(state);
  }

  /** The registry of training runs. */
  public Trainings trainings() {
    return new Trainings(state);
  }

  /**
   * Registers which weights a training run had after a step; what is known already is returned.
   *
   * @param step how many steps it had taken, 0 to all of them
   * @param weightsSha256 SHA-256 of the weights, lower-case hex
   * @throws TermsRefusedException if the run takes fewer steps, or had these weights after another
   *     step: weights that did not change were not trained
   */
  public ModelCheckpoint registerModelCheckpoint(
      String trainingRunId, long step, String weightsSha256) throws IOException {
    Register register = register();
    TrainingRun run = known("training run", register.trainingRuns, trainingRunId);
    if (step < 0 || step > run.steps()) {
      throw Errors.noSuchStep(trainingRunId, step, run.steps());
    }
    ModelCheckpoint checkpoint = new ModelCheckpoint(trainingRunId, step, weightsSha256);
    ModelCheckpoint known = register.modelCheckpoints.get(checkpoint.id());
    if (known != null && known.step() != step) {
      throw Errors.oneDigestAtTwoSteps(known, step);
    }
    ledger.append(
        "model-checkpoint/" + checkpoint.id(),
        new ModelCheckpointRegistered(checkpoint.id(), trainingRunId, step, weightsSha256),
        VaultPayload.EMPTY);
    return checkpoint;
  }

  /** The registered weights of a training run, in the order in which they were registered. */
  public List<ModelCheckpoint> modelCheckpoints(String trainingRunId) throws IOException {
    return register().modelCheckpoints.values().stream()
        .filter(checkpoint -> checkpoint.trainingRunId().equals(trainingRunId))
        .toList();
  }

  /**
   * Records what a developer earned in a period under an agreement.
   *
   * @throws TermsRefusedException if the agreement does not hold in the period, its rate card
   *     cannot price the currency, other figures were reported already, or the books could not hold
   *     what would then be due to the trust
   */
  public RevenueReport reportRevenue(
      String agreementId, Period period, Money gross, List<Deduction> deductions)
      throws IOException {
    return reportRevenue(new RevenueReport(agreementId, period, gross, deductions));
  }

  /** Records what {@link #reportRevenue} does, with counts of what was sold. */
  public RevenueReport reportRevenue(RevenueReport report) throws IOException {
    Register register = register();
    requireTerms(register, report);
    requireTogether(register, report);
    Optional<RevenueReport> current = register.reportOf(report.agreementId(), report.period());
    if (current.isPresent()) {
      requireSame(register, current.get(), report);
      return current.get();
    }
    ledger.append(
        "revenue/" + report.id(),
        new RevenueReported(report.id(), report.agreementId(), report.period()),
        new VaultPayload(report.toJson(), List.of()));
    return report;
  }

  /**
   * Records other figures for a period in place of those reported, which stay in the log and count
   * no more.
   *
   * @param replaces id of the report that is corrected
   *     <p>Where a statement of the period was issued, the next call of {@link #issueStatements}
   *     revises it.
   * @throws TermsRefusedException if it is not the report of the period that counts
   */
  public RevenueReport correctRevenue(
      String agreementId, Period period, Money gross, List<Deduction> deductions, String replaces)
      throws IOException {
    return correctRevenue(
        new RevenueReport(agreementId, period, gross, deductions).replacing(replaces));
  }

  /** Records what {@link #correctRevenue} does, with counts of what was sold. */
  public RevenueReport correctRevenue(RevenueReport report) throws IOException {
    Register register = register();
    String agreementId = report.agreementId();
    Period period = report.period();
    String replaces = report.replaces();
    requireTerms(register, report);
    requireTogether(register, report);
    Optional<RevenueReport> current = register.reportOf(agreementId, period);
    if (current.isPresent() && current.get().equals(report)) {
      return report;
    }
    if (current.isEmpty() || !current.get().id().equals(replaces)) {
      throw Errors.notTheReport(replaces, agreementId, period, current.orElse(null));
    }
    CreditCheck.require(state, register, report);
    ledger.append(
        "revenue/" + report.id(),
        new RevenueCorrected(report.id(), agreementId, period, replaces),
        new VaultPayload(report.toJson(), List.of()));
    return report;
  }

  private static void requireSame(Register register, RevenueReport current, RevenueReport asked)
      throws IOException {
    if (!current.replacing("").equals(asked)) {
      Optional<Statement> issued = register.statementOf(asked.agreementId(), asked.period());
      throw Errors.otherReport(current, asked, issued.orElse(null));
    }
  }

  private static void requireTogether(Register register, RevenueReport report)
      throws TermsRefusedException {
    List<ModelRevenue> single = register.models.revenueOf(report.agreementId(), report.period());
    if (!single.isEmpty()) {
      throw ModelErrors.reportedByModel(report, single.get(0));
    }
  }

  /** Refuses a report that its agreement's terms cannot price. */
  static void requireTerms(Register register, RevenueReport report) throws IOException {
    Agreement agreement = known("agreement", register.agreements, report.agreementId());
    known("offer", register.offers, agreement.offerId());
    List<TermsSegment> terms = register.termsOf(report.agreementId(), report.period());
    if (terms.isEmpty()) {
      Optional<LocalDate> lastDay = register.amendments.lastDay(agreement);
      throw Errors.outsideAgreement(
          report.agreementId(), agreement.from(), lastDay.orElse(null), report.period());
    }
    for (TermsSegment segment : terms) {
      ReportCheck.require(segment.offer(), report);
    }
    OneCurrency.require(register, report);
    BigInteger due = register.dueWith(report);
    if (due.bitLength() >= Long.SIZE) {
      throw Errors.beyondTheBooks(report, due);
    }
  }

  /**
   * Issues the statement of every agreement with a revenue report for a period, all or none of
   * those that are new, and enters them in the books. One that was issued before is computed again
   * from the same prefix of the log, must come out the same to the byte, and is returned; where its
   * report was corrected, it is revised, and the difference entered.
   *
   * @return the statements that count, in the order of their reports
   */
  public List<Statement> issueStatements(Period period) throws IOException {
    return new Issuing(state).issue(period, false);
  }

  /**
   * Issues what {@link #issueStatements} does, and revises as well what comes to other figures by
   * what is known now, such as training runs that were registered later.
   */
  public List<Statement> issueStatementsAnew(Period period) throws IOException {
    return new Issuing(state).issue(period, true);
  }

  /** Charges beside statements. */
  public Charges charges() {
    return new Charges(state);
  }

  /** What developers pay. */
  public Payments payments() {
    return new Payments(state);
  }

  /** The close of months. */
  public Periods periods() {
    return new Periods(state);
  }

  /** The statements issued so far, in log order, with those that were revised. */
  public List<Statement> statements() throws IOException {
    return List.copyOf(register().statements.values());
  }

  /**
   * Takes down a URL or a host, with all documents from it in published releases, or one document
   * by its id. Published releases stay as they are, but what they say there is masked where it is
   * handed out; no later release of this trust holds what was taken down.
   *
   * @param request a URI as the releases name it, a host, or {@code doc_} and 32 hex digits
   * @throws TermsRefusedException if no published release holds it
   */
  public WithdrawalImpact withdraw(String request) throws IOException {
    return withdrawals().withdraw(request, false);
  }

  /**
   * Takes down what {@link #withdraw} does, and also a URL that no published release holds, so that
   * it stays out of all later ones. For ever, so the caller has made sure that it is no slip.
   *
   * @throws TermsRefusedException if a document id is in no published release
   */
  public WithdrawalImpact withdrawUnseen(String request) throws IOException {
    return withdrawals().withdraw(request, true);
  }

  /** What {@link #withdraw} would touch, without taking anything down. */
  public WithdrawalImpact impact(String request) throws IOException {
    return withdrawals().impact(request);
  }

  /** Takes down, masks and tells those who hold copies. */
  public Withdrawals withdrawals() {
    return new Withdrawals(state);
  }

  /** Everything taken down so far. */
  public WithdrawnSet withdrawn() throws IOException {
    return register().withdrawals.set();
  }

  /** What the trust decided about its own money. */
  public Deed deed() {
    return new Deed(state);
  }

  /** Claims to what nobody was known for. */
  public Claims claims() {
    return new Claims(state);
  }

  /** Disputes over claims. */
  public Disputes disputes() {
    return new Disputes(state);
  }

  /** How rights holders are reached and paid. */
  public Payees payees() {
    return new Payees(state);
  }

  /** What rights holders are paid. */
  public Payouts payouts() {
    return new Payouts(state);
  }

  /** Published releases by id, in log order. */
  public List<String> releaseIds() throws IOException {
    return List.copyOf(register().releases.keySet());
  }

  /** Every party, in log order. */
  public List<Party> parties() throws IOException {
    return List.copyOf(register().parties.values());
  }

  /** Every published offer, in log order. */
  public List<Offer> offers() throws IOException {
    return List.copyOf(register().offers.values());
  }

  /** Every agreement, in log order. */
  public List<Agreement> agreements() throws IOException {
    return List.copyOf(register().agreements.values());
  }

  /** Every grant, in log order. */
  public List<Grant> grants() throws IOException {
    return List.copyOf(register().grants.values());
  }

  /** Every training run, in log order. */
  public List<TrainingRun> trainingRuns() throws IOException {
    return List.copyOf(register().trainingRuns.values());
  }

  /** Revenue reports that no later one replaced: those of agreements, then those of models. */
  public List<Reported> reported() throws IOException {
    return register().allReported().toList();
  }

  /** Makes parties of the rights holders who are none yet. */
  static List<Append> newHolders(Register register, Usage usage) throws IOException {
    PartyIds ids = ids(register);
    List<Append> requests = new ArrayList<>();
    for (String holder : usage.byHolder().keySet()) {
      if (!holder.isEmpty() && !register.parties.containsKey(ids.idOfRightsHolder(holder))) {
        requests.add(registration(new RightsHolder(ids.idOfRightsHolder(holder), holder, "")));
      }
    }
    return requests;
  }

  /** The request that makes a party known. */
  static Append registration(Party party) {
    return new Append(
        "party/" + party.id(),
        new PartyRegistered(party.id(), party.role()),
        VaultPayload.of(Map.of("name", party.name(), "contact", party.contact())));
  }

  private Register register() throws IOException {
    return state.register();
  }

  /** The ids of parties, unless their salt was erased. */
  static PartyIds ids(Register register) throws IOException {
    return register.partyIds().orElseThrow(Errors::saltErased);
  }

  /** What has an id; refused where nothing has. */
  static <T> T known(String what, Map<String, T> all, String id) throws IOException {
    T found = all.get(id);
    if (found == null) {
      throw Errors.unknown(what, id, all.keySet());
    }
    return found;
  }
}
