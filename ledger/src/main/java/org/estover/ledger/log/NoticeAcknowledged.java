package org.estover.ledger.log;

import java.util.Map;

/**
 * A party said that it received a notice and acted on it.
 *
 * @param noticeId the notice
 */
public record NoticeAcknowledged(String noticeId) implements Fact {

  static final String TYPE = "notice-acknowledged.v1";

  public NoticeAcknowledged {
    Ids.require("ntc", noticeId);
  }

  static NoticeAcknowledged fromJson(JsonObject fields) {
    return new NoticeAcknowledged(fields.text("noticeId"));
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
    return JsonObject.of(Map.of("noticeId", noticeId));
  }
}
