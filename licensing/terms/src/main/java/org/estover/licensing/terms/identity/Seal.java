package org.estover.licensing.terms.identity;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.estover.ledger.log.InvalidNoteException;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.VerifierKey;

/**
 * The text that a trust signs for one of its files, by the key that also signs its log: what is
 * signed, the id, and the SHA-256 of the canonical JSON, a line each.
 *
 * <p>No checkpoint has a second line that is no number, and kinds of files have first lines of
 * their own, so none can be taken for another.
 *
 * @param kind what is signed, as people call it
 */
public record Seal(String kind) {

  /** What a trust signs: something whose JSON follows from it. */
  public interface Signable {
    /** Its id, which stands in what is signed. */
    String id();

    /** The SHA-256 of its canonical JSON, in hex. */
    String sha256();

    /** All that it says. */
    JsonObject toJson();
  }

  /** The text for one of the files. */
  public String text(Signable signed) {
    return "estover." + kind + "\n" + signed.id() + "\nsha256 " + signed.sha256() + "\n";
  }

  /**
   * Checks a file that somebody was given, offline.
   *
   * @param json the file's bytes, which must be the one canonical form
   * @param note the signed note that came with it
   * @param key the trust's public key
   * @param reading makes of the file what it says
   * @param content finds what is wrong with that, each in one line
   * @return what does not hold, each in one line; nothing where all of it does
   */
  public <T extends Signable> List<String> check(
      byte[] json,
      byte[] note,
      VerifierKey key,
      Function<JsonObject, T> reading,
      Function<T, List<String>> content) {
    List<String> findings = new ArrayList<>();
    String signed = "";
    try {
      signed = key.open(note);
    } catch (InvalidNoteException e) {
      findings.add("signature: " + e.getMessage());
    }
    String sha256 = "sha256 " + ContentId.sha256(json);
    if (!signed.isEmpty() && !signed.endsWith("\n" + sha256 + "\n")) {
      findings.add("signature: signed is another file than this one, whose " + sha256);
    }
    try {
      JsonObject object = JsonObject.parse(json);
      T read = reading.apply(object);
      if (!read.toJson().equals(object)) {
        findings.add("members: it holds something that does not follow from the rest of it");
      }
      findings.addAll(content.apply(read));
      if (!signed.isEmpty() && !signed.equals(text(read))) {
        findings.add("signature: signed is \"" + signed.strip() + "\", which is not this " + kind);
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      findings.add("no " + kind + " can be read: " + e.getMessage());
    }
    return findings;
  }
}
