package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.estover.jobs.run.Progress;
import org.estover.ledger.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description =
        "Copies log, vault and keys into a folder, checked, beside a writer that may go on; into an"
            + " earlier backup only what grew. Releases are not part of it.")
final class LedgerBackup implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "DIR",
      description =
          "Folder of the backup, new or of the same ledger; it holds the signing key, so keep it as"
              + " safe as the ledger, and on another disk.")
  private Path folder = Path.of("");

  LedgerBackup(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (!OpenTrust.exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    Path to = context.around().path(folder);
    Backup.Copied copied;
    try (Bars bars = new Bars(context)) {
      copied = Backup.onDisk().make(context.ledger(), to, bars::copied);
    }
    String shown = context.around().shown(to);
    String grew =
        copied.before() == 0 ? "" : ", " + (copied.size() - copied.before()) + " more than before";
    context.answer(
        shown
            + " holds the ledger's "
            + LedgerCommand.counted(copied.size())
            + grew
            + "; "
            + written(copied),
        data("backup", to, copied));
    return ExitCode.OK;
  }

  /** What was written, and what of it is no mere growth. */
  static String written(Backup.Copied copied) {
    StringBuilder text = new StringBuilder();
    text.append("wrote ").append(Table.counted(copied.files(), "file"));
    text.append(", ").append(Table.counted(copied.bytes(), "byte")).append(", all checked\n");
    if (!copied.erased().isEmpty()) {
      text.append("erased there too, as in the ledger since: the payloads of log entries ");
      text.append(list(copied.erased())).append('\n');
    }
    if (!copied.erasedInCopyOnly().isEmpty()) {
      text.append("left erased there, though they are back where it was copied from: the payloads");
      text.append(" of log entries ").append(list(copied.erasedInCopyOnly()));
      text.append("; erase them again\n");
    }
    if (!copied.mended().isEmpty()) {
      text.append("had rotted there and were replaced, so look after that disk: ");
      text.append(list(copied.mended())).append('\n');
    }
    return text.toString();
  }

  private static String list(List<?> items) {
    return items.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** The same as data. */
  static Map<String, Object> data(String name, Path to, Backup.Copied copied) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(name, to.toString());
    data.put("logSize", Long.toString(copied.size()));
    data.put("logSizeBefore", Long.toString(copied.before()));
    data.put("files", Long.toString(copied.files()));
    data.put("bytes", Long.toString(copied.bytes()));
    data.put("erased", strings(copied.erased()));
    data.put("erasedInCopyOnly", strings(copied.erasedInCopyOnly()));
    data.put("mended", copied.mended());
    return data;
  }

  private static List<String> strings(List<Long> indexes) {
    return indexes.stream().map(String::valueOf).toList();
  }

  /** A bar for each part of a copy, one after the other. */
  static final class Bars implements AutoCloseable {
    private final Context context;
    private Progress.Bar bar;
    private String part = "";

    Bars(Context context) {
      this.context = context;
      this.bar = Progress.silent().start("", "", 0);
    }

    void copied(String which, long entries, long of) {
      if (!which.equals(part)) {
        bar.close();
        part = which;
        bar = context.progress().start(which, "entries", of);
      }
      bar.advanceTo(entries);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
