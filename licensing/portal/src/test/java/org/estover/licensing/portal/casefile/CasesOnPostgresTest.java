package org.estover.licensing.portal.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;

/** What PostgreSQL keeps of a case comes back. */
final class CasesOnPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123456Z");

  private final Cases cases =
      new Cases(
          Postgres.client(),
          PortalServer.shared().bean(Codes.class),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aCaseIsOpenedProvenAndDecidedOnce() {
    Cases.Receipt receipt =
        cases.open(new Cases.Asked(CaseKind.OPT_OUT, "ada.test", "Ada", "", "Take it out."));
    String id = receipt.file().id();
    assertThat(cases.byCode(receipt.code())).contains(receipt.file());
    assertThat(receipt.file().opened()).isEqualTo(NOW);
    cases.link(id, "thing-" + id, 7);
    cases.prove(receipt.file(), "dns");
    assertThat(cases.byId(id).orElseThrow().proven())
        .as("of the case before it was linked")
        .isEmpty();
    cases.prove(cases.byId(id).orElseThrow(), "dns");
    assertThat(cases.byId(id).orElseThrow().proven()).isEqualTo("dns");
    cases.add(id, CaseEvent.of(NOW, "message", CaseEvent.FILER, "Please."));
    assertThat(cases.messagesSince(id, NOW.minusSeconds(1))).isEqualTo(1);
    assertThat(cases.waiting(NOW.minusSeconds(1), NOW)).isEqualTo(1);
    assertThat(cases.overdue()).isZero();
    cases.decide(id, new Cases.Ending("withdrawn", "Gone.", -1, 2));
    cases.decide(id, new Cases.Ending("refused", "Not again.", 9, 2));
    CaseFile decided = cases.ofThing("thing-" + id).orElseThrow();
    assertThat(decided.outcome()).isEqualTo("withdrawn");
    assertThat(decided.logIndex()).isEqualTo(7);
    assertThat(decided.decided()).isEqualTo(NOW);
    assertThat(cases.events(id)).extracting(CaseEvent::kind).containsExactly("message", "decided");
    assertThat(cases.decided(5)).contains(decided);
    assertThat(cases.tallies()).contains(new Cases.Tally("opt-out", "withdrawn", 1));
    cases.drop(id);
    assertThat(cases.byId(id)).isEmpty();
  }
}
