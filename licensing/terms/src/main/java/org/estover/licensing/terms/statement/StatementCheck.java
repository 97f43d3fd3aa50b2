package org.estover.licensing.terms.statement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.book.Allotment;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.RoyaltyBasis;
import org.estover.licensing.terms.agreement.Step;
import org.estover.licensing.terms.agreement.TermsSegment;
import org.estover.licensing.terms.obligation.Obligation;

/**
 * Checks a statement by itself, without the ledger: that every amount on it follows from its own
 * reason, and that all of them add up.
 *
 * <p>A line's reason is read as text, as its reader does it: so much of so much, rounded this way.
 * What it cannot tell is whether reports, terms and tokens are those that the log commits to.
 */
public final class StatementCheck {

  /** {@code 20% of USD 1.00, rounded up}, {@code 1/3 tokens of the holders' USD 1.00}. */
  private static final Pattern WHY =
      Pattern.compile(
          "(?<share>~?[0-9.]+%|[0-9]+/[0-9]+)(?: tokens)? of (?:the holders' )?"
              + "(?<currency>[A-Z]{3}) (?<amount>-?[0-9.]+)(?:, rounded (?<rounded>up|down))?");

  private static final Pattern HELD =
      Pattern.compile(
          "the holders' (?<currency>[A-Z]{3}) (?<amount>[0-9.]+) is held(?: until a training run"
              + " says whose it is|: all that was read is repeated or copied)");

  private final Statement statement;
  private final List<String> findings = new ArrayList<>();

  private StatementCheck(Statement statement) {
    this.statement = statement;
  }

  /** What does not hold, each in one line; nothing where all of it does. */
  public static List<String> of(Statement statement) {
    StatementCheck check = new StatementCheck(statement);
    for (StatementPart part : statement.parts()) {
      try {
        check.part(part);
      } catch (IllegalArgumentException | ArithmeticException e) {
        check.findings.add(part.reported().id() + ": " + e.getMessage());
      }
    }
    check.revision();
    return List.copyOf(check.findings);
  }

  private void part(StatementPart part) {
    part.lines().forEach(line -> StatementFormat.ratio(line.share()));
    due(part);
    distribution(part);
    holders(part);
    part.lines().forEach(this::why);
  }

  /** The amount that a line's own reason comes to; the share is the line's where it is exact. */
  static Money amount(StatementLine line) {
    Optional<Matcher> held = held(line);
    if (held.isPresent()) {
      return Money.parse(held.get().group("amount"), held.get().group("currency"));
    }
    Matcher why = WHY.matcher(line.why());
    if (!why.matches()) {
      throw Errors.unreadableWhy(line.why());
    }
    Money of = Money.parse(why.group("amount"), why.group("currency"));
    String share = why.group("share");
    Ratio ratio = line.ratio();
    if (!share.equals(line.share()) && !share.equals(ratio.percent())) {
      throw Errors.otherShare(line.why(), line.share());
    }
    BigInteger[] parts =
        ratio
            .numerator()
            .multiply(BigInteger.valueOf(of.minorUnits()))
            .divideAndRemainder(ratio.denominator());
    String rounded = why.group("rounded");
    if ((rounded == null) != (parts[1].signum() == 0)) {
      throw Errors.otherRounding(line.why());
    }
    BigInteger units = "up".equals(rounded) ? parts[0].add(BigInteger.ONE) : parts[0];
    return Money.of(units.longValueExact(), of.currency());
  }

  /** The reason of a line that is held; of millions of lines hardly any is. */
  private static Optional<Matcher> held(StatementLine line) {
    return Optional.of(line.why())
        .filter(why -> why.startsWith("the holders' "))
        .map(HELD::matcher)
        .filter(Matcher::matches);
  }

  private void why(StatementLine line) {
    try {
      Money follows = amount(line);
      require(follows.equals(line.amount()), line.name(), line.amount(), follows);
    } catch (IllegalArgumentException | ArithmeticException e) {
      findings.add("line \"" + line.name() + "\": " + e.getMessage());
    }
  }

