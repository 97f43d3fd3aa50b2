package org.estover.ledger.log;

import java.util.Map;

/**
 * A document was taken down: no later release contains it.
 *
 * @param caseId id of the withdrawal case
 * @param document {@code doc_} and the document id's 32 hex digits, or {@code uri_} and the 64 of
 *     the SHA-256 of its URI
 */
public record DocumentWithdrawn(String caseId, String document) implements Fact {

  static final String TYPE = "document-withdrawn.v1";

  public DocumentWithdrawn {
    Ids.require("case", caseId);
    Ids.requireDocument(document);
  }

  static DocumentWithdrawn fromJson(JsonObject fields) {
    return new DocumentWithdrawn(fields.text("caseId"), fields.text("document"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return caseId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("caseId", caseId, "document", document));
  }
}
