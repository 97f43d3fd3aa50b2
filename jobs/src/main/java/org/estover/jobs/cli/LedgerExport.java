package org.estover.jobs.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.Ledger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description =
        "Writes the books as a journal that hledger checks: every account and currency declared, each"
            + " transaction tagged with the log entry that carries it.")
final class LedgerExport implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(paramLabel = "FILE", description = "The journal to write, such as books.journal.")
  private Path file = Path.of("");

  LedgerExport(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (!OpenTrust.exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    Path to = context.around().path(file);
    if (Files.isDirectory(to)) {
      throw Errors.exportToFolder(context.around().shown(to));
    }
    Path unfinished = to.resolveSibling(to.getFileName() + ".tmp");
    try (Ledger ledger = Ledger.openReadOnly(context.ledger(), OpenTrust.settings(context))) {
      Files.deleteIfExists(unfinished);
      // What the vault shows to its owner only, the export does not show to others either.
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (BufferedWriter out = Files.newBufferedWriter(unfinished)) {
        ledger.export(out);
      }
      Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
      String shown = context.around().shown(to);
      context.answer(
          "wrote "
              + shown
              + ", the books at log size "
              + ledger.log().size()
              + "; check them with \"hledger -f "
              + shown
              + " check --strict\"",
          Map.of("file", to.toString(), "logSize", Long.toString(ledger.log().size())));
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return ExitCode.OK;
  }
}
