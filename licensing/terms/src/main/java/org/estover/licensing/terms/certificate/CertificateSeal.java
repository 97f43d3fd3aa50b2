package org.estover.licensing.terms.certificate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.estover.ledger.log.InvalidNoteException;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.terms.identity.ContentId;

/**
 * The text that a trust signs for a certificate, by the key that also signs its log: what is
 * signed, the certificate's id, and the SHA-256 of its canonical JSON, a line each.
 *
 * <p>It can be taken neither for a checkpoint nor for a statement, whose first line is another.
 */
public final class CertificateSeal {

  private static final String TITLE = "estover.certificate";

  private CertificateSeal() {}

  /** The text of a certificate. */
  public static String text(Certificate certificate) {
    return TITLE + "\n" + certificate.id() + "\nsha256 " + certificate.sha256() + "\n";
  }

  /**
   * Checks a certificate that somebody was given, offline. Whether it was revoked or is stale only
   * the trust knows.
   *
   * @param json the file's bytes, which must be the one canonical form
   * @param note the signed note that came with it
   * @param key the trust's public key
   * @param day on which it should hold
   * @return what does not hold, each in one line; nothing where all of it does
   */
  public static List<String> check(byte[] json, byte[] note, VerifierKey key, LocalDate day) {
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
      Certificate certificate = Certificate.fromJson(object);
      if (!certificate.toJson().equals(object)) {
        findings.add("members: it holds something that does not follow from the rest of it");
      }
      if (!signed.isEmpty() && !signed.equals(text(certificate))) {
        findings.add(
            "signature: signed is \"" + signed.strip() + "\", which is not this certificate");
      }
      Term term = certificate.term();
      if (day.isBefore(term.from()) || day.isAfter(term.until())) {
        findings.add(
            "days: it holds from " + term.from() + " to " + term.until() + ", not on " + day);
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      findings.add("no certificate can be read: " + e.getMessage());
    }
    return findings;
  }

  /** The certificate of a file that {@link #check} has nothing against. */
  public static Certificate read(byte[] json) {
    return Certificate.fromJson(JsonObject.parse(json));
  }
}
