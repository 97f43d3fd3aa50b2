package org.estover.ledger.log;

import java.util.Map;

/**
 * A party was told of a case; the words stand in the payload.
 *
 * @param noticeId id of the notice
 * @param caseId the case
 * @param partyId who was told
 */
public record NoticeSent(String noticeId, String caseId, String partyId) implements Fact {

  static final String TYPE = "notice-sent.v1";

  public NoticeSent {
    Ids.require("ntc", noticeId);
    Ids.require("case", caseId);
    Ids.require("pty", partyId);
  }

  static NoticeSent fromJson(JsonObject fields) {
    return new NoticeSent(fields.text("noticeId"), fields.text("caseId"), fields.text("partyId"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return noticeId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(Map.of("noticeId", noticeId, "caseId", caseId, "partyId", partyId));
  }
}
