package org.estover.licensing.portal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.casefile.Codes;
import org.estover.licensing.portal.store.Postgres;
import org.junit.jupiter.api.Test;

/** What PostgreSQL keeps of a proposal comes back. */
final class ProposalsOnPostgresTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123456Z");
  private static final Visitor OPERATOR =
      new Visitor("acc_1", "Olga", Set.of(Who.OPERATOR), "", Set.of("*"));

  @Test
  void aProposalIsMadeAndEndsOnce() {
    Proposals proposals =
        new Proposals(
            Postgres.client(),
            PortalServer.shared().bean(Codes.class),
            Clock.fixed(NOW, ZoneOffset.UTC));
    TreeMap<String, String> words = new TreeMap<>(Map.of(Act.THING, "ada.test", "reason", "Asked"));
    Act.Outlook outlook = new Act.Outlook(List.of(new Act.Fact("documents", "3")), "three");
    String id = proposals.add(OPERATOR, "withdrawal", words, outlook);
    Proposal open = proposals.find(id).orElseThrow();
    assertThat(open.words()).isEqualTo(words);
    assertThat(open.facts()).isEqualTo(outlook.facts());
    assertThat(open.digest()).isEqualTo(Proposals.digest("withdrawal", words, outlook));
    assertThat(proposals.open(0, 200).proposals()).contains(open);
    assertThat(proposals.named()).contains("ada.test");
    assertThat(proposals.openOf("ada.test")).containsExactly(open);
    proposals.end(id, "done", OPERATOR, "withdrawn", 12);
    proposals.end(id, "declined", OPERATOR, "too late", -1);
    assertThat(proposals.named()).doesNotContain("ada.test");
    assertThat(proposals.ended(0, 5).proposals())
        .singleElement()
        .satisfies(
            ended -> {
              assertThat(ended.state()).isEqualTo("done");
              assertThat(ended.logIndex()).isEqualTo(12);
            });
  }
}
