package org.estover.licensing.terms.withdrawal;

import java.util.List;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * What a party was told of a withdrawal: one per case and party, and one more for releases that the
 * party was granted later.
 *
 * @param id the notice's id
 * @param caseId the case
 * @param partyId who was told
 * @param request the URL, host or document id that was taken down; empty where it was erased
 * @param releaseIds the releases that the party holds a grant on and that hold the documents
 * @param documents how many documents of them it concerns
 * @param text the words
 * @param acknowledged whether the party said that it received them and acted on them
 */
public record Notice(
    String id,
    String caseId,
    String partyId,
    String request,
    List<String> releaseIds,
    long documents,
    String text,
    boolean acknowledged) {

  public Notice {
    releaseIds = List.copyOf(releaseIds);
  }

  /** The id of the first notice of a case to a party. */
  public static String idOf(String caseId, String partyId) {
    return ContentId.of("ntc", Map.of("case", caseId, "party", partyId));
  }

  /** The id of a later notice of a case to a party, about releases that no earlier one named. */
  public static String idOf(String caseId, String partyId, List<String> releaseIds) {
    return ContentId.of(
        "ntc", Map.of("case", caseId, "party", partyId, "releases", List.copyOf(releaseIds)));
  }

  /** Whether it told of a release; one whose words were erased may have told of any. */
  public boolean toldOf(String releaseId) {
    return releaseIds.isEmpty() || releaseIds.contains(releaseId);
  }

  /** The same notice, acknowledged. */
  public Notice acknowledge() {
    return new Notice(id, caseId, partyId, request, releaseIds, documents, text, true);
  }

  /** What the log does not say, as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "documents", Long.toString(documents),
            "releases", releaseIds,
            "request", request,
            "text", text));
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json the payload; empty where it was erased
   */
  public static Notice fromJson(String id, String caseId, String partyId, JsonObject json) {
    return json.names().isEmpty()
        ? new Notice(id, caseId, partyId, "", List.of(), 0, "", false)
        : new Notice(
            id,
            caseId,
            partyId,
            json.text("request"),
            json.texts("releases"),
            json.decimal("documents"),
            json.text("text"),
            false);
  }
}
