package org.estover.licensing.portal.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.statement.Statement;
import org.junit.jupiter.api.Test;

final class StatementsTest {
  @Test
  void whatWasErasedIsNoticedAlsoWhereAsManyHaveComeSince() throws Exception {
    List<Statement> all =
        PortalServer.shared().bean(TrustDesk.class).read(opened -> opened.trust().statements());
    assertThat(all).hasSizeGreaterThanOrEqualTo(2);
    Statement first = all.get(0);
    Statement second = all.get(1);
    assertThat(Statements.goesOn(List.of(), List.of(first))).isTrue();
    assertThat(Statements.goesOn(List.of(first), List.of(first))).isTrue();
    assertThat(Statements.goesOn(List.of(first), List.of(first, second))).isTrue();
    assertThat(Statements.goesOn(List.of(first), List.of(second))).isFalse();
    assertThat(Statements.goesOn(List.of(first, second), List.of(first))).isFalse();
  }
}
