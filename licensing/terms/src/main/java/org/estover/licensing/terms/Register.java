package org.estover.licensing.terms;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.ledger.Ledger;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.AgreementSigned;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.GrantIssued;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.ModelCheckpointRegistered;
import org.estover.ledger.log.OfferPublished;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.log.ReleasePublished;
import org.estover.ledger.log.RevenueCorrected;
import org.estover.ledger.log.RevenueReported;
import org.estover.ledger.log.SliceGranted;
import org.estover.ledger.log.StatementIssued;
import org.estover.ledger.log.StatementRevised;
import org.estover.ledger.log.TrainingRunDeclared;
import org.estover.ledger.log.TrainingRunRegistered;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.Obligation;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.party.Operator;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.PartyIds;
import org.estover.licensing.terms.statement.Adjustment;
import org.estover.licensing.terms.statement.Reported;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.Lineage;
import org.estover.licensing.terms.usage.ModelCheckpoint;
import org.estover.licensing.terms.usage.TrainingRun;

/**
 * What the facts of a prefix of the log add up to: parties, offers, agreements, grants, training
 * runs, model checkpoints, reports, statements and withdrawals, each in log order.
 *
 * <p>A fold of log and vault without memory of its own, so that it can be made again for any
 * prefix. Facts whose payload was erased are left out, parties stay without a name. Memory and time
 * grow with the facts read.
 */
final class Register {

  private static final String ERASED = "(erased)";

  final Map<String, ReleasePublished> releases = new LinkedHashMap<>();
  final Map<String, Party> parties = new LinkedHashMap<>();
  final Map<String, Offer> offers = new LinkedHashMap<>();
  final Map<String, Agreement> agreements = new LinkedHashMap<>();
  final Map<String, Grant> grants = new LinkedHashMap<>();
  final Map<String, TrainingRun> trainingRuns = new LinkedHashMap<>();
  final Map<String, ModelCheckpoint> modelCheckpoints = new LinkedHashMap<>();

  /** Those that no later one replaced. */
  final Map<String, RevenueReport> reports = new LinkedHashMap<>();

  final Map<String, Statement> statements = new LinkedHashMap<>();

  /** The same by agreement and month, each in place of the one before it. */
  private final Map<String, Map<Period, List<Statement>>> months = new HashMap<>();

  final WithdrawalFold withdrawals = new WithdrawalFold();
  final AmendmentFold amendments = new AmendmentFold();
  final RequestFold requests = new RequestFold();
  final DeedFold deed = new DeedFold();
  final PayoutFold payouts = new PayoutFold();

  final KeyFold keys = new KeyFold();
  final VerificationFold verifications = new VerificationFold();
  final ModelFold models = new ModelFold();
  final SettledFold settled = new SettledFold();
  final CertificateFold certificates = new CertificateFold();

  /** What journal entries moved, where they are read. */
  private final ClaimFold claims = new ClaimFold();

  private final BalanceFold balances = new BalanceFold();
  private final UnpaidFold unpaid = new UnpaidFold();

  /** Ids and names on lines of statements, each held once. */
  private final Map<String, String> payees = new HashMap<>();

  private final Map<String, Statement> read;

  /** Whether payloads of statements are read, and with them the journal. */
  private final boolean money;

  private long size;
  private boolean erasures;
  private Optional<Party> trust = Optional.empty();
  private Optional<PartyIds> partyIds = Optional.empty();

  /** The features whose facts are folded beside these. */
  private final List<FactFold> folds;

  /** The register of an empty log. */
  Register() {
    this(Map.of(), true);
  }

  private Register(Map<String, Statement> read, boolean money) {
    this.read = read;
    this.money = money;
    this.folds =
        new ArrayList<>(
            List.of(
                amendments,
                requests,
                deed,
                payouts,
                keys,
                verifications,
                models,
                settled,
                certificates,
                withdrawals));
    if (money) {
      folds.addAll(List.of(claims, balances, unpaid));
    }
  }

