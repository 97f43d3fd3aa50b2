package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Obligation;
import org.estover.licensing.terms.obligation.Pricing;
import org.estover.licensing.terms.party.PartyIds;
import org.estover.licensing.terms.usage.Usage;

/**
 * Computes statements; the formulas stand in {@code licensing/TERMS.md} with worked cents.
 *
 * <p>Rounding happens three times, each exact in sum: the amount due half to even, its split by the
 * distribution key, and the holders' part over tokens, both by largest remainder. Holders stand in
 * the order of their names, the unknown one last, so that a tie goes to a known holder and never
 * depends on the salt of party ids. Pure; O(h log h) for h holders.
 */
public final class Settlement {

  private static final String ADMINISTRATION = "administration of the trust";
  private static final String RESERVE = "reserve";
  private static final String COMMONS = "commons fund";
  private static final String UNKNOWN = "holder not known";

  private final Basis basis;
  private final PartyIds ids;
  private final List<StatementLine> lines = new ArrayList<>();

  private Settlement(Basis basis, PartyIds ids) {
    this.basis = basis;
    this.ids = ids;
  }

  /** The statement that follows from a basis. */
  public static Statement of(Basis basis, PartyIds ids) {
    return new Settlement(basis, ids).statement();
  }

  private Statement statement() {
    Period period = basis.report().period();
    TermsSegment whole = new TermsSegment(basis.offer(), period.firstDay(), period.lastDay());
    Obligation obligation = Obligation.of(basis.report(), List.of(whole), Pricing.PLAIN);
    Money due = obligation.due();
    DistributionKey key = basis.offer().key();
    DistributionKey.Parts parts = key.split(due);
    keyLine(
        LineKind.ADMINISTRATION, ADMINISTRATION, key.administration(), due, parts.administration());
    if (!key.reserve().equals(Ratio.ZERO)) {
      keyLine(LineKind.RESERVE, RESERVE, key.reserve(), due, parts.reserve());
    }
    keyLine(LineKind.COMMONS, COMMONS, key.commons(), due, parts.commons());
    holderLines(parts.holders());
    return new Statement(
        basis.trust().name(),
        new Statement.Named(basis.developer().id(), basis.developer().name()),
        new Statement.Named(basis.offer().id(), basis.offer().name()),
        basis.logSize(),
        basis.report(),
        basis.offer().rateCard().canonical(),
        due,
        obligation.why(),
        basis.trainingRuns().stream().map(TrainedOn::of).toList(),
        lines);
  }

  private void keyLine(LineKind kind, String name, Ratio share, Money due, Money amount) {
    String why = share.percent() + " of " + due + rounding(share, due, amount);
    lines.add(new StatementLine(kind, "", name, 0, share.toString(), amount, why));
  }

  private void holderLines(Money pool) {
    Usage usage = Usage.NONE;
    for (var run : basis.trainingRuns()) {
      usage = usage.plus(run.usage());
    }
    long total = usage.tokens();
    if (total == 0) {
      lines.add(
          new StatementLine(
              LineKind.UNCLAIMED,
              "",
              "no training run registered",
              0,
              "1/1",
              pool,
              "the holders' " + pool + " is held until a training run says whose it is"));
      return;
    }
    List<Map.Entry<String, Long>> holders = new ArrayList<>(usage.byHolder().entrySet());
    if (holders.get(0).getKey().isEmpty()) {
      holders.add(holders.remove(0));
    }
    List<Money> amounts =
        Allotment.split(pool, holders.stream().map(h -> BigInteger.valueOf(h.getValue())).toList());
    for (int i = 0; i < amounts.size(); i++) {
      holderLine(holders.get(i).getKey(), holders.get(i).getValue(), total, pool, amounts.get(i));
    }
  }

  private void holderLine(String holder, long tokens, long total, Money pool, Money amount) {
    boolean known = !holder.isEmpty();
    Ratio share = Ratio.of(tokens, total);
    String fraction = tokens + "/" + total;
    lines.add(
        new StatementLine(
            known ? LineKind.RIGHTS_HOLDER : LineKind.UNCLAIMED,
            known ? ids.idOfRightsHolder(holder) : "",
            known ? holder : UNKNOWN,
            tokens,
            fraction,
            amount,
            fraction + " tokens of the holders' " + pool + rounding(share, pool, amount)));
  }

  /** How the exact share was brought to the unit; nothing where it was whole. */
  private static String rounding(Ratio share, Money total, Money amount) {
    Ratio exact = share.ofMinorUnits(total);
    int order = exact.compareTo(Ratio.ONE.ofMinorUnits(amount));
    return order == 0 ? "" : order > 0 ? ", rounded down" : ", rounded up";
  }
}
