package org.estover.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.book.Period;
import org.estover.licensing.terms.statement.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "statement",
    description = "Issues a period's statements: who owes what, and how it splits, to the unit.")
final class StatementCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(names = "--period", required = true, paramLabel = "YYYY-MM", description = "Month.")
  private String period = "";

  StatementCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Period month = Arguments.checked(() -> Period.parse(period));
    try (OpenTrust open = OpenTrust.open(context)) {
      List<Statement> statements = open.trust().issueStatements(month);
      if (statements.isEmpty()) {
        throw Errors.noRevenue(month.toString());
      }
      StringBuilder text = new StringBuilder();
      statements.forEach(statement -> text.append(statement.text()).append('\n'));
      List<Object> trees =
          statements.stream().<Object>map(s -> Json.tree(s.toJson().toString())).toList();
      context.answer(text.toString(), Map.of("statements", trees));
    }
    return ExitCode.OK;
  }
}
