package org.estover.licensing.terms.party;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * A party's word that another one acts for it: a representative, a software agent, a crawler.
 *
 * @param fromPartyId who delegates
 * @param toPartyId who may act
 * @param scope what for, a kebab-case word such as {@link #SIGN_TRAINING}
 * @param from the first day
 * @param until the last day, or empty for an open end
 */
public record Delegation(
    String fromPartyId, String toPartyId, String scope, LocalDate from, Optional<LocalDate> until) {

  /** The scope of signing what a training run read. */
  public static final String SIGN_TRAINING = "sign-training";

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public Delegation {
    if (!WORD.matcher(scope).matches()
        || fromPartyId.equals(toPartyId)
        || (until.isPresent() && until.get().isBefore(from))) {
      throw Errors.badDelegation(fromPartyId, toPartyId, scope);
    }
  }

  /** The id, which follows from all of it. */
  public String id() {
    return ContentId.of(
        "dlg",
        Map.of(
            "from", fromPartyId,
            "to", toPartyId,
            "scope", scope,
            "firstDay", from.toString(),
            "lastDay", lastDay()));
  }

  /** The bytes that who delegates signs: six lines of ASCII. */
  public byte[] signed() {
    return String.join(
            "\n",
            "estover.delegation.v1",
            "from " + fromPartyId,
            "to " + toPartyId,
            "scope " + scope,
            "first-day " + from,
            "last-day " + (until.isPresent() ? lastDay() : "open"),
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it holds on a day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && until.map(last -> !day.isAfter(last)).orElse(true);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson(String keyId, String signature) {
    return JsonObject.of(
        Map.of(
            "firstDay",
            from.toString(),
            "lastDay",
            lastDay(),
            "key",
            keyId,
            "signature",
            signature));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Delegation fromJson(
      String fromPartyId, String toPartyId, String scope, JsonObject json) {
    String last = json.text("lastDay");
    return new Delegation(
        fromPartyId,
        toPartyId,
        scope,
        LocalDate.parse(json.text("firstDay")),
        last.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(last)));
  }

  private String lastDay() {
    return until.map(LocalDate::toString).orElse("");
  }
}
