package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.statement.Statements;
import org.estover.licensing.terms.statement.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Statements: a developer's own, and what they pay to whom asks. */
@RestController
final class StatementRoutes {
  /** Statements that are looked through for one answer, of which few may be whoever's asks. */
  private static final int LOOKED_THROUGH = 500;

  private final TrustDesk desk;
  private final Statements statements;
  private final Answers answers;

  StatementRoutes(TrustDesk desk, Statements statements, Answers answers) {
    this.desk = desk;
    this.statements = statements;
    this.answers = answers;
  }

  /** A statement in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Summary(
      String id,
      String agreementId,
      String period,
      int number,
      String currency,
      @Nullable MoneyJson due) {
    static Summary of(Statement statement, boolean whole) {
      return new Summary(
          statement.id(),
          statement.agreementId(),
          statement.period().toString(),
          statement.revision().number(),
          statement.currency(),
          whole ? MoneyJson.of(statement.due()) : null);
    }
  }

  @GetMapping("/v1/statements")
  @Rule(
      value = {Who.DEVELOPER, Who.RIGHTS_HOLDER, Who.OPERATOR},
      scope = "read")
  ResponseEntity<byte[]> statements(HttpServletRequest request, Visitor visitor)
      throws IOException {
    List<Statement> all = desk.read(opened -> opened.trust().statements());
    Set<String> paying =
        visitor.is(Who.RIGHTS_HOLDER) ? statements.paying(visitor.partyId()) : Set.of();
    return answers.list(
        request,
        (from, most) -> seen(all, paying, visitor, (int) Math.min(from, all.size()), most),
        each -> each);
  }

  private static Batch<Summary> seen(
      List<Statement> all, Set<String> paying, Visitor visitor, int from, int most) {
    List<Summary> seen = new ArrayList<>();
    int end = Math.min(all.size(), from + LOOKED_THROUGH);
    for (int i = from; i < end; i++) {
      Statement statement = all.get(i);
      boolean whole = Mine.sees(visitor, statement.developer().id());
      if (whole || paying.contains(statement.id())) {
        seen.add(Summary.of(statement, whole));
      }
      if (seen.size() == most) {
        return new Batch<>(seen, i + 1 < all.size() ? i + 1 : Batch.END);
      }
    }
    return new Batch<>(seen, end < all.size() ? end : Batch.END);
  }

  @GetMapping("/v1/statements/{statement}")
  @Rule(
      value = {Who.DEVELOPER, Who.RIGHTS_HOLDER, Who.OPERATOR},
      things = @Rule.Thing(name = "statement", kind = ThingKind.PAID_STATEMENT),
      scope = "read")
  ResponseEntity<byte[]> statement(@PathVariable String statement, Visitor visitor)
      throws IOException {
    Statement found =
        statements.find(statement).orElseThrow(() -> Errors.notFound("statement", statement));
    return answers.one(
        Mine.sees(visitor, found.developer().id())
            ? StatementJson.whole(found)
            : StatementJson.paidTo(found, visitor.partyId()));
  }
}
