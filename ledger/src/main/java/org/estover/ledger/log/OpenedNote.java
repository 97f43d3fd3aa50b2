package org.estover.ledger.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A signed note whose known signatures were checked (C2SP signed-note, and tlog-cosignature for
 * those of witnesses).
 *
 * @param text what was signed
 * @param signers the known keys that signed it, each once, in the order of the note
 */
public record OpenedNote(String text, List<Signer> signers) {

  /**
   * A key that signed.
   *
   * @param key the key
   * @param posixSeconds the time that a witness states with its cosignature, or empty for a key
   *     that signs the text alone
   */
  public record Signer(VerifierKey key, String posixSeconds) {}

  public OpenedNote {
    signers = List.copyOf(signers);
  }

  /**
   * Opens a note.
   *
   * @param signer the key that must have signed, a log's or a trust's
   * @param witnesses keys whose cosignatures are checked and counted as well; signatures of other
   *     keys are ignored
   * @throws InvalidNoteException if the note is malformed, if it is not signed by the signer, or if
   *     a signature of a known key does not verify
   */
  public static OpenedNote open(byte[] note, VerifierKey signer, List<VerifierKey> witnesses)
      throws InvalidNoteException {
    List<VerifierKey> known = new ArrayList<>(witnesses);
    known.add(signer);
    SignedNote opened = SignedNote.open(note, known);
    List<Signer> signers = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (SignedNote.Line line : opened.lines()) {
      for (VerifierKey key : known) {
        if (line.isOf(key) && seen.add(key.toString())) {
          signers.add(new Signer(key, key.timeOf(line.signature())));
        }
      }
    }
    if (!seen.contains(signer.toString())) {
      throw new InvalidNoteException("no signature of " + signer.name() + " is on it");
    }
    return new OpenedNote(opened.text(), signers);
  }

  /** How many witnesses cosigned. */
  public int cosignatures() {
    return (int) signers.stream().filter(each -> !each.posixSeconds().isEmpty()).count();
  }

  /**
   * The checkpoint that the text is.
   *
   * @throws InvalidNoteException if it is none, or one of another log
   */
  public Checkpoint checkpoint(VerifierKey log) throws InvalidNoteException {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidNoteException(String.valueOf(e.getMessage()));
    }
    if (!checkpoint.origin().equals(log.name())) {
      throw new InvalidNoteException(
          "its origin \"" + checkpoint.origin() + "\" is not \"" + log.name() + "\"");
    }
    return checkpoint;
  }

  /** Whether the text reads like a checkpoint: its second line is a number. */
  public boolean isCheckpoint() {
    String[] lines = text.split("\n", -1);
    return lines.length > 3 && lines[1].matches("[0-9]+");
  }
}
