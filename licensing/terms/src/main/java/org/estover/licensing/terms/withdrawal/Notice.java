package org.estover.licensing.terms.withdrawal;

import java.util.List;
import java.util.Map;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;

/**
 * What a party was told of a withdrawal: one per case and party.
 *
 * @param caseId the case
 * @param partyId who was told
 * @param request the URL, host or document id that was taken down; empty where it was erased
 * @param releaseIds the releases that the party holds a grant on and that hold the documents
 * @param documents how many documents of them it concerns
 * @param text the words
 * @param acknowledged whether the party said that it received them and acted on them
 */
public record Notice(
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

  /** The id of the notice of a case to a party. */
  public static String idOf(String caseId, String partyId) {
    return ContentId.of("ntc", Map.of("case", caseId, "party", partyId));
  }

  /** The id, which follows from case and party. */
  public String id() {
    return idOf(caseId, partyId);
  }

  /** The same notice, acknowledged. */
  public Notice acknowledge() {
    return new Notice(caseId, partyId, request, releaseIds, documents, text, true);
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
  public static Notice fromJson(String caseId, String partyId, JsonObject json) {
    return json.names().isEmpty()
        ? new Notice(caseId, partyId, "", List.of(), 0, "", false)
        : new Notice(
            caseId,
            partyId,
            json.text("request"),
            json.texts("releases"),
            json.decimal("documents"),
            json.text("text"),
            false);
  }
}
