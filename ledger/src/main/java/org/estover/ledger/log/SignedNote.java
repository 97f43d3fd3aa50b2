package org.estover.ledger.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures under it (C2SP signed-note): the text, a blank line, and lines {@code —
 * name base64(id || signature)}.
 *
 * @param text what is signed, ending in a line feed
 * @param lines its signatures
 */
record SignedNote(String text, List<Line> lines) {

  private static final String MARK = "\u2014 ";
  private static final int ID_SIZE = 4;
  private static final int MAX_LINES = 100;

  /** One signature line: who claims to have signed, and Base64 of key id and signature. */
  record Line(String name, String encoded) {

    static Line of(String name, byte[] id, byte[] signature) {
      byte[] raw = Arrays.copyOf(id, ID_SIZE + signature.length);
      System.arraycopy(signature, 0, raw, ID_SIZE, signature.length);
      return new Line(name, Base64.getEncoder().encodeToString(raw));
    }

    boolean isOf(VerifierKey key) {
      return name.equals(key.name()) && Arrays.equals(Arrays.copyOf(raw(), ID_SIZE), key.id());
    }

    byte[] signature() {
      byte[] raw = raw();
      return Arrays.copyOfRange(raw, ID_SIZE, raw.length);
    }

    private byte[] raw() {
      return Base64.getDecoder().decode(encoded);
    }
  }

  SignedNote {
    lines = List.copyOf(lines);
  }

  /** The same note with one more signature, which is put last. */
  SignedNote with(Line line) {
    List<Line> more = new ArrayList<>(lines);
    more.add(line);
    return new SignedNote(text, more);
  }

  /** The bytes of the note, UTF-8. */
  byte[] bytes() {
    StringBuilder note = new StringBuilder(text).append('\n');
    for (Line line : lines) {
      note.append(MARK).append(line.name).append(' ').append(line.encoded).append('\n');
    }
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a note and checks the signatures of known keys; those of unknown keys are ignored.
   *
   * @return the note with only the lines that verified, at least one
   * @throws InvalidNoteException if it is malformed, if a known key's signature fails, or if no
   *     known key signed
   */
  static SignedNote open(byte[] bytes, List<VerifierKey> known) throws InvalidNoteException {
    SignedNote note = parse(bytes);
    List<Line> verified = new ArrayList<>();
    for (Line line : note.lines) {
      for (VerifierKey key : known) {
        if (line.isOf(key)) {
          if (!key.verifies(note.text, line.signature())) {
            throw new InvalidNoteException("the signature of " + key.name() + " does not verify");
          }
          verified.add(line);
        }
      }
    }
    if (verified.isEmpty()) {
      throw new InvalidNoteException("no known key signed it");
    }
    return new SignedNote(note.text, verified);
  }

  private static SignedNote parse(byte[] bytes) throws InvalidNoteException {
    String note;
    try {
      note = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidNoteException("it is not UTF-8");
    }
    if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new InvalidNoteException("it holds a control character");
    }
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
      throw new InvalidNoteException("no signature block ends it");
    }
    String[] block = note.substring(blank + 2, note.length() - 1).split("\n", -1);
    if (block.length > MAX_LINES) {
      throw new InvalidNoteException("it has more than " + MAX_LINES + " signatures");
    }
    List<Line> lines = new ArrayList<>();
    for (String line : block) {
      lines.add(parseLine(line));
    }
    return new SignedNote(note.substring(0, blank + 1), lines);
  }

  private static Line parseLine(String line) throws InvalidNoteException {
    int space = line.indexOf(' ', MARK.length());
    if (!line.startsWith(MARK) || space < 0) {
      throw new InvalidNoteException("a signature line is malformed");
    }
    try {
      String name = VerifierKey.requireName(line.substring(MARK.length(), space));
      String encoded = line.substring(space + 1);
      byte[] raw = Base64.getDecoder().decode(encoded);
      if (raw.length <= ID_SIZE || !Base64.getEncoder().encodeToString(raw).equals(encoded)) {
        throw new InvalidNoteException("a signature is not canonical Base64 of five bytes or more");
      }
      return new Line(name, encoded);
    } catch (IllegalArgumentException e) {
      throw new InvalidNoteException("a signature line is malformed");
    }
  }
}
