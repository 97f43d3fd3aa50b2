package org.estover.licensing.portal.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.statement.StatementPart;

/**
 * Where an amount due comes from and goes: reports, the amount, its parts, and those who are paid.
 * What flows into a node flows out of it, to the unit; the payees with the smallest amounts are one
 * node together.
 *
 * @param nodes column by column, from the left
 * @param links between neighbouring columns, none of nothing
 */
record MoneyFlow(List<Node> nodes, List<Link> links) {

  /** How many payees have a node of their own. */
  static final int PAYEES = 12;

  /**
   * Something that money passes.
   *
   * @param column from 0
   * @param kind what it is, by which it is named and coloured
   * @param name its name where it has one of its own
   * @param count of how many it is the sum
   * @param amount what passes it
   */
  record Node(int column, String kind, String name, long count, Money amount) {}

  /**
   * Money that passes from one node to another.
   *
   * @param from number of a node
   * @param to number of a node of the next column
   * @param amount above zero
   */
  record Link(int from, int to, Money amount) {}

  MoneyFlow {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
  }

  static MoneyFlow of(Statement statement) {
    List<Node> nodes = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (StatementPart part : statement.parts()) {
      nodes.add(new Node(0, "report", part.modelId(), 1, part.due()));
    }
    int due = nodes.size();
    for (int i = 0; i < due; i++) {
      link(links, i, due, nodes.get(i).amount());
    }
    nodes.add(new Node(1, "due", "", 1, statement.due()));
    int holders = -1;
    for (LineKind kind : LineKind.values()) {
      Money total = statement.total(kind);
      if (!total.isZero()) {
        link(links, due, nodes.size(), total);
        holders = kind == LineKind.RIGHTS_HOLDER ? nodes.size() : holders;
        nodes.add(new Node(2, kind.word(), "", 1, total));
      }
    }
    if (holders >= 0) {
      payees(statement, holders, nodes, links);
    }
    return new MoneyFlow(nodes, links);
  }

  private static void payees(Statement statement, int holders, List<Node> nodes, List<Link> links) {
    List<StatementLine> lines =
        statement.lines().stream()
            .filter(line -> line.kind() == LineKind.RIGHTS_HOLDER)
            .sorted(Comparator.comparing(StatementLine::amount).reversed())
            .toList();
    Money rest = Money.zero(statement.currency());
    for (int i = 0; i < lines.size(); i++) {
      StatementLine line = lines.get(i);
      if (i < PAYEES) {
        link(links, holders, nodes.size(), line.amount());
        nodes.add(new Node(3, "payee", line.name(), 1, line.amount()));
      } else {
        rest = rest.plus(line.amount());
      }
    }
    if (lines.size() > PAYEES) {
      link(links, holders, nodes.size(), rest);
      nodes.add(new Node(3, "others", "", lines.size() - PAYEES, rest));
    }
  }

  private static void link(List<Link> links, int from, int to, Money amount) {
    if (!amount.isZero()) {
      links.add(new Link(from, to, amount));
    }
  }
}
