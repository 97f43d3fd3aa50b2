package org.estover.licensing.terms.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class PaymentFilesTest {

  private static final BankAccount TRUST = BankAccount.parse("GB82 WEST 1234 5698 7654 32");
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9/?:().,'+ -]+");

  @Test
  void checkDigitsAndShapesOfAccountsAreChecked() {
    assertThat(BankAccount.parse("gb82 west 1234 5698 7654 32").number())
        .isEqualTo("GB82WEST12345698765432");
    assertThatThrownBy(() -> BankAccount.parse("GB82 WEST 1234 5698 7654 23"))
        .hasMessageContaining("check digits");
    BankAccount.parse("DE98370400440530000088");
    assertThatThrownBy(() -> BankAccount.parse("DE01370400440530000088"))
        .hasMessageContaining("check digits");
    assertThatThrownBy(() -> BankAccount.parse("12345")).hasMessageContaining("other:");
    assertThat(BankAccount.parse("other:00-11/22")).hasToString("other:00-11/22");
  }

  @Test
  void thePainFileIsWellFormedAndItsSumsCountsAndLettersHold() throws Exception {
    List<Instruction> instructions =
        List.of(
            instruction("Zoë & Söhne <b>", "EUR", 1_234_56),
            instruction("ŁĄKA//«Ü»/", "EUR", 44),
            instruction("漢字 Books", "JPY", 5000),
            instruction("Ada".repeat(60), "KWD", 1));
    String xml = files(instructions).pain001("The Commons — a trust", TRUST);
    assertThat(files(instructions).pain001("The Commons — a trust", TRUST)).isEqualTo(xml);
    Document document = parsed(xml);
    Element root = document.getDocumentElement();
    assertThat(root.getNamespaceURI()).isEqualTo("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09");
    assertThat(texts(root, "NbOfTxs")).containsExactly("4", "2", "1", "1");
    assertThat(texts(root, "CtrlSum")).containsExactly("6235.001", "1235.00", "5000", "0.001");
    assertThat(sum(texts(root, "InstdAmt"))).isEqualByComparingTo("6235.001");
    assertThat(texts(root, "Nm"))
        .contains("Zoe + Soehne .b.", "LAKA/.UE.", ".. Books", "Ada".repeat(23) + "A");
    assertThat(texts(root, "EndToEndId")).doesNotHaveDuplicates();
    for (String name : List.of("MsgId", "PmtInfId", "EndToEndId")) {
      assertThat(texts(root, name))
          .allMatch(id -> id.length() <= 35 && id.matches("[A-Za-z0-9-]+"));
    }
    assertThat(texts(root, "PmtInfId")).doesNotHaveDuplicates();
    NodeList all = root.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i).getFirstChild() == all.item(i).getLastChild()) {
        assertThat(all.item(i).getTextContent()).matches(LETTERS);
      }
    }
  }

  @Test
  void aNameWithoutAnyLetterIsPaidUnderItsPartyId() throws Exception {
    Instruction unnamed = instruction("漢字", "EUR", 1);
    Element root = parsed(files(List.of(unnamed)).pain001("公共", TRUST)).getDocumentElement();
    String id = unnamed.payee().partyId().replace('_', '-');
    assertThat(texts(root, "Nm")).containsExactly("NOTPROVIDED", "NOTPROVIDED", id);
    assertThat(id).matches(LETTERS);
  }

  @Test
  void theTableQuotesCellsAndStartsNoFormula() {
    String csv = files(List.of(instruction("=1+1,\"x\"", "EUR", 5))).csv();
    assertThat(csv.lines()).first().isEqualTo("state,party,name,account,currency,amount,reference");
    assertThat(csv).contains(",\"'=1+1,\"\"x\"\"\",GB82WEST12345698765432,EUR,0.05,E2E");
    assertThat(csv).contains("overpaid,pty_bbbb,,,EUR,-0.07,\r\n");
  }

  private static PaymentFiles files(List<Instruction> instructions) {
    List<Payout.Line> lines =
        instructions.stream()
            .map(each -> new Payout.Line(each.payee().partyId(), each.amount(), 1))
            .toList();
    Payout payout =
        new Payout(
            Period.parse("2026-10"),
            LocalDate.of(2026, 12, 15),
            new TreeMap<>(),
            lines,
            List.of(new Payout.Carried("pty_bbbb", Money.of(-7, "EUR"), "overpaid")));
    assertThat(Payout.fromJson(payout.toJson())).isEqualTo(payout);
    return new PaymentFiles(payout, instructions);
  }

  private static Instruction instruction(String name, String currency, long amount) {
    Payee payee =
        new Payee("pty_" + Integer.toHexString(name.hashCode()), name, Optional.of(TRUST), 1);
    return new Instruction(payee, Money.of(amount, currency));
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static BigDecimal sum(List<String> amounts) {
    return amounts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
