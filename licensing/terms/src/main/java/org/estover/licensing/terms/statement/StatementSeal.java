package org.estover.licensing.terms.statement;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.terms.identity.Seal;

/** How a trust signs a statement, and how that is checked. */
public final class StatementSeal {

  private static final Seal SEAL = new Seal("statement");

  private StatementSeal() {}

  /** The text of a statement that is signed. */
  public static String text(Statement statement) {
    return SEAL.text(statement);
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
    return SEAL.check(json, note, key, Statement::fromJson, StatementCheck::of);
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
