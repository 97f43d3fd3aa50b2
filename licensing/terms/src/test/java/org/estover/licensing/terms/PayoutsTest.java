package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.payout.BankAccount;
import org.estover.licensing.terms.payout.Payout;
import org.estover.licensing.terms.statement.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayoutsTest {

  private static final Period OCTOBER = Period.parse("2026-10");
  private static final Period NOVEMBER = Period.parse("2026-11");
  private static final LocalDate PAID = LocalDate.of(2026, 12, 15);
  private static final SortedMap<String, Money> ALL = new TreeMap<>();

  @TempDir private Path folder;
  private PayeesFixture fixture;

  @BeforeEach
  void found() throws IOException {
    fixture = new PayeesFixture(folder, 3);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  static void account(Trust trust, String name) throws IOException {
    trust.payees().register(name, "", BankAccount.parse("DE89 3704 0044 0532 0130 00"));
  }

  @Test
  void paysOnceWhatWasCreditedAndCarriesTheRestForward() throws IOException {
    fixture.report("One Models", OCTOBER, 50_000_00);
    Statement statement = fixture.trust.issueStatements(OCTOBER).get(0);
    long owed = fixture.balance(fixture.holder("Known Ltd"));
    Payout without = fixture.trust.payouts().preview(OCTOBER, ALL, PAID);
    assertThat(without.lines()).isEmpty();
    assertThat(without.carried()).extracting(Payout.Carried::reason).containsExactly("no-account");
    account(fixture.trust, "Known Ltd");
    SortedMap<String, Money> high = new TreeMap<>(Map.of("USD", Money.of(owed + 1, "USD")));
    assertThat(fixture.trust.payouts().pay(OCTOBER, high, PAID).carried())
        .extracting(Payout.Carried::reason)
        .containsExactly("below-threshold");
    assertThat(fixture.balance(fixture.holder("Known Ltd"))).isEqualTo(owed);
    fixture.report("One Models", NOVEMBER, 50_000_00);
    fixture.trust.issueStatements(NOVEMBER);
    assertThatThrownBy(() -> fixture.trust.payouts().pay(NOVEMBER, ALL, PAID))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("USD 0.00 is in the bank");
    fixture.received("One Models", 2 * statement.due().minorUnits(), "aaaa");
    Payout paid = fixture.trust.payouts().pay(NOVEMBER, ALL, PAID);
    assertThat(paid.totals()).containsEntry("USD", Money.of(2 * owed, "USD"));
    assertThat(fixture.balance(fixture.holder("Known Ltd"))).isZero();
    long size = fixture.test.logSize();
    assertThat(fixture.trust.payouts().pay(NOVEMBER, ALL, PAID.plusDays(3))).isEqualTo(paid);
    assertThat(fixture.trust.payouts().pay(Period.parse("2026-09"), ALL, PAID).lines()).isEmpty();
    assertThat(fixture.test.logSize()).isEqualTo(size + 1);
    assertThatThrownBy(() -> fixture.trust.payouts().pay(NOVEMBER, high, PAID))
        .hasMessageContaining("thresholds");
  }

  @Test
  void aLaterMonthsMoneyIsNotPaidWithAnEarlierMonth() throws IOException {
    account(fixture.trust, "Known Ltd");
    fixture.report("One Models", OCTOBER, 50_000_00);
    fixture.trust.issueStatements(OCTOBER);
    long october = fixture.balance(fixture.holder("Known Ltd"));
    fixture.report("One Models", NOVEMBER, 70_000_00);
    fixture.trust.issueStatements(NOVEMBER);
    long both = fixture.balance(fixture.holder("Known Ltd"));
    fixture.received("One Models", 1_000_000_00, "aaaa");
    assertThat(fixture.trust.payouts().pay(OCTOBER, ALL, PAID).totals())
        .containsEntry("USD", Money.of(october, "USD"));
    assertThat(fixture.trust.payouts().pay(NOVEMBER, ALL, PAID).totals())
        .containsEntry("USD", Money.of(both - october, "USD"));
    assertThat(fixture.balance(fixture.holder("Known Ltd"))).isZero();
  }

  @Test
  void theFilesStayAsTheyWereWhenAnAccountChanges() throws IOException {
    account(fixture.trust, "Known Ltd");
    fixture.report("One Models", OCTOBER, 50_000_00);
    fixture.trust.issueStatements(OCTOBER);
    fixture.received("One Models", 1_000_000_00, "aaaa");
    Payout paid = fixture.trust.payouts().pay(OCTOBER, ALL, PAID);
    String csv = fixture.trust.payouts().files(paid).csv();
    assertThat(csv).contains("DE89370400440532013000", "Known Ltd");
    fixture.trust.payees().register("Known Ltd", "", BankAccount.parse("other:12-34"));
    assertThat(fixture.trust.payouts().files(paid).csv()).isEqualTo(csv);
    long size = fixture.test.logSize();
    fixture.trust.payees().register("Known Ltd", "", BankAccount.parse("other:12-34"));
    assertThat(fixture.test.logSize()).isEqualTo(size);
    assertThatThrownBy(() -> fixture.trust.payouts().pay(NOVEMBER, ALL, NOVEMBER.lastDay()))
        .hasMessageContaining("before the month has ended");
  }
}