  /**
   * The register of an empty log by which statements are computed again. It takes those that stand
   * in it from another register of the same log, by id, instead of reading and holding their
   * payloads a second time; so it knows nothing of what money moved.
   */
  static Register toComputeAgain(Map<String, Statement> read) {
    return new Register(read, false);
  }

  /** The register of the log's first {@code logSize} entries. */
  static Register upTo(Ledger ledger, long logSize) throws IOException {
    Register register = new Register();
    register.follow(ledger, logSize);
    return register;
  }

  /** Reads on up to the log's end. */
  void follow(Ledger ledger) throws IOException {
    follow(ledger, Long.MAX_VALUE);
  }

  /** Reads on up to a size of the log, which is not below what was read. */
  void follow(Ledger ledger, long logSize) throws IOException {
    if (logSize < size) {
      throw new IllegalArgumentException(size + " entries were read, and " + logSize + " are less");
    }
    try (Stream<LoggedFact> facts = money ? ledger.facts(size) : ledger.facts(size, this::isRead)) {
      facts.limit(logSize - size).forEachOrdered(this::add);
    }
  }

  private boolean isRead(Fact fact) {
    return (fact instanceof StatementIssued issued && read.containsKey(issued.statementId()))
        || (fact instanceof StatementRevised revised && read.containsKey(revised.statementId()));
  }

  /** Claims, and what they were credited. */
  ClaimFold claims() {
    requireMoney();
    return claims;
  }

  /** What stands on the accounts of rights holders, and in the bank. */
  BalanceFold balances() {
    requireMoney();
    return balances;
  }

  /** What claims were credited and no payout has taken. */
  UnpaidFold unpaid() {
    requireMoney();
    return unpaid;
  }

  private void requireMoney() {
    if (!money) {
      throw new IllegalStateException("this register computes statements again; it has no journal");
    }
  }

  /** How many log entries were read. */
  long size() {
    return size;
  }

  /** Whether a payload was erased, so that what followed from it cannot be computed again. */
  boolean hasErasures() {
    return erasures;
  }

  Optional<Party> trust() {
    return trust;
  }

  Optional<PartyIds> partyIds() {
    return partyIds;
  }

  /** The training runs under an agreement, in log order. */
  List<TrainingRun> trainingRunsOf(String agreementId) {
    return trainingRuns.values().stream()
        .filter(run -> grant(run).map(Grant::agreementId).orElse("").equals(agreementId))
        .toList();
  }

  /** What training runs and models rest on. */
  Lineage lineage() {
    return new Lineage(models.models, trainingRuns, verifications::levelOf);
  }

  /** The developer of a training run, or empty where its agreement was erased. */
  String developerOf(TrainingRun run) {
    return grant(run)
        .flatMap(grant -> Optional.ofNullable(agreements.get(grant.agreementId())))
        .map(Agreement::developerId)
        .orElse("");
  }

  /** The statements that counted a training run, in log order. */
  List<String> statementsOf(String trainingRunId) {
    return statements.values().stream()
        .filter(
            statement ->
                statement.trainedOn().stream()
                    .anyMatch(run -> run.trainingRunId().equals(trainingRunId)))
        .map(Statement::id)
        .toList();
  }

  /** The reports that count, of agreements and then of single models, each in log order. */
  List<RevenueReport> allReports() {
    return Stream.concat(
            reports.values().stream(), models.revenue.values().stream().map(ModelRevenue::report))
        .toList();
  }

  /** The report of a period for all models under an agreement that counts. */
  Optional<RevenueReport> reportOf(String agreementId, Period period) {
    return reports.values().stream()
        .filter(report -> report.agreementId().equals(agreementId))
        .filter(report -> report.period().equals(period))
        .findFirst();
  }

  /** Reports of a period that count, of models as well, in log order by agreement. */
  Map<String, List<Reported>> reportedIn(Period period) {
    Map<String, List<Reported>> reported = new LinkedHashMap<>();
    allReported()
        .filter(each -> each.report().period().equals(period))
        .forEach(
            each ->
                reported
                    .computeIfAbsent(each.report().agreementId(), id -> new ArrayList<>())
                    .add(each));
    return reported;
  }

