package org.estover.licensing.terms.deed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.party.PartyIds;
import org.junit.jupiter.api.Test;

final class CreditTest {

  private static final PartyIds IDS =
      PartyIds.saltedBy("a salt for tests".getBytes(StandardCharsets.UTF_8));
  private static final LocalDate DAY = LocalDate.of(2026, 10, 1);

  @Test
  void holdersAreCreditedWithTheirTokensAndNobodyComesLast() {
    PayeeWeights credit = credit(Map.of("", 5L, "Ada", 3L, "Zoë", 2L), Map.of(), Map.of());
    assertThat(credit.unit()).isEqualTo(BigInteger.ONE);
    assertThat(credit.weights().keySet())
        .containsExactly(holder("Ada"), holder("Zoë"), Payee.UNCLAIMED);
    assertThat(credit.total()).isEqualTo(BigInteger.TEN);
  }

  @Test
  void coOwnersShareToTheFractionAndLoseNothing() {
    Ownership thirds =
        new Ownership(
            id("Ada & Co"),
            DAY,
            List.of(owner("Ada", 1, 3), owner("Bob", 1, 3), owner("Cleo", 1, 3)));
    PayeeWeights credit =
        credit(Map.of("Ada & Co", 10L, "Bob", 1L), Map.of(thirds.partyId(), thirds), Map.of());
    assertThat(credit.unit()).isEqualTo(BigInteger.valueOf(3));
    assertThat(credit.tokens(holder("Ada"))).isEqualTo(Ratio.of(10, 3));
    assertThat(credit.tokens(holder("Bob"))).isEqualTo(Ratio.of(13, 3));
    assertThat(credit.total()).isEqualTo(BigInteger.valueOf(33));
  }

  @Test
  void aClaimTakesItsShareAndTheRestStaysUnclaimed() {
    Map<String, Credit.Claimed> claims =
        Map.of(
            "clm_aaaa", new Credit.Claimed(id("Ada"), "Ada", Ratio.of(1, 2), false),
            "clm_bbbb", new Credit.Claimed(id("Bob"), "Bob", Ratio.of(1, 4), true));
    PayeeWeights credit =
        credit(Map.of(Credit.claimed(List.of("clm_aaaa", "clm_bbbb")), 8L), Map.of(), claims);
    Payee bob = new Payee(id("Bob"), "Bob", "clm_bbbb", true);
    assertThat(credit.tokens(new Payee(id("Ada"), "Ada", "clm_aaaa", false)))
        .isEqualTo(Ratio.of(4, 1));
    assertThat(credit.tokens(bob)).isEqualTo(Ratio.of(2, 1));
    assertThat(bob.account().name()).isEqualTo("liabilities:held:clm_bbbb");
    assertThat(credit.tokens(Payee.UNCLAIMED)).isEqualTo(Ratio.of(2, 1));
  }

  @Test
  void aHolderWhoseNameLooksLikeAClaimStaysAHolder() {
    String name = Credit.claimed(List.of("clm_aaaa"));
    assertThat(credit(Map.of(name, 1L), Map.of(), Map.of()).weights().firstKey().name())
        .isEqualTo(name);
  }

  @Test
  void sharesThatAreNotTheWholeAreRefused() {
    assertThatThrownBy(() -> new Ownership(id("Ada"), DAY, List.of(owner("Bob", 1, 2))))
        .hasMessageContaining("50%")
        .hasMessageContaining("exactly 100%");
  }

  private static PayeeWeights credit(
      Map<String, Long> tokens,
      Map<String, Ownership> ownerships,
      Map<String, Credit.Claimed> claims) {
    SortedMap<String, BigInteger> weights = new TreeMap<>();
    tokens.forEach((name, count) -> weights.put(name, BigInteger.valueOf(count)));
    return Credit.of(weights, IDS, ownerships, claims);
  }

  private static Payee holder(String name) {
    return Payee.holder(id(name), name);
  }

  private static Ownership.Owner owner(String name, long part, long whole) {
    return new Ownership.Owner(id(name), name, Ratio.of(part, whole));
  }

  private static String id(String name) {
    return IDS.idOfRightsHolder(name);
  }
}
