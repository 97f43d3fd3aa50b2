package org.estover.ledger.log;

import java.util.Map;

/**
 * The hosts of a release were listed: the root of a Merkle tree (RFC 6962) over all of them,
 * sorted, each with its documents and tokens. By it everybody can be proved that a host is in the
 * release, or that it is not.
 *
 * @param releaseId id of the release
 * @param hosts how many hosts are listed
 * @param documents how many documents of the release have one of them
 * @param tokens how many tokens these documents have
 * @param rootSha256 the root, 64 hex digits
 */
public record HostsListed(
    String releaseId, long hosts, long documents, long tokens, String rootSha256) implements Fact {

  static final String TYPE = "hosts-listed.v1";

  public HostsListed {
    Ids.require("rel", releaseId);
    Ids.requireCount("hosts", hosts, 0);
    Ids.requireCount("documents", documents, 0);
    Ids.requireCount("tokens", tokens, 0);
    Ids.requireSha256("rootSha256", rootSha256);
  }

  static HostsListed fromJson(JsonObject fields) {
    return new HostsListed(
        fields.text("releaseId"),
        fields.decimal("hosts"),
        fields.decimal("documents"),
        fields.decimal("tokens"),
        fields.text("rootSha256"));
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
            "hosts",
            Long.toString(hosts),
            "documents",
            Long.toString(documents),
            "tokens",
            Long.toString(tokens),
            "rootSha256",
            rootSha256));
  }
}
