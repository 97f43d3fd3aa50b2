package org.estover.licensing.portal.statement;

import java.io.IOException;
import java.util.Optional;
import org.estover.licensing.portal.access.Ownership;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.terms.statement.Statement;
import org.springframework.stereotype.Component;

/**
 * A whole statement is its developer's, and its lines are those' whom they pay; operators and
 * auditors see all.
 */
@Component
final class StatementOwnership implements Ownership {
  private final Statements statements;

  StatementOwnership(Statements statements) {
    this.statements = statements;
  }

  @Override
  public boolean answersFor(ThingKind kind) {
    return kind == ThingKind.STATEMENT || kind == ThingKind.PAID_STATEMENT;
  }

  @Override
  public boolean isTheirs(Visitor visitor, ThingKind kind, String id) throws IOException {
    Optional<Statement> statement = statements.find(id);
    return statement.isPresent()
        && (visitor.is(Who.OPERATOR)
            || visitor.is(Who.AUDITOR)
            || visitor.actsFor(statement.get().developer().id())
            || (kind == ThingKind.PAID_STATEMENT
                && visitor.is(Who.RIGHTS_HOLDER)
                && statements.paying(visitor.partyId()).contains(id)));
  }
}
