package org.estover.licensing.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimState;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.estover.licensing.terms.claim.Dispute;
import org.estover.licensing.terms.claim.Escheat;
import org.estover.licensing.terms.deed.Repetition;
import org.estover.licensing.terms.deed.Repetitions;
import org.estover.licensing.terms.deed.TwinGroup;
import org.estover.licensing.terms.payout.Payout;
import org.estover.licensing.terms.statement.LineKind;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClaimsTest {

  private static final String ONE = "One Models";
  private static final LocalDate DAY = PayeesFixture.DAY;
  private static final Period OCTOBER = Period.parse("2026-10");
  private static final Period NOVEMBER = Period.parse("2026-11");

  @TempDir private Path folder;
  private PayeesFixture fixture;
  private Claims claims;

  @BeforeEach
  void found() throws IOException {
    fixture = new PayeesFixture(folder, 7);
    claims = fixture.trust.claims();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void aClaimGetsItsPartOfTheUnclaimedLineCountedByBruteForce() throws IOException {
    long line = statement(ONE, OCTOBER).total(LineKind.UNCLAIMED).minorUnits();
    for (ClaimScope scope : List.of(PayeesFixture.ADA, PayeesFixture.BOB)) {
      BigInteger tokens = fixture.bruteForce(ONE, scope);
      assertThat(tokens).isPositive();
      long expected =
          BigInteger.valueOf(line).multiply(tokens).divide(fixture.unknown(ONE)).longValueExact();
      assertThat(claims.search(scope).earned()).containsEntry("USD", Money.of(expected, "USD"));
      ClaimStatus granted = granted("Holder of " + scope, scope, Ratio.ONE);
      assertThat(granted.credited()).containsEntry("USD", Money.of(expected, "USD"));
      assertThat(fixture.balance(fixture.holder("Holder of " + scope))).isEqualTo(expected);
    }
  }

  @Test
  void aLaterStatementCreditsTheClaimantDirectly() throws IOException {
    granted("Ada", PayeesFixture.ADA, Ratio.ONE);
    assertThat(fixture.balance(fixture.holder("Ada"))).isZero();
    long line = statement(ONE, OCTOBER).total(LineKind.UNCLAIMED).minorUnits();
    long expected =
        BigInteger.valueOf(line)
            .multiply(fixture.bruteForce(ONE, PayeesFixture.ADA))
            .divide(fixture.unknown(ONE))
            .longValueExact();
    assertThat(fixture.balance(fixture.holder("Ada"))).isEqualTo(expected);
    assertThat(fixture.balance("liabilities:unclaimed")).isEqualTo(line - expected);
    long size = fixture.test.logSize();
    fixture.trust.issueStatements(OCTOBER);
    assertThat(fixture.test.logSize()).isEqualTo(size);
  }

  @Test
  void whatAClaimGetsDoesNotDependOnWhenItWasGranted() throws IOException {
    ClaimStatus early = granted("Ada", PayeesFixture.ADA, Ratio.of(1, 3));
    statement(ONE, OCTOBER);
    statement("Two Models", OCTOBER);
    ClaimStatus late = granted("Bob", PayeesFixture.ADA, Ratio.of(1, 3));
    statement(ONE, NOVEMBER);
    ClaimStatus last = granted("Cleo", PayeesFixture.ADA, Ratio.of(1, 3));
    assertThat(status(early).credited())
        .isEqualTo(status(late).credited())
        .isEqualTo(status(last).credited());
  }

  @Test
  void aClaimIsFiledOnceAndGrantedOnce() throws IOException {
    statement(ONE, OCTOBER);
    ClaimStatus filed = file("Ada", PayeesFixture.ADA, Ratio.ONE);
    granted("Ada", PayeesFixture.ADA, Ratio.ONE);
    long size = fixture.test.logSize();
    assertThat(
            claims
                .file("Ada", List.of(PayeesFixture.ADA), Ratio.ONE, DAY.plusDays(9))
                .get(0)
                .claim())
        .isEqualTo(filed.claim());
    claims.grant(filed.claim().id(), "dns-txt", DAY);
    assertThat(fixture.test.logSize()).isEqualTo(size);
    assertThatThrownBy(() -> claims.refuse(filed.claim().id(), "no", DAY))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining("granted");
  }

  @Test
  void anOverclaimIsNotGrantedAndExpiresAfterAYear() throws IOException {
    statement(ONE, OCTOBER);
    ClaimStatus ada = granted("Ada", PayeesFixture.ADA, Ratio.of(3, 4));
    ClaimStatus over = file("Eve", ClaimScope.parse("blog.ada.test"), Ratio.of(1, 2));
    assertThatThrownBy(() -> claims.grant(over.claim().id(), "dns-txt", DAY))
        .isInstanceOf(TermsRefusedException.class)
        .hasMessageContaining(ada.claim().id())
        .hasMessageContaining("75% of ada.test");
    ClaimStatus slow = file("Frida", PayeesFixture.BOB, Ratio.ONE);
    assertThat(claims.expire(DAY.plusDays(Claims.UNVERIFIED_DAYS))).isEmpty();
    assertThat(claims.expire(DAY.plusDays(Claims.UNVERIFIED_DAYS + 1)))
        .extracting(each -> each.claim().id())
        .containsExactly(slow.claim().id());
    assertThat(claims.expire(DAY.plusDays(Claims.OVERCLAIMED_DAYS))).isEmpty();
    var before = fixture.balances();
    assertThat(claims.expire(DAY.plusDays(Claims.OVERCLAIMED_DAYS + 1)))
        .extracting(each -> each.claim().id())
        .containsExactly(over.claim().id());
    assertThat(fixture.balances()).isEqualTo(before);
    assertThat(status(over).state()).isEqualTo(ClaimState.EXPIRED);
  }

  @Test
  void anUpheldDisputeGivesEverythingBackToTheUnclaimedMoney() throws IOException {
    statement(ONE, OCTOBER);
    long unclaimed = fixture.balance("liabilities:unclaimed");
    ClaimStatus eve = granted("Eve", PayeesFixture.ADA, Ratio.ONE);
    Dispute dispute = fixture.trust.disputes().open(eve.claim().id(), "Ada", "it is my site", DAY);
    assertThat(fixture.balance(fixture.holder("Eve"))).isZero();
    assertThat(fixture.balance("liabilities:held:" + eve.claim().id()))
        .isEqualTo(PayeesFixture.dollars(eve.credited()));
    statement(ONE, NOVEMBER);
    assertThat(fixture.balance(fixture.holder("Eve"))).as("later money is held too").isZero();
    assertThatThrownBy(() -> granted("Ada", PayeesFixture.ADA, Ratio.ONE))
        .hasMessageContaining("more than the whole");
    fixture.trust.disputes().resolve(dispute.id(), "upheld", List.of(), "she showed it", DAY);
    assertThat(status(eve).state()).isEqualTo(ClaimState.SET_ASIDE);
    assertThat(fixture.balance("liabilities:held:" + eve.claim().id())).isZero();
    assertThat(fixture.balance("liabilities:unclaimed")).isEqualTo(2 * unclaimed);
    ClaimStatus ada = granted("Ada", PayeesFixture.ADA, Ratio.ONE);
    assertThat(PayeesFixture.dollars(ada.credited()))
        .isEqualTo(2 * PayeesFixture.dollars(eve.credited()));
  }

  @Test
  void chargesOnAStatementAreSharedByThoseWhoClaimed() throws IOException {
    Statement statement = statement(ONE, OCTOBER);
    for (String place : List.of("ada.test", "sites.test", "d.test")) {
      granted("Holder of " + place, ClaimScope.parse(place), Ratio.ONE);
    }
    long before = PayeesFixture.dollars(claims.search(PayeesFixture.ADA).earned());
    assertThat(fixture.balance(fixture.holder("Holder of ada.test"))).isEqualTo(before);
    Money half = Money.of(statement.due().minorUnits() / 2, "USD");
    fixture.trust.charges().credit(statement.id(), "CN-1", DAY, half, "outage");
    long after = fixture.balance(fixture.holder("Holder of ada.test"));
    assertThat(after).isBetween(before / 2 - 1, before / 2 + 1);
    assertThat(fixture.balance("liabilities:unclaimed")).isBetween(0L, 3L);
    fixture.trust.charges().trueUp(statement.id(), "TU-1", DAY, half, "audit");
    assertThat(fixture.balance(fixture.holder("Holder of ada.test")))
        .isBetween(before - 1, before + 1);
    assertThat(fixture.balance("liabilities:unclaimed")).isBetween(0L, 3L);
    fixture.trust.charges().credit(statement.id(), "CN-2", DAY, statement.due(), "all of it");
    for (String place : List.of("ada.test", "sites.test", "d.test")) {
      assertThat(fixture.balance(fixture.holder("Holder of " + place))).isZero();
    }
    assertThat(fixture.balance("liabilities:unclaimed")).isZero();
  }

  @Test
  void whatWasGivenToTheCommonsGoesBackWhereAStatementIsCredited() throws IOException {
    Statement statement = statement(ONE, OCTOBER);
    long commons = fixture.balance("liabilities:commons-fund");
    long line = statement.total(LineKind.UNCLAIMED).minorUnits();
    fixture.trust.deed().escheat(OCTOBER, "Resolved: 9 to 0.", DAY);
    assertThat(fixture.balance("liabilities:commons-fund")).isEqualTo(commons + line);
    fixture.trust.charges().credit(statement.id(), "CN-1", DAY, statement.due(), "all of it");
    assertThat(fixture.balance("liabilities:commons-fund")).isZero();
    assertThat(fixture.balance("liabilities:unclaimed")).isZero();
  }

  @Test
  void aCopyThatIsCreditedToItsAuthorBringsItsSiteNothing() throws IOException {
    Map<String, Ratio> read = documentsOf("d.test");
    String copy = read.keySet().iterator().next();
    fixture
        .trust
        .deed()
        .recordTwins(
            fixture.trust.releaseIds().get(0),
            List.of(
                new TwinGroup(
                    copy,
                    List.of(
                        new TwinGroup.Member(copy, "", "2026-05-02T00:00:00Z"),
                        new TwinGroup.Member("doc_x", "Dan", "2026-05-01T00:00:00Z")))));
    Statement statement = statement(ONE, OCTOBER);
    long line = statement.total(LineKind.UNCLAIMED).minorUnits();
    long moved = read.getOrDefault(copy, Ratio.ZERO).floor().longValueExact();
    assertThat(moved).isPositive();
    BigInteger own =
        fixture.bruteForce(ONE, ClaimScope.parse("d.test")).subtract(BigInteger.valueOf(moved));
    long expected =
        BigInteger.valueOf(line)
            .multiply(own)
            .divide(fixture.unknown(ONE).subtract(BigInteger.valueOf(moved)))
            .longValueExact();
    ClaimStatus eve = granted("Eve", ClaimScope.parse("d.test"), Ratio.ONE);
    assertThat(PayeesFixture.dollars(eve.credited())).isEqualTo(expected);
  }

  @Test
  void aSiteOfCopiesBringsNothingAndLeavesTheLineToTheOthers() throws IOException {
    String releaseId = fixture.trust.releaseIds().get(0);
    List<Repetition> copies = new ArrayList<>();
    try (CreditedTokens tokens = new CreditedTokens(fixture.register(), fixture.trust.releases())) {
      for (String id : documentsOf("d.test").keySet()) {
        int all = tokens.row(releaseId, id).orElseThrow().tokens();
        copies.add(new Repetition(id, "", all, 0));
      }
    }
    assertThat(copies).isNotEmpty();
    fixture.trust.deed().recordRepetitions(releaseId, new Repetitions(80, copies));
    Statement statement = statement(ONE, OCTOBER);
    long line = statement.total(LineKind.UNCLAIMED).minorUnits();
    BigInteger copied = fixture.bruteForce(ONE, ClaimScope.parse("d.test"));
    assertThat(copied).isPositive();
    ClaimStatus eve = granted("Eve", ClaimScope.parse("d.test"), Ratio.ONE);
    assertThat(PayeesFixture.dollars(eve.credited())).isZero();
    ClaimStatus ada = granted("Ada", PayeesFixture.ADA, Ratio.ONE);
    long expected =
        BigInteger.valueOf(line)
            .multiply(fixture.bruteForce(ONE, PayeesFixture.ADA))
            .divide(fixture.unknown(ONE).subtract(copied))
            .longValueExact();
    assertThat(PayeesFixture.dollars(ada.credited())).isEqualTo(expected);
  }

  /** Nobody's documents of a place that the first developer trained on, and their tokens. */
  private Map<String, Ratio> documentsOf(String host) throws IOException {
    Map<String, Ratio> read = new TreeMap<>();
    Register register = fixture.register();
    TrainingRun run = fixture.trust.trainingRuns().get(0);
    try (CreditedTokens tokens = new CreditedTokens(register, fixture.trust.releases());
        Reconstruct release = Reconstruct.of(fixture.trust.releases().open(run.releaseId()))) {
      List<String> ids = new ArrayList<>();
      release.documentsOfHost(
          host,
          document -> {
            if (document.holder().isEmpty()) {
              ids.add(document.id());
            }
          });
      for (String id : ids) {
        Ratio count = tokens.of(run, id);
        if (!count.equals(Ratio.ZERO)) {
          read.put(id, count);
        }
      }
    }
    return read;
  }

  @Test
  void whetherClaimsAreMoreThanTheWholeDoesNotDependOnTheirOrder() throws IOException {
    ClaimScope host = ClaimScope.parse("sites.test");
    ClaimScope cleo = ClaimScope.parse("sites.test/users/cleo");
    granted("Bob", PayeesFixture.BOB, Ratio.of(1, 2));
    granted("Cleo", cleo, Ratio.of(1, 2));
    granted("Sites", host, Ratio.of(1, 2));
    ClaimStatus over = file("Eve", PayeesFixture.BOB, Ratio.of(1, 100));
    assertThatThrownBy(() -> claims.grant(over.claim().id(), "dns-txt", DAY))
        .hasMessageContaining("more than the whole");
    ClaimStatus all = file("Eve", host, Ratio.of(1, 3));
    assertThatThrownBy(() -> claims.grant(all.claim().id(), "dns-txt", DAY))
        .hasMessageContaining("more than the whole");
  }

  @Test
  void nothingIsEnteredInAClosedMonth() throws IOException {
    Statement statement = statement(ONE, OCTOBER);
    fixture.trust.periods().close(NOVEMBER, DAY);
    LocalDate closed = LocalDate.of(2026, 11, 5);
    SortedMap<String, Long> before = fixture.balancesAsOf(NOVEMBER.lastDay());
    ClaimStatus eve = claims.file("Eve", List.of(PayeesFixture.ADA), Ratio.ONE, closed).get(0);
    claims.grant(eve.claim().id(), "dns-txt", closed);
    Dispute dispute = fixture.trust.disputes().open(eve.claim().id(), "Ada", "mine", closed);
    fixture.trust.disputes().resolve(dispute.id(), "upheld", List.of(), "hers", closed);
    fixture.trust.deed().escheat(OCTOBER, "Resolved: 9 to 0.", closed);
    PayoutsTest.account(fixture.trust, "Known Ltd");
    fixture.received(ONE, statement.due().minorUnits(), "aaaa");
    assertThat(fixture.trust.payouts().pay(OCTOBER, new TreeMap<>(), closed).lines()).isNotEmpty();
    assertThat(fixture.balancesAsOf(NOVEMBER.lastDay())).isEqualTo(before);
  }

  @Test
  void aDisputeThatIsPartiallyUpheldTakesAPathOut() throws IOException {
    statement(ONE, OCTOBER);
    ClaimScope host = ClaimScope.parse("sites.test");
    ClaimStatus owner = granted("Sites", host, Ratio.ONE);
    Dispute dispute = fixture.trust.disputes().open(owner.claim().id(), "Bob", "my pages", DAY);
    fixture
        .trust
        .disputes()
        .resolve(dispute.id(), "partially-upheld", List.of(PayeesFixture.BOB), "he wrote it", DAY);
    ClaimStatus bob = granted("Bob", PayeesFixture.BOB, Ratio.ONE);
    long whole = PayeesFixture.dollars(owner.credited());
    long rest = PayeesFixture.dollars(status(owner).credited());
    long part = PayeesFixture.dollars(bob.credited());
    assertThat(rest + part).isBetween(whole - 1, whole);
    assertThat(part).isPositive();
    assertThat(fixture.balance(fixture.holder("Sites"))).isEqualTo(rest);
  }

  @Test
  void whatWasPaidOutBeforeADisputeIsOwedByWhoGotItWrongly() throws IOException {
    Statement statement = statement(ONE, OCTOBER);
    ClaimStatus eve = granted("Eve", PayeesFixture.ADA, Ratio.ONE);
    long got = PayeesFixture.dollars(eve.credited());
    PayoutsTest.account(fixture.trust, "Eve");
    fixture.received(ONE, statement.due().minorUnits(), "aaaa");
    fixture.trust.payouts().pay(Period.parse("2026-12"), new TreeMap<>(), DAY.plusDays(31));
    Dispute dispute = fixture.trust.disputes().open(eve.claim().id(), "Ada", "mine", DAY);
    assertThat(status(eve).held().getOrDefault("USD", Money.zero("USD")).isZero()).isTrue();
    fixture.trust.disputes().resolve(dispute.id(), "upheld", List.of(), "hers", DAY);
    assertThat(fixture.balance(fixture.holder("Eve"))).isEqualTo(-got);
    assertThat(granted("Ada", PayeesFixture.ADA, Ratio.ONE).credited()).isEqualTo(eve.credited());
  }

  @Test
  void aContestedClaimThatWasPaidOutOwesWhatACorrectionTakesBack() throws IOException {
    Statement statement = statement(ONE, OCTOBER);
    ClaimStatus eve = granted("Eve", PayeesFixture.ADA, Ratio.ONE);
    PayoutsTest.account(fixture.trust, "Eve");
    fixture.received(ONE, statement.due().minorUnits(), "aaaa");
    fixture.trust.payouts().pay(Period.parse("2026-12"), new TreeMap<>(), DAY.plusDays(31));
    Dispute dispute = fixture.trust.disputes().open(eve.claim().id(), "Ada", "mine", DAY);
    String report = statement.parts().get(0).report().id();
    fixture.trust.correctRevenue(
        statement.agreementId(), OCTOBER, Money.of(100, "USD"), List.of(), report);
    fixture.trust.issueStatements(OCTOBER);
    long owed =
        PayeesFixture.dollars(eve.credited()) - PayeesFixture.dollars(status(eve).credited());
    assertThat(owed).isPositive();
    assertThat(fixture.balance("liabilities:held:" + eve.claim().id())).isZero();
    assertThat(fixture.balance(fixture.holder("Eve"))).isEqualTo(-owed);
    fixture.trust.disputes().resolve(dispute.id(), "dismissed", List.of(), "hers", DAY);
    assertThat(fixture.balance(fixture.holder("Eve"))).isEqualTo(-owed);
  }

  @Test
  void aDisputeHoldsNothingThatItsClaimDidNotBring() throws IOException {
    Statement statement = statement(ONE, OCTOBER);
    ClaimStatus known = granted("Known Ltd", PayeesFixture.ADA, Ratio.ONE);
    PayoutsTest.account(fixture.trust, "Known Ltd");
    fixture.received(ONE, statement.due().minorUnits(), "aaaa");
    fixture.trust.payouts().pay(Period.parse("2026-12"), new TreeMap<>(), DAY.plusDays(31));
    assertThat(fixture.balance(fixture.holder("Known Ltd"))).isZero();
    Period january = Period.parse("2027-01");
    LocalDate later = january.lastDay().plusDays(2);
    fixture.report(ONE, january, 50_000_00);
    Statement next =
        fixture.trust.issueStatements(january).stream()
            .filter(each -> each.period().equals(january))
            .findFirst()
            .orElseThrow();
    long direct = next.total(LineKind.RIGHTS_HOLDER).minorUnits();
    long brought =
        PayeesFixture.dollars(status(known).credited()) - PayeesFixture.dollars(known.credited());
    assertThat(direct).isPositive();
    assertThat(brought).isPositive();
    assertThat(fixture.balance(fixture.holder("Known Ltd"))).isEqualTo(direct + brought);
    Dispute dispute = fixture.trust.disputes().open(known.claim().id(), "Ada", "mine", later);
    assertThat(PayeesFixture.dollars(status(known).held())).isEqualTo(brought);
    assertThat(fixture.balance(fixture.holder("Known Ltd"))).isEqualTo(direct);
    fixture.trust.disputes().resolve(dispute.id(), "dismissed", List.of(), "hers", later);
    assertThat(fixture.balance(fixture.holder("Known Ltd"))).isEqualTo(direct + brought);
    fixture.trust.disputes().open(known.claim().id(), "Bob", "mine", later);
    assertThat(PayeesFixture.dollars(status(known).held())).isEqualTo(brought);
  }

  @Test
  void whoseMoneyIsHeldIsNotOverpaid() throws IOException {
    statement(ONE, OCTOBER);
    ClaimStatus eve = granted("Eve", PayeesFixture.ADA, Ratio.ONE);
    fixture.trust.disputes().open(eve.claim().id(), "Ada", "mine", DAY);
    assertThat(
            fixture
                .trust
                .payouts()
                .preview(NOVEMBER, new TreeMap<>(), DAY.plusDays(1))
                .carried()
                .stream()
                .filter(each -> each.partyId().equals(eve.claim().partyId()))
                .map(Payout.Carried::reason))
        .containsExactly("held");
  }

  @Test
  void anEscheatLeavesWhatIsClaimedAndEndsWhatIsClaimedLater() throws IOException {
    Statement statement = statement(ONE, OCTOBER);
    long line = statement.total(LineKind.UNCLAIMED).minorUnits();
    ClaimStatus ada = granted("Ada", PayeesFixture.ADA, Ratio.ONE);
    ClaimStatus waiting = file("Bob", PayeesFixture.BOB, Ratio.ONE);
    long bobs = PayeesFixture.dollars(claims.search(PayeesFixture.BOB).earned());
    Escheat escheat = fixture.trust.deed().escheat(OCTOBER, "Resolved: 9 to 0.", DAY);
    assertThat(PayeesFixture.dollars(escheat.amounts()))
        .isEqualTo(line - PayeesFixture.dollars(ada.credited()) - bobs);
    assertThat(fixture.balance("liabilities:unclaimed")).isEqualTo(bobs);
    long size = fixture.test.logSize();
    assertThat(fixture.trust.deed().escheat(OCTOBER, "Resolved: 9 to 0.", DAY)).isEqualTo(escheat);
    assertThat(fixture.test.logSize()).isEqualTo(size);
    assertThat(claims.grant(waiting.claim().id(), "dns-txt", DAY).credited().get("USD"))
        .isEqualTo(Money.of(bobs, "USD"));
    assertThat(fixture.balance("liabilities:unclaimed")).isZero();
    assertThat(granted("Late", ClaimScope.parse("d.test"), Ratio.ONE).credited()).isEmpty();
  }

  private Statement statement(String developer, Period period) throws IOException {
    fixture.report(developer, period, 100_000_37);
    return fixture.trust.issueStatements(period).stream()
        .filter(each -> each.developer().name().equals(developer))
        .findFirst()
        .orElseThrow();
  }

  private ClaimStatus file(String name, ClaimScope scope, Ratio share) throws IOException {
    return claims.file(name, List.of(scope), share, DAY).get(0);
  }

  private ClaimStatus granted(String name, ClaimScope scope, Ratio share) throws IOException {
    return claims.grant(file(name, scope, share).claim().id(), "dns-txt", DAY);
  }

  private ClaimStatus status(ClaimStatus before) throws IOException {
    return claims.status(before.claim().id());
  }
}
