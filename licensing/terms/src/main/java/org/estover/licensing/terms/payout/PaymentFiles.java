package org.estover.licensing.terms.payout;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Writes a payout down for a bank: as a table (RFC 4180), and as a customer credit transfer of ISO
 * 20022, {@code pain.001.001.09}. Both are functions of the payout, so the same one gives the same
 * bytes.
 */
public final class PaymentFiles {

  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
  private static final String UNNAMED = "NOTPROVIDED";
  private static final int MAX_NAME = 70;
  private static final int MAX_ID = 35;

  private final Payout payout;
  private final List<Instruction> instructions;

  /** The files of a payout, whose instructions stand in the order of its lines. */
  public PaymentFiles(Payout payout, List<Instruction> instructions) {
    this.payout = payout;
    this.instructions = List.copyOf(instructions);
  }

  /**
   * The table: one line for each payment, and one for what is carried forward. A cell that a
   * spreadsheet would take for a formula begins with an apostrophe.
   */
  public String csv() {
    StringBuilder out = new StringBuilder();
    row(out, "state", "party", "name", "account", "currency", "amount", "reference");
    for (Instruction each : instructions) {
      Money amount = each.amount();
      row(
          out,
          "paid",
          each.payee().partyId(),
          each.payee().name(),
          each.payee().account().map(BankAccount::toString).orElse(""),
          amount.currency(),
          amount.decimal(),
          endToEnd(each));
    }
    for (Payout.Carried each : payout.carried()) {
      Money amount = each.amount();
      row(out, each.reason(), each.partyId(), "", "", amount.currency(), amount.decimal(), "");
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      out.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    out.append("\r\n");
  }

  private static String cell(String text) {
    boolean number = text.matches("-?[0-9]+(\\.[0-9]+)?");
    boolean formula = !number && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }

  /**
   * The credit transfer, with one block of payments for each currency. In place of a name without
   * any letter that the format can carry stands the party's id: what was paid can always be sent.
   *
   * @param trust the trust's name
   * @param from the account that is debited
   */
  public String pain001(String trust, BankAccount from) {
    SortedMap<String, List<Instruction>> blocks = new TreeMap<>();
    for (Instruction each : instructions) {
      blocks.computeIfAbsent(each.amount().currency(), c -> new ArrayList<>()).add(each);
    }
    Xml xml = new Xml();
    xml.open("Document xmlns=\"" + NAMESPACE + "\"").open("CstmrCdtTrfInitn").open("GrpHdr");
    xml.leaf("MsgId", messageId())
        .leaf("CreDtTm", payout.day() + "T00:00:00Z")
        .leaf("NbOfTxs", Integer.toString(instructions.size()))
        .leaf("CtrlSum", sum(instructions));
    xml.open("InitgPty").leaf("Nm", PaymentText.of(trust, MAX_NAME, UNNAMED)).close("InitgPty");
    xml.close("GrpHdr");
    blocks.forEach((currency, block) -> block(xml, currency, block, trust, from));
    return xml.close("CstmrCdtTrfInitn").close("Document").text();
  }

  private void block(
      Xml xml, String currency, List<Instruction> block, String trust, BankAccount from) {
    xml.open("PmtInf")
        .leaf("PmtInfId", messageId().substring(0, MAX_ID - 4) + "-" + currency)
        .leaf("PmtMtd", "TRF")
        .leaf("NbOfTxs", Integer.toString(block.size()))
        .leaf("CtrlSum", sum(block));
    xml.open("ReqdExctnDt").leaf("Dt", payout.day().toString()).close("ReqdExctnDt");
    xml.open("Dbtr").leaf("Nm", PaymentText.of(trust, MAX_NAME, UNNAMED)).close("Dbtr");
    account(xml, "DbtrAcct", from);
    xml.open("DbtrAgt").open("FinInstnId").open("Othr").leaf("Id", UNNAMED);
    xml.close("Othr").close("FinInstnId").close("DbtrAgt");
    for (Instruction each : block) {
      xml.open("CdtTrfTxInf").open("PmtId").leaf("EndToEndId", endToEnd(each)).close("PmtId");
      xml.open("Amt")
          .leaf("InstdAmt Ccy=\"" + currency + "\"", each.amount().decimal())
          .close("Amt");
      xml.open("Cdtr").leaf("Nm", name(each.payee())).close("Cdtr");
      account(xml, "CdtrAcct", each.payee().account().orElseThrow());
      xml.open("RmtInf")
          .leaf("Ustrd", "Royalties to " + payout.period())
          .close("RmtInf")
          .close("CdtTrfTxInf");
    }
    xml.close("PmtInf");
  }

  /** A name, or the id without the underscore, by which a payee without a name is told apart. */
  private static String name(Payee payee) {
    return PaymentText.of(payee.name(), MAX_NAME, payee.partyId().replace('_', '-'));
  }

  private static void account(Xml xml, String name, BankAccount account) {
    xml.open(name).open("Id");
    if (account.isIban()) {
      xml.leaf("IBAN", account.number());
    } else {
      xml.open("Othr").leaf("Id", account.number()).close("Othr");
    }
    xml.close("Id").close(name);
  }

  /** At most 35 letters, without the underscore that ids have. */
  private String messageId() {
    return payout.id().replace("pyo_", "PYO").substring(0, MAX_ID);
  }

  private String endToEnd(Instruction each) {
    String currency = each.amount().currency();
    String id =
        ContentId.of(
            "e2e",
            Map.of("payout", payout.id(), "party", each.payee().partyId(), "currency", currency));
    return id.replace("e2e_", "E2E").substring(0, MAX_ID);
  }

  /** The hash total: amounts of all currencies added up as numbers, as the format asks for. */
  private static String sum(List<Instruction> block) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Instruction each : block) {
      sum = sum.add(new BigDecimal(each.amount().decimal()));
    }
    return sum.toPlainString();
  }

  /** Elements, indented; texts are of {@link PaymentText} or ids and need no escape. */
  private static final class Xml {
    private final StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    Xml open(String tag) {
      line("<" + tag + ">");
      depth++;
      return this;
    }

    Xml close(String name) {
      depth--;
      line("</" + name + ">");
      return this;
    }

    Xml leaf(String tag, String text) {
      int blank = tag.indexOf(' ');
      String name = blank < 0 ? tag : tag.substring(0, blank);
      line("<" + tag + ">" + text + "</" + name + ">");
      return this;
    }

    private void line(String text) {
      out.append("  ".repeat(depth)).append(text).append('\n');
    }

    String text() {
      return out.toString();
    }
  }
}
