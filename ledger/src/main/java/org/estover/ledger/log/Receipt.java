package org.estover.ledger.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Proof that an entry is in a log, kept by whom it concerns and checked without the log (C2SP
 * tlog-proof).
 *
 * @param proof the entry's inclusion proof
 * @param note the signed checkpoint that the proof leads to, as text
 */
public record Receipt(InclusionProof proof, String note) {

  private static final String HEADER = "c2sp.org/tlog-proof@v1";

  /** The receipt of an entry, under the log's checkpoint. */
  static Receipt of(InclusionProof proof, byte[] note) {
    return new Receipt(proof, new String(note, StandardCharsets.UTF_8));
  }

  /** The text form of a {@code .tlog-proof} file. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER).append("\nindex ").append(proof.index());
    proof.path().forEach(hash -> text.append('\n').append(hash.base64()));
    return text.append("\n\n").append(note).toString();
  }

  /**
   * Checks a {@code .tlog-proof} file against the entry that it is said to be about.
   *
   * @return the signed checkpoint that contains the entry
   * @throws CorruptLogException if anything in it does not hold; the message says what
   */
  public static Checkpoint verify(String text, byte[] entry, VerifierKey key)
      throws CorruptLogException {
    return checkpoint(verify(text, entry, key, List.of()), key);
  }

  /**
   * The same for the bytes of a file, which may be no text at all, with the witnesses that cosigned
   * the checkpoint.
   *
   * @return the opened note of the checkpoint that contains the entry
   */
  public static OpenedNote verify(
      byte[] file, byte[] entry, VerifierKey key, List<VerifierKey> witnesses)
      throws CorruptLogException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw Errors.badReceipt("it is not UTF-8");
    }
    return verify(text, entry, key, witnesses);
  }

  /**
   * The same, with the witnesses that cosigned the checkpoint.
   *
   * @return the opened note of the checkpoint that contains the entry
   */
  public static OpenedNote verify(
      String text, byte[] entry, VerifierKey key, List<VerifierKey> witnesses)
      throws CorruptLogException {
    int blank = text.indexOf("\n\n");
    List<String> lines = blank < 0 ? List.of() : List.of(text.substring(0, blank).split("\n", -1));
    if (lines.size() < 2 || !lines.get(0).equals(HEADER)) {
      throw Errors.badReceipt("its first line is not " + HEADER);
    }
    int at = lines.get(1).startsWith("extra ") ? 2 : 1;
    byte[] note = text.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
    OpenedNote opened;
    try {
      opened = OpenedNote.open(note, key, witnesses);
    } catch (InvalidNoteException e) {
      throw Errors.badReceipt("its checkpoint: " + e.getMessage());
    }
    Checkpoint checkpoint = checkpoint(opened, key);
    InclusionProof proof = proof(lines.subList(at, lines.size()), checkpoint.size());
    if (!proof.verifies(Hash.ofLeaf(entry), checkpoint.root())) {
      throw Errors.badReceipt("the proof does not lead from the entry to the signed root");
    }
    return opened;
  }

  private static Checkpoint checkpoint(OpenedNote note, VerifierKey key)
      throws CorruptLogException {
    try {
      return note.checkpoint(key);
    } catch (InvalidNoteException e) {
      throw Errors.badReceipt("its checkpoint: " + e.getMessage());
    }
  }

  private static InclusionProof proof(List<String> lines, long size) throws CorruptLogException {
    try {
      String index = lines.isEmpty() ? "" : lines.get(0);
      long parsed = Long.parseLong(index.replaceFirst("^index ", ""));
      if (!index.equals("index " + parsed)) {
        throw Errors.badReceipt("its index line is malformed");
      }
      List<Hash> path = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        Hash hash = Hash.of(Base64.getDecoder().decode(line));
        if (!hash.base64().equals(line)) {
          throw Errors.badReceipt("a hash is not canonical Base64");
        }
        path.add(hash);
      }
      return new InclusionProof(parsed, size, path);
    } catch (IllegalArgumentException e) {
      throw Errors.badReceipt("its index or a hash is malformed");
    }
  }
}
