package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.ledger.log.InvalidNoteException;
import org.estover.ledger.log.OpenedNote;
import org.estover.ledger.log.VerifierKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "check-note",
    description = "Checks who signed a note, such as a checkpoint, without any ledger.")
final class LedgerCheckNote implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final SignerOptions signers = new SignerOptions();

  @Parameters(paramLabel = "FILE", description = "The signed note.")
  private Path file = Path.of("");

  LedgerCheckNote(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    VerifierKey key = signers.signer(around);
    List<VerifierKey> witnesses = signers.witnesses(around);
    byte[] note = Files.readAllBytes(around.path(file));
    OpenedNote opened;
    try {
      opened = OpenedNote.open(note, key, witnesses);
      if (opened.isCheckpoint()) {
        opened.checkpoint(key);
      }
    } catch (InvalidNoteException e) {
      return found(String.valueOf(e.getMessage()));
    }
    String missing = signers.missing(opened);
    if (!missing.isEmpty()) {
      return found(missing);
    }
    context.answer(
        SignerOptions.said(opened.text()) + SignerOptions.lines(opened),
        Map.of("signers", SignerOptions.data(opened), "text", opened.text()));
    return ExitCode.OK;
  }

  private int found(String finding) {
    return SignerOptions.found(
        context,
        file,
        "not to be relied on: " + finding + "; ask who gave it to you for another copy",
        finding);
  }
}
