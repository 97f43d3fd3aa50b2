package org.estover.licensing.terms.deed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;
import org.junit.jupiter.api.Test;

final class CreditTest {

  private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

  @Test
  void withoutAgreementsEveryoneIsPaidForWhatIsTheirs() {
    SortedMap<String, BigInteger> holders = weights(Map.of("", 5L, "Ada", 3L));
    assertThat(new CoOwners(List.of()).payees(holders)).isEqualTo(holders);
    assertThat(new CoOwners(List.of(shared("Zoë", "Ada", 1, 2, "Bob", 1, 2))).payees(holders))
        .isEqualTo(holders);
  }

  @Test
  void coOwnersShareToTheFractionAndLoseNothing() {
    CoOwners thirds = new CoOwners(List.of(shared("Ada & Co", "Ada", 1, 3, "Bob", 2, 3)));
    SortedMap<String, BigInteger> payees =
        thirds.payees(weights(Map.of("", 1L, "Ada & Co", 10L, "Bob", 1L)));
    assertThat(payees).isEqualTo(weights(Map.of("", 3L, "Ada", 10L, "Bob", 23L)));
    assertThat(payees.values().stream().reduce(BigInteger.ZERO, BigInteger::add))
        .isEqualTo(BigInteger.valueOf(36));
  }

  @Test
  void whatAnOwnerGetsIsNotSharedASecondTime() {
    CoOwners circle =
        new CoOwners(
            List.of(
                shared("Ada", "Ada", 1, 2, "Bob", 1, 2), shared("Bob", "Ada", 1, 2, "Bob", 1, 2)));
    assertThat(circle.payees(weights(Map.of("Ada", 4L, "Bob", 2L))))
        .isEqualTo(weights(Map.of("Ada", 6L, "Bob", 6L)));
  }

  @Test
  void whereAllIsTakenAwayNothingIsLeft() {
    Originality originality = new Originality(TwinPolicy.FIRST_EVIDENCED_CAPTURE);
    originality.repeated("Ada", Ratio.of(5, 1));
    originality.repeated("Bob", Ratio.of(1, 2));
    assertThat(originality.payees(weights(Map.of("Ada", 5L, "Bob", 1L))))
        .isEqualTo(weights(Map.of("Bob", 1L)));
    originality.repeated("Bob", Ratio.of(1, 2));
    assertThat(originality.payees(weights(Map.of("Ada", 5L, "Bob", 1L)))).isEmpty();
  }

  @Test
  void sharesThatAreNotTheWholeAreRefused() {
    assertThatThrownBy(() -> shared("Ada", "Bob", 1, 4, "Cleo", 1, 4))
        .hasMessageContaining("50%")
        .hasMessageContaining("exactly 100%");
    assertThatThrownBy(() -> shared("Ada", "Bob", 1, 2, "Bob", 1, 2))
        .hasMessageContaining("named twice");
  }

  private static Ownership shared(
      String name, String one, long part, long whole, String other, long rest, long all) {
    return new Ownership(
        "pty_aaaa",
        name,
        DAY,
        List.of(
            new Ownership.Owner(one, Ratio.of(part, whole)),
            new Ownership.Owner(other, Ratio.of(rest, all))));
  }

  private static SortedMap<String, BigInteger> weights(Map<String, Long> tokens) {
    SortedMap<String, BigInteger> weights = new TreeMap<>();
    tokens.forEach((name, count) -> weights.put(name, BigInteger.valueOf(count)));
    return weights;
  }
}
