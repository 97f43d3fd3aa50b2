package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeedTest {

  private static final DistributionKey WITH_RESERVE = DistributionKey.parse("10% 5% 15% 70%");

  @TempDir private Path folder;

  @Test
  void theKeyInForceOnThePeriodsLastDayCounts() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      test.trust.deed().publishKey(LocalDate.of(2026, 10, 31), WITH_RESERVE);
      test.trust
          .deed()
          .publishKey(LocalDate.of(2026, 11, 1), DistributionKey.parse("0% 0% 0% 100%"));
      test.walk(TinyRelease.texts(1), "Ada's Models");
      Statement statement = test.trust.issueStatements(TestTrust.PERIOD).get(0);
      assertThat(statement.due()).isEqualTo(Money.of(1_700_02, "USD"));
      assertThat(statement.total(LineKind.RESERVE)).isEqualTo(Money.of(85_00, "USD"));
      assertThat(statement.total(LineKind.COMMONS)).isEqualTo(Money.of(255_00, "USD"));
      assertThat(statement.text()).contains("reserve  (1 line)");
    }
  }

  @Test
  void withoutOneTheOffersKeyCountsAndTheStatementShowsNoReserve() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      test.trust.deed().publishKey(LocalDate.of(2026, 11, 1), WITH_RESERVE);
      test.walk(TinyRelease.texts(1), "Ada's Models");
      Statement statement = test.trust.issueStatements(TestTrust.PERIOD).get(0);
      assertThat(statement.total(LineKind.RESERVE)).isEqualTo(Money.zero("USD"));
      assertThat(statement.text()).doesNotContain("reserve");
    }
  }

  @Test
  void aKeyIsPublishedOnceForItsDayAndNotForThePast() throws IOException {
    try (TestTrust test = TestTrust.in(folder)) {
      LocalDate day = LocalDate.of(2026, 10, 1);
      assertThat(test.trust.deed().publishKey(day, WITH_RESERVE))
          .isEqualTo(test.trust.deed().publishKey(day, WITH_RESERVE));
      long size = test.logSize();
      test.trust.deed().publishKey(day, WITH_RESERVE);
      assertThat(test.logSize()).isEqualTo(size);
      assertThatThrownBy(() -> test.trust.deed().publishKey(day, DistributionKey.parse("1 0 0")))
          .isInstanceOf(TermsRefusedException.class)
          .hasMessageContaining("1/10 1/20 3/20 7/10")
          .hasMessageContaining("1/1 0/1 0/1");
      test.walk(TinyRelease.texts(1), "Ada's Models");
      List<Statement> issued = test.trust.issueStatements(TestTrust.PERIOD);
      assertThatThrownBy(
              () -> test.trust.deed().publishKey(LocalDate.of(2026, 10, 31), WITH_RESERVE))
          .hasMessageContaining("after 2026-10-31");
      test.trust.deed().publishKey(LocalDate.of(2026, 11, 1), WITH_RESERVE);
      assertThat(test.trust.issueStatements(TestTrust.PERIOD)).isEqualTo(issued);
    }
  }
}
