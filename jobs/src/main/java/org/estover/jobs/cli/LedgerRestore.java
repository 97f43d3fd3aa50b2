package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.Backup;
import org.estover.ledger.log.Checkpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description =
        "Makes a ledger from a backup. It reads, and signs nothing before --newest has shown it the"
            + " newest checkpoint that was kept elsewhere; if it is older than that, it never does.")
final class LedgerRestore implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "The backup; the ledger's folder (--ledger) must not be there. Without it, --newest is"
              + " shown to a ledger that was restored before.")
  private @Nullable Path folder;

  @Option(
      names = "--newest",
      paramLabel = "FILE",
      description =
          "The newest checkpoint kept outside: the ledger's .newest file, the one of \"ledger watch"
              + " --keep\", or a witness's note.")
  private @Nullable Path newest;

  LedgerRestore(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (folder == null && newest == null) {
      throw Errors.nothingToRestore();
    }
    StringBuilder text = new StringBuilder();
    Map<String, Object> data = new LinkedHashMap<>();
    if (folder != null) {
      requireNewest();
      restore(context.around().path(folder), text, data);
    }
    if (newest != null) {
      confirmOrSay(context.around().path(newest), text, data);
    } else {
      text.append(
          "it reads, and signs nothing before \"estover ledger restore --newest FILE\" has");
      text.append(" shown it the newest checkpoint that was kept elsewhere\n");
    }
    data.put("signs", newest != null);
    context.answer(text.toString(), data);
    return ExitCode.OK;
  }

  /** Before a restore, which may take long, and is not undone where this then fails. */
  private void requireNewest() throws UsageException {
    if (newest != null) {
      Path file = context.around().path(newest);
      if (!Files.exists(file) || Files.isDirectory(file)) {
        throw Errors.noFileToShow(context.around().shown(file));
      }
    }
  }

  private void restore(Path backup, StringBuilder text, Map<String, Object> data)
      throws IOException {
    Backup.Copied copied;
    try (LedgerBackup.Bars bars = new LedgerBackup.Bars(context)) {
      copied = Backup.onDisk().restore(backup, context.ledger(), bars::copied);
    }
    text.append(context.around().shown(context.ledger())).append(" is restored as of ");
    text.append(LedgerCommand.counted(copied.size())).append("; ");
    text.append(LedgerBackup.written(copied));
    data.putAll(LedgerBackup.data("ledger", context.ledger(), copied));
  }

  /** What was restored is there, also where it is refused to sign. */
  private void confirmOrSay(Path file, StringBuilder text, Map<String, Object> data)
      throws IOException {
    String restored = text.toString();
    try {
      confirm(file, text, data);
    } catch (IOException e) {
      if (!restored.isEmpty()) {
        context.note(restored.strip());
      }
      throw e;
    }
  }

  private void confirm(Path file, StringBuilder text, Map<String, Object> data) throws IOException {
    if (!OpenTrust.exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    Checkpoint shown = Backup.onDisk().confirm(context.ledger(), file);
    text.append(context.around().shown(context.ledger()));
    text.append(" goes on from the newest checkpoint, of ");
    text.append(LedgerCommand.counted(shown.size())).append(", and signs again\n");
    data.put("ledger", context.ledger().toString());
    data.put("newest", Long.toString(shown.size()));
  }
}
