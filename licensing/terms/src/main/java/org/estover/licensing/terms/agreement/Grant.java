package org.estover.licensing.terms.agreement;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * Permission to use a release or a part of it for one purpose under a signed agreement.
 *
 * @param agreementId the agreement it rests on
 * @param releaseId the release it opens
 * @param purpose one of the offer's purposes
 * @param slice which part of the release
 * @param redistribution whether copies may be given on
 */
public record Grant(
    String agreementId, String releaseId, String purpose, Slice slice, boolean redistribution) {

  private static final String SLICE = "slice";
  private static final String REDISTRIBUTION = "redistribution";

  /** Permission to use a whole release, and to give nothing of it on. */
  public Grant(String agreementId, String releaseId, String purpose) {
    this(agreementId, releaseId, purpose, Slice.WHOLE, false);
  }

  /** The id, which follows from all of it. */
  public String id() {
    Map<String, Object> key = new TreeMap<>();
    key.put("agreement", agreementId);
    key.put("release", releaseId);
    key.put("purpose", purpose);
    if (!isPlain()) {
      key.put(SLICE, slice.toJson());
      key.put(REDISTRIBUTION, redistribution);
    }
    return ContentId.of("grt", key);
  }

  /** Whether it opens a whole release for the purpose alone, so that the log says all of it. */
  public boolean isPlain() {
    return slice.isWhole() && !redistribution;
  }

  /** What can be done under it. */
  public Set<Use> uses() {
    return Use.of(purpose, redistribution);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(Map.of(SLICE, slice.toJson(), REDISTRIBUTION, redistribution));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Grant fromJson(
      String agreementId, String releaseId, String purpose, JsonObject json) {
    return new Grant(
        agreementId,
        releaseId,
        purpose,
        Slice.fromJson(json.object(SLICE)),
        Boolean.TRUE.equals(json.members().get(REDISTRIBUTION)));
  }
}