  private void due(StatementPart part) {
    if (statement.version().equals(Statement.FIRST_VERSION)) {
      RoyaltyBasis base = RoyaltyBasis.of(part.report().net());
      Money follows = part.terms().get(0).card().due(base);
      require(follows.equals(part.due()), "amount due", part.due(), follows);
      String why = part.terms().get(0).card().why(base) + " = " + follows;
      require(why.equals(part.why()), "reason of the amount due", part.why(), why);
      return;
    }
    List<TermsSegment> terms = part.terms().stream().map(TermsHeld::segment).toList();
    Obligation obligation = Obligation.of(part.report(), terms, part.pricing());
    Money due = obligation.due();
    require(due.equals(part.due()), "amount due", part.due(), due);
    require(obligation.why().equals(part.why()), "its reason", part.why(), obligation.why());
    List<Step> steps = obligation.steps();
    require(steps.equals(part.steps()), "its steps", part.steps(), steps);
    Ratio last = steps.get(steps.size() - 1).exact();
    require(last.equals(Ratio.ONE.ofMinorUnits(due)), "last step", last, due);
    for (TermsHeld held : part.terms()) {
      String id = held.segment().offer().id();
      require(id.equals(held.offerId()), "offer", held.offerId(), id);
    }
  }

  private void distribution(StatementPart part) {
    DistributionKey.Parts parts = part.key().split(part.due());
    requireTotal(part, LineKind.ADMINISTRATION, parts.administration());
    requireTotal(part, LineKind.RESERVE, parts.reserve());
    requireTotal(part, LineKind.COMMONS, parts.commons());
    for (StatementLine line : part.lines()) {
      switch (line.kind()) {
        case ADMINISTRATION -> requireShare(line, part.key().administration());
        case RESERVE -> requireShare(line, part.key().reserve());
        case COMMONS -> requireShare(line, part.key().commons());
        case RIGHTS_HOLDER, UNCLAIMED -> {
          // Their shares are those of tokens.
        }
      }
    }
  }

  private void requireTotal(StatementPart part, LineKind kind, Money follows) {
    require(part.total(kind).equals(follows), kind.word(), part.total(kind), follows);
  }

  private void requireShare(StatementLine line, Ratio share) {
    require(line.ratio().equals(share), "share of " + line.name(), line.share(), share);
  }

  private void holders(StatementPart part) {
    List<StatementLine> lines =
        part.lines().stream()
            .filter(line -> line.kind().isOfHolders() && held(line).isEmpty())
            .toList();
    if (lines.isEmpty()) {
      return;
    }
    List<BigInteger> weights = new ArrayList<>();
    BigInteger total = BigInteger.ZERO;
    for (StatementLine line : lines) {
      BigInteger weight = weight(line);
      weights.add(weight);
      total = total.add(weight);
    }
    List<Money> follow = Allotment.split(part.key().split(part.due()).holders(), weights);
    String ofTotal = "/" + total;
    for (int i = 0; i < lines.size(); i++) {
      StatementLine line = lines.get(i);
      String share = weights.get(i) + ofTotal;
      require(line.share().equals(share), "share of " + line.name(), line.share(), share);
      require(line.amount().equals(follow.get(i)), line.name(), line.amount(), follow.get(i));
    }
  }

  /** The number before the slash, of a share that {@link StatementLine#ratio} reads. */
  private static BigInteger weight(StatementLine line) {
    return new BigInteger(line.share().substring(0, line.share().indexOf('/')));
  }

  private void revision() {
    Revision revision = statement.revision();
    String before =
        revision.number() == 1
            ? ""
            : Statement.idOf(statement.agreementId(), statement.period(), revision.number() - 1);
    require(revision.revises().equals(before), "what it revises", revision.revises(), before);
    long revised =
        statement.adjustments().stream()
            .filter(adjustment -> adjustment.kind() == Adjustment.Kind.REVISED)
            .filter(adjustment -> adjustment.about().equals(before))
            .count();
    long all =
        statement.adjustments().stream()
            .filter(adjustment -> adjustment.kind() == Adjustment.Kind.REVISED)
            .count();
    require(all == revised && all <= 1, "adjustments for what it revises", all, revised);
  }

  private void require(boolean holds, String what, Object found, Object follows) {
    if (!holds) {
      findings.add(what + ": the statement says " + found + ", and it follows " + follows);
    }
  }
}
