package org.estover.licensing.portal.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.estover.ledger.book.Money;
import org.estover.licensing.portal.Client;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleTrust;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.statement.StatementSeal;
import org.junit.jupiter.api.Test;

final class StatementPagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void aStatementSaysWhyItIsThatAmount() throws Exception {
    Statement statement = statement(0);
    String page = PORTAL.as("developer0").page("/statements/" + statement.id());
    assertThat(page)
        .contains(shown(statement.due()))
        .contains(statement.sha256())
        .contains("USD 100,000.00")
        .contains("USD -1,999.25")
        .contains("<svg")
        .contains("/ledger/entries/")
        .contains("/training-runs/trun_");
    for (StatementLine line : statement.lines()) {
      assertThat(page).contains(shown(line.amount()));
    }
  }

  private static String shown(Money money) {
    NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
    format.setMinimumFractionDigits(2);
    return money.currency() + " " + format.format(new BigDecimal(money.decimal()));
  }

  @Test
  void aStatementSaysHowItIsPaid() throws Exception {
    Statement statement = statement(0);
    assertThat(statement.payable().minorUnits()).isPositive();
    assertThat(PORTAL.as("developer0").page("/statements/" + statement.id()))
        .contains("How to pay")
        .contains("To The Commons, account 12345678<br>within 30 days")
        .contains("Name the statement, " + statement.id());
    // What programs fetch has no part in it.
    assertThat(PORTAL.as("developer0").get("/statements/" + statement.id() + "/json").body())
        .doesNotContain("12345678", "100,000");
    assertThat(new PaymentSettings("").lines()).isEmpty();
  }

  @Test
  void whatFlowsIntoANodeFlowsOutOfItToTheUnit() throws Exception {
    for (int i = 0; i < 2; i++) {
      Statement statement = statement(i);
      MoneyFlow flow = MoneyFlow.of(statement);
      BigInteger ends = BigInteger.ZERO;
      for (int n = 0; n < flow.nodes().size(); n++) {
        int node = n;
        Money none = Money.zero(statement.currency());
        Money in =
            flow.links().stream()
                .filter(link -> link.to() == node)
                .map(MoneyFlow.Link::amount)
                .reduce(none, Money::plus);
        Money out =
            flow.links().stream()
                .filter(link -> link.from() == node)
                .map(MoneyFlow.Link::amount)
                .reduce(none, Money::plus);
        Money amount = flow.nodes().get(n).amount();
        assertThat(in.isZero() || in.equals(amount)).as("into " + flow.nodes().get(n)).isTrue();
        assertThat(out.isZero() || out.equals(amount)).as("out of " + flow.nodes().get(n)).isTrue();
        assertThat(in.isZero() && out.isZero()).isFalse();
        ends = out.isZero() ? ends.add(BigInteger.valueOf(amount.minorUnits())) : ends;
      }
      assertThat(ends).isEqualTo(BigInteger.valueOf(statement.due().minorUnits()));
      assertThat(FlowPicture.of(flow).ribbons()).hasSameSizeAs(flow.links());
    }
  }

  @Test
  void everyLineHasItsOwnTrace() throws Exception {
    Statement statement = statement(1);
    Client developer = PORTAL.as("developer1");
    int number = 1;
    for (StatementLine line : statement.lines()) {
      String page = developer.page("/statements/" + statement.id() + "/lines/" + number++);
      assertThat(page).contains("Why " + line.amount()).contains(line.account().name());
    }
    assertThat(developer.get("/statements/" + statement.id() + "/lines/0").statusCode())
        .isEqualTo(404);
    assertThat(developer.get("/statements/" + statement.id() + "/lines/99").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theDownloadedFilesAreTheStatementAndItHolds() throws Exception {
    Statement statement = statement(0);
    Client developer = PORTAL.as("developer0");
    HttpResponse<String> json = developer.get("/statements/" + statement.id() + "/json");
    assertThat(StatementSeal.read(json.body().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(statement);
    String table = developer.page("/statements/" + statement.id() + "/tsv");
    assertThat(table.lines()).hasSize(statement.lines().size() + 1);
    assertThat(developer.page("/statements/" + statement.id() + "/check"))
        .contains("All of it holds");
  }

  @Test
  void aStatementIsItsDevelopersAndNobodyElses() throws Exception {
    String path = "/statements/" + statement(0).id();
    for (String tail : List.of("", "/json", "/tsv", "/check", "/lines/1")) {
      assertThat(PORTAL.as("developer1").get(path + tail).statusCode()).isEqualTo(404);
      assertThat(PORTAL.as("auditor0").get(path + tail).statusCode()).isEqualTo(200);
      assertThat(PORTAL.anybody().get(path + tail).statusCode()).isEqualTo(302);
    }
  }

  @Test
  void aRightsHolderSeesItsOwnLinesOnly() throws Exception {
    Statement statement = statement(0);
    StatementLine ada =
        statement.lines().stream()
            .filter(l -> l.name().equals("Ada Ltd"))
            .findFirst()
            .orElseThrow();
    Client holder = PORTAL.holder("ada", ada.partyId());
    assertThat(holder.page("/earnings"))
        .contains(shown(ada.amount()))
        .contains("/earnings/" + statement.id())
        .doesNotContain("Söhne");
    assertThat(holder.page("/earnings/" + statement.id()))
        .contains(shown(ada.amount()))
        .doesNotContain("100,000.00");
    assertThat(holder.get("/statements/" + statement.id()).statusCode()).isEqualTo(403);
    Client other = PORTAL.holder("nobody-yet", "pty_" + "0".repeat(32));
    assertThat(other.get("/earnings/" + statement.id()).statusCode()).isEqualTo(404);
    assertThat(PORTAL.as("developer0").get("/earnings").statusCode()).isEqualTo(403);
  }

  @Test
  void whatClaimsBroughtStandsInEarningsToTheUnit() throws Exception {
    ClaimStatus filed =
        PORTAL
            .bean(TrustDesk.class)
            .write(
                opened ->
                    opened
                        .trust()
                        .claims()
                        .file(
                            "Open Pages of Estover",
                            List.of(ClaimScope.parse("open.test")),
                            Ratio.of(1, 2),
                            LocalDate.of(2026, 11, 2))
                        .get(0));
    String party = filed.claim().partyId();
    PORTAL
        .bean(TrustDesk.class)
        .write(
            opened ->
                opened
                    .trust()
                    .claims()
                    .grant(filed.claim().id(), "by hand", LocalDate.of(2026, 11, 2)));
    ClaimStatus granted =
        PORTAL
            .bean(TrustDesk.class)
            .read(opened -> opened.trust().claims().status(filed.claim().id()));
    Money brought = Objects.requireNonNull(granted.credited().get("USD"));
    assertThat(brought.minorUnits()).isPositive();
    assertThat(
            PORTAL
                .bean(TrustDesk.class)
                .read(opened -> opened.trust().payees().owed(party))
                .get("USD"))
        .isEqualTo(brought);
    String page = PORTAL.holder("open-pages", party).page("/earnings");
    assertThat(page)
        .contains("open.test", filed.claim().id(), brought.toString())
        .containsPattern(
            "USD</th>(<td class=\"number\">[^<]*</td>){5}<td class=\"number\">"
                + Pattern.quote(brought.decimal())
                + "</td>");
  }

  @Test
  void overTheApiARightsHolderSeesItsLinesAndStrangersNothing() throws Exception {
    Statement statement = statement(0);
    StatementLine bob =
        statement.lines().stream()
            .filter(line -> line.name().equals("Bob & Söhne"))
            .findFirst()
            .orElseThrow();
    String path = "/v1/statements/" + statement.id();
    Client holder = PORTAL.holder("bob", bob.partyId());
    assertThat(holder.page(path))
        .contains(bob.partyId())
        .doesNotContain("\"payable\"")
        .doesNotContain("Ada Ltd");
    assertThat(holder.page("/v1/statements")).contains(statement.id());
    assertThat(PORTAL.as("developer0").page(path)).contains("\"payable\"", "Ada Ltd");
    assertThat(PORTAL.as("developer1").get(path).statusCode()).isEqualTo(404);
    assertThat(PORTAL.holder("of-no-party", "").page("/earnings")).contains("Nothing was");
    Client other = PORTAL.holder("nobody-paid", "pty_" + "1".repeat(32));
    assertThat(other.get(path).statusCode()).isEqualTo(404);
    assertThat(other.page("/v1/statements")).doesNotContain(statement.id());
  }

  @Test
  void operatorsIssueAMonthAndOthersDoNot() throws Exception {
    Client operator = PORTAL.as("operator0");
    String month = SampleTrust.MONTH.toString();
    assertThat(operator.page("/operator/statements")).contains(month).contains(statement(0).id());
    long waiting =
        PORTAL.bean(TrustDesk.class).read(opened -> Month.of(opened.trust())).stream()
            .filter(each -> each.waiting() > 0)
            .count();
    assertThat(operator.page("/operator").split("waits? for (its|their) statement", -1))
        .hasSize((int) waiting + 1);
    HttpResponse<String> again =
        operator.submit("/operator/statements", "/operator/statements", Map.of("period", month));
    assertThat(again.statusCode()).isEqualTo(302);
    HttpResponse<String> refused =
        operator.submit("/operator/statements", "/operator/statements", Map.of("period", "soon"));
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("role=\"alert\"").contains("soon");
    assertThat(PORTAL.as("developer0").get("/operator/statements").statusCode()).isEqualTo(403);
    Client auditor = PORTAL.as("auditor0");
    HttpResponse<String> read =
        auditor.submit("/operator/statements", "/operator/statements", Map.of("period", month));
    assertThat(read.statusCode()).isEqualTo(403);
  }

  private static Statement statement(int number) throws Exception {
    String id = PORTAL.made().statements().get(number);
    return PORTAL.bean(TrustDesk.class).read(opened -> opened.trust().statements()).stream()
        .filter(statement -> statement.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
