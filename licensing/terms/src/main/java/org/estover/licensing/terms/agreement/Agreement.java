package org.estover.licensing.terms.agreement;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * An offer that a developer has signed.
 *
 * @param offerId the accepted offer
 * @param developerId the party that signed
 * @param text the text that was signed
 * @param from the first day it holds
 * @param until the last day it holds, or empty while it is open-ended
 * @param licensee as what the developer is licensed
 * @param foreignData which data that is not the trust's the developer trains on, in its own words;
 *     empty where it declares none
 */
public record Agreement(
    String offerId,
    String developerId,
    String text,
    LocalDate from,
    Optional<LocalDate> until,
    LicenseeClass licensee,
    String foreignData) {

  private static final String LICENSEE = "licensee";
  private static final String FOREIGN_DATA = "foreignData";

  public Agreement {
    Errors.requireText("agreement", text);
    if (until.isPresent() && until.get().isBefore(from)) {
      throw Errors.endsBeforeItStarts(from, until.get());
    }
  }

  /** An agreement of a commercial developer that declares no foreign data. */
  public Agreement(
      String offerId, String developerId, String text, LocalDate from, Optional<LocalDate> until) {
    this(offerId, developerId, text, from, until, LicenseeClass.COMMERCIAL, "");
  }

  /** The id, which follows from who signed what, as what, and for how long. */
  public String id() {
    Map<String, Object> key = new TreeMap<>();
    key.put("offer", offerId);
    key.put("developer", developerId);
    key.put("textSha256", textSha256());
    key.put("from", from.toString());
    key.put("until", until.map(LocalDate::toString).orElse(""));
    putDeclared(key);
    return ContentId.of("agr", key);
  }

  /** The SHA-256 of the signed text. */
  public String textSha256() {
    return ContentId.sha256(text);
  }

  /** What the log does not say, as the vault keeps it; members that say nothing are left out. */
  public JsonObject toJson() {
    Map<String, Object> json = new TreeMap<>();
    json.put("text", text);
    json.put("textSha256", textSha256());
    json.put("from", from.toString());
    json.put("until", until.map(LocalDate::toString).orElse(""));
    putDeclared(json);
    return JsonObject.of(json);
  }

  private void putDeclared(Map<String, Object> json) {
    if (licensee != LicenseeClass.COMMERCIAL) {
      json.put(LICENSEE, licensee.word());
    }
    if (!foreignData.isEmpty()) {
      json.put(FOREIGN_DATA, foreignData);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  public static Agreement fromJson(String offerId, String developerId, JsonObject json) {
    String until = json.text("until");
    return new Agreement(
        offerId,
        developerId,
        json.text("text"),
        LocalDate.parse(json.text("from")),
        until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until)),
        json.names().contains(LICENSEE)
            ? LicenseeClass.of(json.text(LICENSEE))
            : LicenseeClass.COMMERCIAL,
        json.names().contains(FOREIGN_DATA) ? json.text(FOREIGN_DATA) : "");
  }
}