  /** Reports of a period under an agreement that count, of models as well, in log order. */
  List<Reported> reportedOf(String agreementId, Period period) {
    return reportedIn(period).getOrDefault(agreementId, List.of());
  }

  /** Reports that no later one replaced: those of agreements, then those of models. */
  Stream<Reported> allReported() {
    return Stream.concat(
        reports.values().stream().map(report -> new Reported("", report)),
        models.revenue.values().stream().map(each -> new Reported(each.modelId(), each.report())));
  }

  /** The statements of a period under an agreement, each in place of the one before it. */
  List<Statement> statementsOf(String agreementId, Period period) {
    return months.getOrDefault(agreementId, Map.of()).getOrDefault(period, List.of());
  }

  /** The statement of a period under an agreement that counts: the last one. */
  Optional<Statement> statementOf(String agreementId, Period period) {
    List<Statement> all = statementsOf(agreementId, period);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The statements under an agreement that no later one revised, in log order. */
  List<Statement> countingStatementsOf(String agreementId) {
    Map<Period, Statement> counting = new LinkedHashMap<>();
    statements.values().stream()
        .filter(statement -> statement.agreementId().equals(agreementId))
        .forEach(statement -> counting.put(statement.period(), statement));
    return List.copyOf(counting.values());
  }

  /**
   * Minor units due to the trust for ever in a report's currency, or asked for ahead, by the
   * statements issued and by the reports that still wait for theirs. No account can come to more,
   * because every posting is a part of what is due.
   */
  BigInteger dueWith(RevenueReport report) {
    String currency = report.gross().currency();
    // A report of the same period under the same agreement is the one that this one replaces.
    Stream<Reported> others =
        allReported().filter(each -> !each.modelId().isEmpty() || !isOfMonth(each, report));
    Stream<BigInteger> waiting =
        Stream.concat(others, Stream.of(new Reported("", report)))
            .filter(each -> each.report().gross().currency().equals(currency))
            .filter(each -> !isSettled(each))
            .map(Reported::report)
            .flatMap(this::due);
    Stream<BigInteger> issued =
        statements.values().stream()
            .filter(statement -> statement.currency().equals(currency))
            .map(Register::asked);
    return Stream.concat(issued, waiting).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What a statement says is due, and what it asks for ahead. */
  private static BigInteger asked(Statement statement) {
    return statement.adjustments().stream()
        .filter(adjustment -> adjustment.kind() == Adjustment.Kind.ADVANCE)
        .map(adjustment -> BigInteger.valueOf(adjustment.amount().minorUnits()))
        .reduce(BigInteger.valueOf(statement.due().minorUnits()), BigInteger::add);
  }

  /** Whether the statement of its month rests on a report. */
  boolean isSettled(Reported reported) {
    return statementOf(reported.report().agreementId(), reported.report().period())
        .map(statement -> statement.reports().contains(reported))
        .orElse(false);
  }

  private static boolean isOfMonth(Reported reported, RevenueReport report) {
    return reported.report().period().equals(report.period())
        && reported.report().agreementId().equals(report.agreementId());
  }

  /** What a report asks for, with any advance of its terms, unless its agreement was erased. */
  private Stream<BigInteger> due(RevenueReport report) {
    List<TermsSegment> terms = termsOf(report.agreementId(), report.period());
    return terms.isEmpty()
        ? Stream.empty()
        : Stream.concat(
            Stream.of(Obligation.of(report, terms, Pricing.PLAIN).minorUnits()),
            terms.stream()
                .map(TermsSegment::offer)
                .distinct()
                .flatMap(offer -> offer.rateCard().advance().stream())
                .map(advance -> BigInteger.valueOf(advance.minorUnits())));
  }

  /**
   * Which terms hold on which days of a period under an agreement; none outside of it, and where
   * they were erased.
   */
  List<TermsSegment> termsOf(String agreementId, Period period) {
    Agreement agreement = agreements.get(agreementId);
    return agreement == null ? List.of() : amendments.terms(agreement, period, offers);
  }

  private Optional<Grant> grant(TrainingRun run) {
    return Optional.ofNullable(grants.get(run.grantId()));
  }

  private void add(LoggedFact logged) {
    size = logged.index() + 1;
    erasures |= logged.erased();
    Fact fact = logged.fact();
    JsonObject content = logged.payload().content();
    if (fact instanceof RevenueCorrected corrected) {
      // What was replaced does not count again when the figures of its correction are erased.
      reports.remove(corrected.replacesId());
    }
    if (fact instanceof ReleasePublished published) {
      releases.put(published.releaseId(), published);
    } else if (fact instanceof GrantIssued issued) {
      Grant grant = new Grant(issued.agreementId(), issued.releaseId(), issued.purpose());
      grants.put(issued.grantId(), grant);
    } else if (fact instanceof ModelCheckpointRegistered registered) {
      modelCheckpoints.put(
          registered.modelCheckpointId(),
          new ModelCheckpoint(
              registered.trainingRunId(), registered.step(), registered.weightsSha256()));
    } else if (fact instanceof PartyRegistered registered) {
      addParty(registered, content, logged.erased());
    } else if (!logged.erased()) {
      addPrivate(fact, content);
    }
    folds.forEach(fold -> fold.add(logged));
  }

  private void addParty(PartyRegistered registered, JsonObject content, boolean erased) {
    String name = erased ? ERASED : content.text("name");
    String contact = erased ? "" : content.text("contact");
    Party party = Party.of(registered.role(), registered.partyId(), name, contact);
    parties.put(party.id(), party);
    if (party.role().equals(Operator.ROLE)) {
      trust = Optional.of(party);
      partyIds =
          erased
              ? Optional.empty()
              : Optional.of(PartyIds.saltedBy(HexFormat.of().parseHex(content.text("salt"))));
    }
  }

  /** Facts that say nothing without their payload. */
  private void addPrivate(Fact fact, JsonObject content) {
    if (fact instanceof SliceGranted granted) {
      grants.put(
          granted.grantId(),
          Grant.fromJson(granted.agreementId(), granted.releaseId(), granted.purpose(), content));
    } else if (fact instanceof OfferPublished published) {
      offers.put(published.offerId(), Offer.fromJson(content));
    } else if (fact instanceof AgreementSigned signed) {
      agreements.put(
          signed.agreementId(), Agreement.fromJson(signed.offerId(), signed.partyId(), content));
    } else if (fact instanceof TrainingRunRegistered registered) {
      trainingRuns.put(
          registered.trainingRunId(),
          TrainingRun.fromJson(
              registered.grantId(),
              registered.releaseId(),
              "",
              registered.steps(),
              registered.sequencesPerStep(),
              content));
    } else if (fact instanceof TrainingRunDeclared declared) {
      trainingRuns.put(
          declared.trainingRunId(),
          TrainingRun.fromJson(
              declared.grantId(),
              declared.releaseId(),
              declared.orderId(),
              declared.steps(),
              declared.sequencesPerStep(),
              content));
    } else if (fact instanceof RevenueReported reported) {
      reports.put(
          reported.reportId(),
          RevenueReport.fromJson(reported.agreementId(), reported.period(), content));
    } else if (fact instanceof RevenueCorrected corrected) {
      reports.put(
          corrected.reportId(),
          RevenueReport.fromJson(corrected.agreementId(), corrected.period(), content));
    } else if (fact instanceof StatementIssued issued) {
      addStatement(issued.statementId(), content);
    } else if (fact instanceof StatementRevised revised) {
      addStatement(revised.statementId(), content);
    }
  }

  private void addStatement(String id, JsonObject content) {
    Statement known = read.get(id);
    Statement statement = known == null ? Statement.fromJson(content, this::shared) : known;
    statements.put(id, statement);
    months
        .computeIfAbsent(statement.agreementId(), agreement -> new HashMap<>())
        .computeIfAbsent(statement.period(), month -> new ArrayList<>())
        .add(statement);
  }

  private String shared(String text) {
    String known = payees.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
