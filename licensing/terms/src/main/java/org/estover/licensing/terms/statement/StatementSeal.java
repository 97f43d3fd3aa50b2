package org.estover.licensing.terms.statement;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.log.InvalidNoteException;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.terms.identity.ContentId;

/**
 * The text that a trust signs for a statement, by the key that also signs its log: what is signed,
 * the statement's id, and the SHA-256 of its canonical JSON, a line each.
 *
 * <p>No checkpoint has a second line that is no number, so neither can be taken for the other.
 */
public final class StatementSeal {

  private static final String TITLE = "estover.statement";

  private StatementSeal() {}

  /** The text of a statement. */
  public static String text(Statement statement) {
    return TITLE + "\n" + statement.id() + "\nsha256 " + statement.sha256() + "\n";
  }

  /**
   * Checks a statement that somebody was given, offline.
   *
   * @param json the file's bytes, which must be the one canonical form
   * @param note the signed note that came with it
   * @param key the trust's public key
   * @return what does not hold, each in one line; nothing where all of it does
   */
  public static List<String> check(byte[] json, byte[] note, VerifierKey key) {
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
      Statement statement = Statement.fromJson(object);
      if (!statement.toJson().equals(object)) {
        findings.add("members: it holds something that does not follow from the rest of it");
      }
      findings.addAll(StatementCheck.of(statement));
      if (!signed.isEmpty() && !signed.equals(text(statement))) {
        findings.add(
            "signature: signed is \"" + signed.strip() + "\", which is not this statement");
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      findings.add("no statement can be read: " + e.getMessage());
    }
    return findings;
  }

  /** The statement of a file that {@link #check} has nothing against. */
  public static Statement read(byte[] json) {
    return Statement.fromJson(JsonObject.parse(json));
  }

  /** The bytes of a statement's file: its canonical JSON. */
  public static byte[] file(Statement statement) {
    return statement.toJson().toString().getBytes(StandardCharsets.UTF_8);
  }
}
