package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.obligation.Obligation;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.party.PartyIds;
import org.estover.licensing.terms.usage.TrainedData;

/**
 * Computes statements; the formulas stand in {@code licensing/TERMS.md} with worked cents.
 *
 * <p>Rounding happens three times for each report, each exact in sum: the amount due half to even,
 * its split by the distribution key, and the holders' part over tokens, both by largest remainder.
 * Holders stand in the order of their names, the unknown one last, so that a tie goes to a known
 * holder and never depends on the salt of party ids. Pure; O(h log h) for h holders.
 */
public final class Settlement {

  private static final String ADMINISTRATION = "administration of the trust";
  private static final String RESERVE = "reserve";
  private static final String COMMONS = "commons fund";
  private static final String UNKNOWN = "holder not known";

  private final Basis basis;
  private final PartyIds ids;

  private Settlement(Basis basis, PartyIds ids) {
    this.basis = basis;
    this.ids = ids;
  }

  /** The statement that follows from a basis. */
  public static Statement of(Basis basis, PartyIds ids) {
    return of(basis, ids, Statement.TERMS_VERSION);
  }

  /**
   * The statement that followed from a basis by the rules of a version.
   *
   * @param version one that {@link Statement#fromJson} reads
   */
  public static Statement of(Basis basis, PartyIds ids, String version) {
    return new Settlement(basis, ids).statement(version);
  }

  private Statement statement(String version) {
    List<StatementPart> parts = basis.earnings().stream().map(this::part).toList();
    Money due = Money.zero(parts.get(0).due().currency());
    for (StatementPart part : parts) {
      due = due.plus(part.due());
    }
    History history = basis.history();
    return new Statement(
        version,
        basis.trust().name(),
        new Statement.Named(basis.developer().id(), basis.developer().name()),
        basis.agreementId(),
        basis.period(),
        basis.logSize(),
        new Revision(
            history.before().map(before -> before.revision().number() + 1).orElse(1),
            history.before().map(Statement::id).orElse(""),
            history.effective()),
        parts,
        Adjusting.of(basis, due));
  }

  private StatementPart part(Earning earning) {
    TrainedData trained = earning.trained();
    Pricing pricing = new Pricing(trained.level(), trained.trustShare());
    Obligation obligation = Obligation.of(earning.report(), basis.terms(), pricing);
    Money due = obligation.due();
    return new StatementPart(
        earning.report(),
        earning.modelId(),
        basis.terms().stream().map(TermsHeld::of).toList(),
        pricing,
        due,
        obligation.why(),
        obligation.steps(),
        basis.key(),
        earning.trainingRuns().stream().map(TrainedOn::of).toList(),
        lines(earning, due));
  }

  private List<StatementLine> lines(Earning earning, Money due) {
    DistributionKey key = basis.key();
    DistributionKey.Parts parts = key.split(due);
    List<StatementLine> lines = new ArrayList<>();
    lines.add(
        keyLine(
            LineKind.ADMINISTRATION,
            ADMINISTRATION,
            key.administration(),
            due,
            parts.administration()));
    if (!key.reserve().equals(Ratio.ZERO)) {
      lines.add(keyLine(LineKind.RESERVE, RESERVE, key.reserve(), due, parts.reserve()));
    }
    lines.add(keyLine(LineKind.COMMONS, COMMONS, key.commons(), due, parts.commons()));
    lines.addAll(holderLines(earning, parts.holders()));
    return lines;
  }

  private static StatementLine keyLine(
      LineKind kind, String name, Ratio share, Money due, Money amount) {
    String rounding = rounding(share.numerator(), share.denominator(), due, amount);
    String why = share.percent() + " of " + due + rounding;
    return new StatementLine(kind, "", name, 0, share.toString(), amount, why);
  }

  private List<StatementLine> holderLines(Earning earning, Money pool) {
    TrainedData trained = earning.trained();
    if (trained.total().signum() == 0) {
      return List.of(
          new StatementLine(
              LineKind.UNCLAIMED,
              "",
              "no training run registered",
              0,
              "1/1",
              pool,
              "the holders' " + pool + " is held until a training run says whose it is"));
    }
    TreeMap<String, BigInteger> payees = new TreeMap<>(earning.credit().apply(trained.weights()));
    if (payees.isEmpty()) {
      return List.of(
          new StatementLine(
              LineKind.UNCLAIMED,
              "",
              "nothing new was read",
              0,
              "1/1",
              pool,
              "the holders' " + pool + " is held: all that was read is repeated or copied"));
    }
    BigInteger total = payees.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    boolean tokens = trained.tokens() && total.equals(trained.total());
    List<Map.Entry<String, BigInteger>> inOrder = new ArrayList<>(payees.entrySet());
    if (inOrder.get(0).getKey().isEmpty()) {
      inOrder.add(inOrder.remove(0));
    }
    List<Money> amounts = Allotment.split(pool, inOrder.stream().map(Map.Entry::getValue).toList());
    String ofTotal = "/" + total;
    String ofPool = (tokens ? " tokens" : "") + " of the holders' " + pool;
    List<StatementLine> lines = new ArrayList<>();
    for (Map.Entry<String, BigInteger> each : inOrder) {
      Money amount = amounts.get(lines.size());
      String share = each.getValue() + ofTotal;
      String why = share + ofPool + rounding(each.getValue(), total, pool, amount);
      long count = tokens ? each.getValue().longValueExact() : 0;
      lines.add(holderLine(each.getKey(), count, share, amount, why));
    }
    return lines;
  }

  private StatementLine holderLine(
      String payee, long tokens, String share, Money amount, String why) {
    boolean known = !payee.isEmpty();
    return new StatementLine(
        known ? LineKind.RIGHTS_HOLDER : LineKind.UNCLAIMED,
        known ? ids.idOfRightsHolder(payee) : "",
        known ? payee : UNKNOWN,
        tokens,
        share,
        amount,
        why);
  }

  /** How the exact share was brought to the unit; nothing where it was whole. */
  private static String rounding(BigInteger part, BigInteger whole, Money total, Money amount) {
    BigInteger exact = part.multiply(BigInteger.valueOf(total.minorUnits()));
    int order = exact.compareTo(whole.multiply(BigInteger.valueOf(amount.minorUnits())));
    return order == 0 ? "" : order > 0 ? ", rounded down" : ", rounded up";
  }
}
