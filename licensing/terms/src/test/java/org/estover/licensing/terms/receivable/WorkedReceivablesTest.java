package org.estover.licensing.terms.receivable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.WorkedTables;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Ratio;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Computes the worked rows of section 6 of {@code licensing/TERMS.md}. */
final class WorkedReceivablesTest {

  @ParameterizedTest
  @MethodSource("restatements")
  void aRestatementEntersWhatIsWorked(List<String> row) {
    DistributionKey key = DistributionKey.parse(row.get(0));
    Money before = money(row, 2);
    Money now = money(row, 3);
    DistributionKey.Parts was = key.split(before);
    DistributionKey.Parts is = key.split(now);
    assertThat(now.minus(before).decimal()).isEqualTo(row.get(4));
    assertThat(is.administration().minus(was.administration()).decimal()).isEqualTo(row.get(5));
    assertThat(is.commons().minus(was.commons()).decimal()).isEqualTo(row.get(6));
    assertThat(is.holders().minus(was.holders()).decimal()).isEqualTo(row.get(7));
  }

  @ParameterizedTest
  @MethodSource("lateFees")
  void aLateFeeIsAsWorked(List<String> row) {
    String currency = row.get(0);
    List<LateFee.Late> late =
        words(row.get(3))
            .map(text -> text.split("x", -1))
            .map(w -> new LateFee.Late(Money.parse(w[0], currency), Long.parseLong(w[1])))
            .toList();
    LateTerms terms = new LateTerms(Ratio.parse(row.get(1)), Ratio.parse(row.get(2)), 30);
    LateFee fee = new LateFee(terms, late, Money.parse(row.get(4), currency));
    assertThat(fee.total().decimal()).isEqualTo(row.get(5));
    assertThat(fee.amount().decimal()).isEqualTo(row.get(6));
  }

  @ParameterizedTest
  @MethodSource("sharedCharges")
  void aChargeIsSharedAsWorked(List<String> row) {
    String currency = row.get(0);
    Map<Account, Money> shares = new LinkedHashMap<>();
    words(row.get(1))
        .forEach(
            text ->
                shares.put(
                    Account.of("liabilities:account-" + shares.size()),
                    Money.parse(text, currency)));
    Map<Account, Money> parts = new LinkedHashMap<>();
    shares.keySet().forEach(account -> parts.put(account, Money.zero(currency)));
    Sharing.lines(Money.parse(row.get(2), currency), shares)
        .forEach(line -> parts.put(line.account(), line.amount()));
    assertThat(parts.values().stream().map(Money::decimal))
        .containsExactlyElementsOf(words(row.get(3)).toList());
  }

  static List<List<String>> restatements() throws IOException {
    return WorkedTables.rows("restatements", 3);
  }

  static List<List<String>> lateFees() throws IOException {
    return WorkedTables.rows("late fees", 4);
  }

  static List<List<String>> sharedCharges() throws IOException {
    return WorkedTables.rows("shared charges", 3);
  }

  private static Money money(List<String> row, int cell) {
    return Money.parse(row.get(cell), row.get(1));
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" ", -1));
  }
}
