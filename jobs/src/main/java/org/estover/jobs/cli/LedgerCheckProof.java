package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.OpenedNote;
import org.estover.ledger.log.Receipt;
import org.estover.ledger.log.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check-proof",
    description = "Checks a receipt without any ledger: that an entry is in a log that was signed.")
final class LedgerCheckProof implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final SignerOptions signers = new SignerOptions();

  @Parameters(paramLabel = "FILE", description = "The receipt, a .tlog-proof file.")
  private Path file = Path.of("");

  @Option(
      names = "--entry",
      paramLabel = "FILE",
      description = "The entry's bytes (default: the receipt's name with .entry).")
  private @Nullable Path entry;

  LedgerCheckProof(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    VerifierKey key = signers.signer(around);
    List<VerifierKey> witnesses = signers.witnesses(around);
    Path proof = around.path(file);
    byte[] receipt = Files.readAllBytes(proof);
    byte[] bytes = Files.readAllBytes(entry == null ? entryOf(proof) : around.path(entry));
    OpenedNote opened;
    try {
      opened = Receipt.verify(receipt, bytes, key, witnesses);
    } catch (CorruptLogException e) {
      return found(String.valueOf(e.getMessage()));
    }
    String missing = signers.missing(opened);
    if (!missing.isEmpty()) {
      return found(missing);
    }
    String said = new String(bytes, StandardCharsets.UTF_8);
    context.answer(
        "in the log:\n"
            + SignerOptions.said(said)
            + "whose checkpoint is\n"
            + SignerOptions.said(opened.text())
            + SignerOptions.lines(opened),
        Map.of(
            "entry", said,
            "signers", SignerOptions.data(opened),
            "checkpoint", opened.text()));
    return ExitCode.OK;
  }

  private static Path entryOf(Path proof) {
    String name = String.valueOf(proof.getFileName());
    String stem =
        name.endsWith(LedgerProve.PROOF)
            ? name.substring(0, name.length() - LedgerProve.PROOF.length())
            : name;
    return proof.resolveSibling(stem + LedgerProve.ENTRY);
  }

  private int found(String finding) {
    return SignerOptions.found(
        context,
        file,
        "proves nothing: " + finding + "; ask the trust for the receipt again",
        finding);
  }
}
