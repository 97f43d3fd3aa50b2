package org.estover.ledger.log;

import java.util.Map;

/**
 * A release of the corpus became available.
 *
 * @param releaseId id of the release
 * @param manifestSha256 SHA-256 of the canonical {@code manifest.content}, 64 hex digits
 * @param documents how many documents it holds
 * @param tokens how many tokens it holds
 * @param parent id of the release it descends from, or empty
 */
public record ReleasePublished(
    String releaseId, String manifestSha256, long documents, long tokens, String parent)
    implements Fact {

  static final String TYPE = "release-published.v1";

  public ReleasePublished {
    Ids.require("rel", releaseId);
    Ids.requireSha256("manifestSha256", manifestSha256);
    Ids.requireCount("documents", documents, 0);
    Ids.requireCount("tokens", tokens, 0);
    Ids.requireOrEmpty("rel", parent);
  }

  static ReleasePublished fromJson(JsonObject fields) {
    return new ReleasePublished(
        fields.text("releaseId"),
        fields.text("manifestSha256"),
        fields.decimal("documents"),
        fields.decimal("tokens"),
        fields.text("parent"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String subject() {
    return releaseId;
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "releaseId",
            releaseId,
            "manifestSha256",
            manifestSha256,
            "documents",
            Long.toString(documents),
            "tokens",
            Long.toString(tokens),
            "parent",
            parent));
  }
}
