package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.terms.party.Developer;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.receivable.Receivable;
import org.estover.licensing.terms.receivable.Receivables;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementSeal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "statement",
    description = "Issues a period's statements: who owes what, and how it splits, to the unit.",
    subcommands = {
      StatementCommand.Verify.class,
      StatementCommand.Owed.class,
      StatementCommand.Close.class
    })
final class StatementCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(names = "--period", paramLabel = "YYYY-MM", description = "Month; always needed.")
  private String period = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes each as .json with its signature .note, as .html and as .tsv there.")
  private @Nullable Path out;

  @Option(
      names = "--anew",
      description =
          "Also revises what comes to other figures by what is known now, such as training runs"
              + " that were registered since. Corrected reports need no --anew.")
  private boolean anew;

  StatementCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (period.isEmpty()) {
      throw Errors.noPeriod();
    }
    Period month = Arguments.checked(() -> Period.parse(period));
    try (OpenTrust open = OpenTrust.open(context)) {
      List<Statement> statements =
          anew ? open.trust().issueStatementsAnew(month) : open.trust().issueStatements(month);
      if (statements.isEmpty()) {
        throw Errors.noRevenue(month.toString());
      }
      List<Path> files = new ArrayList<>();
      if (out != null) {
        Path folder = Files.createDirectories(context.around().path(out));
        for (Statement statement : statements) {
          byte[] note = open.ledger().note(StatementSeal.text(statement));
          files.addAll(StatementFiles.write(folder, statement, note));
        }
      }
      StringBuilder text = new StringBuilder();
      statements.forEach(statement -> text.append(statement.text()).append('\n'));
      List<Object> trees =
          statements.stream().<Object>map(s -> Json.tree(s.toJson().toString())).toList();
      List<String> names = files.stream().map(Path::toString).toList();
      context.answer(
          text + context.wrote(files),
          out == null ? Map.of("statements", trees) : Map.of("statements", trees, "files", names));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "verify",
      description =
          "Checks a statement's .json file offline: its signature, and that every amount on it"
              + " follows from its own reason.")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "FILE", description = "The statement's .json file.")
    private Path file = Path.of("");

    @Mixin private final LogKeyOption key = new LogKeyOption();

    @Option(
        names = "--signature",
        paramLabel = "FILE",
        description = "The signed note (default: FILE with .note for .json).")
    private @Nullable Path signature;

    Verify(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      VerifierKey trust = key.key(context.around());
      Path json = context.around().path(file);
      Path note =
          signature == null ? StatementFiles.noteOf(json) : context.around().path(signature);
      List<String> findings =
          StatementSeal.check(StatementFiles.read(json), StatementFiles.read(note), trust);
      if (!findings.isEmpty()) {
        context.answer(
            String.join("\n", findings)
                + "\n"
                + context.around().shown(json)
                + ": is not a statement that this key's trust issued; ask the trust for it again",
            Map.of("findings", findings));
        return ExitCode.FOUND;
      }
      Statement statement = StatementSeal.read(Files.readAllBytes(json));
      context.answer(
          "statement "
              + statement.id()
              + " of "
              + statement.period()
              + ": signed; every amount follows from its reason: "
              + statement.due()
              + " due, "
              + statement.payable()
              + " to be paid",
          Map.of(
              "statement", statement.id(),
              "sha256", statement.sha256(),
              "due", statement.due().toString(),
              "payable", statement.payable().toString(),
              "findings", findings));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "owed",
      description = "Shows what developers were asked for, what they paid, and what is open.")
  static final class Owed implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--developer",
        paramLabel = "NAME|ID",
        description = "Only this developer (default: all).")
    private String developer = "";

    Owed(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      try (OpenTrust open = OpenTrust.openReadOnly(context)) {
        List<Party> developers =
            open.trust().parties().stream().filter(Developer.class::isInstance).toList();
        List<Party> asked = developer.isEmpty() ? developers : List.of(open.developer(developer));
        Table table =
            new Table()
                .row(
                    "developer",
                    "period",
                    "statement",
                    "asked",
                    "late fees",
                    "paid",
                    "open",
                    "paid ahead");
        List<Object> rows = new ArrayList<>();
        for (Party party : asked) {
          for (Receivables owed : open.trust().payments().owed(party.id())) {
            add(party, owed, table, rows);
          }
        }
        context.answer(
            rows.isEmpty() ? "nothing was stated" : table.toString(), Map.of("owed", rows));
      }
      return ExitCode.OK;
    }

    private static void add(Party party, Receivables owed, Table table, List<Object> rows) {
      for (Receivable month : owed.months()) {
        table.row(
            party.name(),
            month.period(),
            month.statement().id(),
            month.principal(),
            month.fees(),
            month.paid(),
            month.open(),
            month.over().isZero() ? "" : month.over());
        rows.add(
            Map.of(
                "developer", party.id(),
                "name", party.name(),
                "period", month.period().toString(),
                "statement", month.statement().id(),
                "asked", month.principal().toString(),
                "lateFees", month.fees().toString(),
                "paid", month.paid().toString(),
                "ahead", month.over().toString(),
                "open", month.open().toString()));
      }
      Money balance = owed.balance();
      table.row(party.name(), "all", "", "", "", "", balance, owed.ahead());
      rows.add(
          Map.of(
              "developer", party.id(),
              "name", party.name(),
              "period", "all",
              "ahead", owed.ahead().toString(),
              "open", balance.toString()));
    }
  }

  @Command(
      name = "close",
      description =
          "Closes a month and those before it, for good: what is stated for it later is entered in"
              + " the first open month.")
  static final class Close implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(names = "--period", required = true, paramLabel = "YYYY-MM", description = "Month.")
    private String period = "";

    Close(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Period month = Arguments.checked(() -> Period.parse(period));
      try (OpenTrust open = OpenTrust.open(context)) {
        boolean before = open.trust().periods().close(month, context.day(null));
        context.answer(
            month + (before ? " was closed before" : " is closed, and all before it"),
            Map.of("period", month.toString(), "repeated", before));
      }
      return ExitCode.OK;
    }
  }
}
