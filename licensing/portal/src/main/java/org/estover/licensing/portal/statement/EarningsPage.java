package org.estover.licensing.portal.statement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.LogReader;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.ledger.LogIndex;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.payout.Payout;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a rights holder earned: its own lines of all statements, what its claims brought, and what
 * it was paid.
 */
@Controller
final class EarningsPage {
  private static final int LINES = 100;

  private final TrustDesk desk;
  private final Statements statements;
  private final LogIndex index;

  EarningsPage(TrustDesk desk, Statements statements, LogIndex index) {
    this.desk = desk;
    this.statements = statements;
    this.index = index;
  }

  /**
   * What came together in a currency, to the unit.
   *
   * @param credited what statements credited, those that count
   * @param claimed what claims brought beside
   * @param held what of that waits for disputes
   * @param paid what was paid
   * @param left what is owed now, by the books
   */
  record Total(String currency, Money credited, Money claimed, Money held, Money paid, Money left) {

    /** What charges and corrections of earlier months changed: what else makes up the balance. */
    public Money rest() {
      return left.plus(paid).plus(held).minus(credited).minus(claimed);
    }
  }

  /** A payment, of the payout of a month. */
  record Paid(String payoutId, String period, String day, Money amount) {}

  @GetMapping("/earnings")
  @Rule(Who.RIGHTS_HOLDER)
  String earnings(Visitor visitor, @RequestParam(defaultValue = "0") int from, Model model)
      throws IOException {
    String party = visitor.partyId();
    List<Statements.Earned> earned = statements.of(party);
    List<Paid> paid = paid(party);
    List<ClaimStatus> claims = claims(party);
    int first = Math.max(0, Math.min(from, earned.size()));
    int end = Math.min(earned.size(), first + LINES);
    model.addAttribute("lines", earned.subList(first, end));
    model.addAttribute("next", end < earned.size() ? end : 0);
    model.addAttribute("paid", paid);
    model.addAttribute("claims", claims);
    model.addAttribute(
        "totals",
        totals(earned, claims, paid, desk.read(opened -> opened.trust().payees().owed(party))));
    return "statement/earnings";
  }

  @GetMapping("/earnings/{statement}")
  @Rule(
      value = Who.RIGHTS_HOLDER,
      things = @Rule.Thing(name = "statement", kind = ThingKind.PUBLIC))
  String part(@PathVariable("statement") String id, Visitor visitor, Model model)
      throws IOException {
    List<Statements.Earned> mine =
        statements.of(visitor.partyId()).stream()
            .filter(earned -> earned.statement().id().equals(id))
            .toList();
    // Its own part is all that a rights holder sees of it; where it has none, there is nothing.
    if (mine.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    LogReader log = desk.read(opened -> opened.ledger().log());
    model.addAttribute("mine", mine);
    model.addAttribute("statement", mine.get(0).statement());
    model.addAttribute("recorded", index.recorded(log, id));
    return "statement/part";
  }

  private List<Paid> paid(String party) throws IOException {
    List<Paid> paid = new ArrayList<>();
    for (Payout payout : desk.read(opened -> opened.trust().payouts().list())) {
      for (Payout.Line line : payout.lines()) {
        if (line.partyId().equals(party)) {
          paid.add(
              new Paid(
                  payout.id(), payout.period().toString(), payout.day().toString(), line.amount()));
        }
      }
    }
    return paid;
  }

  private List<ClaimStatus> claims(String party) throws IOException {
    return desk.read(opened -> opened.trust().claims().list()).stream()
        .filter(status -> status.claim().partyId().equals(party))
        .toList();
  }

  private static List<Total> totals(
      List<Statements.Earned> earned,
      List<ClaimStatus> claims,
      List<Paid> paid,
      SortedMap<String, Money> owed) {
    SortedMap<String, Money> credited = new TreeMap<>();
    for (Statements.Earned each : earned) {
      if (each.revised().isEmpty()) {
        add(credited, each.line().amount());
      }
    }
    SortedMap<String, Money> claimed = new TreeMap<>();
    SortedMap<String, Money> held = new TreeMap<>();
    for (ClaimStatus claim : claims) {
      claim.credited().values().forEach(money -> add(claimed, money));
      claim.held().values().forEach(money -> add(held, money));
    }
    SortedMap<String, Money> out = new TreeMap<>();
    paid.forEach(each -> add(out, each.amount()));
    SortedSet<String> currencies = new TreeSet<>(owed.keySet());
    List.of(credited, claimed, out).forEach(sums -> currencies.addAll(sums.keySet()));
    List<Total> totals = new ArrayList<>();
    for (String currency : currencies) {
      Money none = Money.zero(currency);
      totals.add(
          new Total(
              currency,
              credited.getOrDefault(currency, none),
              claimed.getOrDefault(currency, none),
              held.getOrDefault(currency, none),
              out.getOrDefault(currency, none),
              owed.getOrDefault(currency, none)));
    }
    return totals;
  }

  private static void add(SortedMap<String, Money> sums, Money money) {
    sums.merge(money.currency(), money, Money::plus);
  }
}
