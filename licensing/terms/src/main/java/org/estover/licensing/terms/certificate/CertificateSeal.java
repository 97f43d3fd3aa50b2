package org.estover.licensing.terms.certificate;

import java.time.LocalDate;
import java.util.List;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.VerifierKey;
import org.estover.licensing.terms.identity.Seal;

/** How a trust signs a certificate, and how that is checked. */
public final class CertificateSeal {

  private static final Seal SEAL = new Seal("certificate");

  private CertificateSeal() {}

  /** The text of a certificate that is signed. */
  public static String text(Certificate certificate) {
    return SEAL.text(certificate);
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
    return SEAL.check(json, note, key, Certificate::fromJson, read -> outside(read.term(), day));
  }

  private static List<String> outside(Term term, LocalDate day) {
    return day.isBefore(term.from()) || day.isAfter(term.until())
        ? List.of("days: it holds from " + term.from() + " to " + term.until() + ", not on " + day)
        : List.of();
  }

  /** The certificate of a file that {@link #check} has nothing against. */
  public static Certificate read(byte[] json) {
    return Certificate.fromJson(JsonObject.parse(json));
  }
}
