package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.estover.ledger.Ledger;
import org.estover.ledger.log.LogEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "prove",
    description =
        "Writes receipts: proofs that entries are in the log, which hold for ever without it.")
final class LedgerProve implements Callable<Integer> {
  /** The ending of a receipt's file (C2SP tlog-proof), and of the entry's bytes beside it. */
  static final String PROOF = ".tlog-proof";

  static final String ENTRY = ".entry";

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "ENTRY",
      description =
          "Index of a log entry, or the id of what it is about, such as a grant's: then all"
              + " entries about it.")
  private String wanted = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "Folder for N.tlog-proof and N.entry, the bytes that are proved (default: this one).")
  private Path out = Path.of("");

  LedgerProve(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (!OpenTrust.exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    try (Ledger ledger = Ledger.openReadOnly(context.ledger(), OpenTrust.settings(context))) {
      Path folder = Files.createDirectories(context.around().path(out));
      List<Path> files = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      List<Map<String, String>> receipts = new ArrayList<>();
      for (long index : indexes(ledger)) {
        byte[] entry = ledger.log().entry(index);
        Path proof = folder.resolve(index + PROOF);
        files.add(StatementFiles.write(proof, StatementFiles.utf8(ledger.receipt(index).text())));
        files.add(StatementFiles.write(folder.resolve(index + ENTRY), entry));
        LogEntry parsed = LogEntry.parse(entry);
        text.append("entry ").append(index).append(": ").append(parsed.fact().type());
        text.append(" ").append(parsed.fact().subject()).append(", ").append(parsed.time());
        text.append('\n');
        receipts.add(
            Map.of(
                "index", Long.toString(index),
                "type", parsed.fact().type(),
                "subject", parsed.fact().subject(),
                "file", proof.toString()));
      }
      context.answer(
          text + context.wrote(files),
          Map.of("receipts", receipts, "logSize", Long.toString(ledger.log().size())));
    }
    return ExitCode.OK;
  }

  private List<Long> indexes(Ledger ledger) throws IOException {
    long size = ledger.log().size();
    if (wanted.matches("[0-9]{1,18}")) {
      long index = Long.parseLong(wanted);
      if (index >= size) {
        throw Errors.noEntry(index, size);
      }
      return List.of(index);
    }
    List<Long> found = new ArrayList<>();
    try (Stream<byte[]> entries = ledger.log().entries(0)) {
      long index = 0;
      for (byte[] entry : (Iterable<byte[]>) entries::iterator) {
        if (LogEntry.parse(entry).fact().subject().equals(wanted)) {
          found.add(index);
        }
        index++;
      }
    }
    if (found.isEmpty()) {
      throw Errors.noEntryAbout(wanted, size);
    }
    return found;
  }
}
