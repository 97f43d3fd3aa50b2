package org.estover.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.estover.ledger.Backup;
import org.estover.ledger.Ledger;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ledger",
    description = "Makes and checks the trust's ledger.",
    subcommands = {
      LedgerCommand.Init.class,
      LedgerAppend.class,
      LedgerCommand.Verify.class,
      LedgerProve.class,
      LedgerCheckProof.class,
      LedgerCheckNote.class,
      LedgerWatch.class,
      LedgerWitness.class,
      LedgerBalances.class,
      LedgerJournal.class,
      LedgerSplit.class,
      LedgerExport.class,
      LedgerBackup.class,
      LedgerRestore.class,
      LedgerCommand.Rebuild.class
    })
final class LedgerCommand {

  static String counted(long entries) {
    return entries + (entries == 1 ? " entry" : " entries");
  }

  @Command(name = "init", description = "Makes a ledger with its signing key and founds a trust.")
  static final class Init implements Callable<Integer> {
    @Mixin private final Context context;

    @Option(
        names = "--name",
        defaultValue = OpenTrust.DEFAULT_NAME,
        paramLabel = "NAME",
        description = "Name of the trust (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
        names = "--origin",
        defaultValue = OpenTrust.DEFAULT_ORIGIN,
        paramLabel = "NAME",
        description =
            "Name of the log for ever, like trust.example/log (default: ${DEFAULT-VALUE}).")
    private String origin = "";

    Init(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      try (OpenTrust open = OpenTrust.found(context, name, origin)) {
        String key = Ledger.verifierKey(context.ledger()).toString();
        context.answer(
            "ledger "
                + context.around().shown(context.ledger())
                + ", trust \""
                + name
                + "\"\n"
                + "public key (give it to everyone who checks the log): "
                + key,
            Map.of(
                "ledger",
                context.ledger().toString(),
                "trust",
                name,
                "verifierKey",
                key,
                "logSize",
                Long.toString(open.ledger().checkpoint().size())));
      }
      return ExitCode.OK;
    }
  }

  @Command(
      name = "verify",
      description =
          "Checks log, vault, books and index from the first entry on, and lists releases.")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Context context;

    Verify(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      if (!OpenTrust.exists(context)) {
        throw Errors.noLedger(context.ledger());
      }
      List<Finding> findings =
          Auditor.audit(context.ledger(), Ledger.verifierKey(context.ledger()));
      if (findings.stream().anyMatch(Finding::isFault)) {
        return damaged(findings);
      }
      Optional<String> copy = Backup.signsNothing(context.ledger());
      if (copy.isPresent()) {
        context.note(copy.get());
        try (OpenTrust open = OpenTrust.openReadOnly(context)) {
          return sound(open, findings, "log, vault and books agree: ");
        }
      }
      try (OpenTrust open = OpenTrust.open(context)) {
        List<Finding> all = open.ledger().auditIndex();
        return all.stream().anyMatch(Finding::isFault)
            ? damaged(all)
            : sound(open, all, "log, vault, books and index agree: ");
      }
    }

    private int damaged(List<Finding> findings) {
      List<String> lines = findings.stream().map(Finding::message).toList();
      boolean derived = findings.stream().filter(Finding::isFault).allMatch(Finding::isDerived);
      context.answer(
          String.join("\n", lines)
              + "\n"
              + context.around().shown(context.ledger())
              + (derived
                  ? ": log, vault and books hold what was signed; what was derived from them does"
                      + " not, and is derived anew by \"estover ledger rebuild\""
                  : ": does not hold what was signed; keep it as it is, and restore log and vault"
                      + " from a copy"),
          Map.of("findings", lines));
      return ExitCode.DAMAGE;
    }

    private int sound(OpenTrust open, List<Finding> findings, String verdict) throws IOException {
      List<String> releases = open.trust().releaseIds();
      long size = open.ledger().checkpoint().size();
      List<String> erased = findings.stream().map(Finding::message).toList();
      context.answer(
          verdict
              + counted(size)
              + "\n"
              + (erased.isEmpty() ? "" : String.join("\n", erased) + "\n")
              + "published: "
              + (releases.isEmpty() ? "none" : String.join(", ", releases)),
          Map.of("logSize", Long.toString(size), "releases", releases, "findings", erased));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "rebuild",
      description = "Drops the index and derives it anew from log and vault.")
  static final class Rebuild implements Callable<Integer> {
    @Mixin private final Context context;

    Rebuild(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      if (!OpenTrust.exists(context)) {
        throw Errors.noLedger(context.ledger());
      }
      try (Ledger ledger = OpenTrust.writer(context)) {
        ledger.rebuild();
        long size = ledger.checkpoint().size();
        context.answer(
            "index derived from " + counted(size), Map.of("logSize", Long.toString(size)));
      }
      return ExitCode.OK;
    }
  }
}
