package org.estover.tokenize.release;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer to a question about a release: kept, dropped or absent. */
public sealed interface LookupResult {

  /** The answer as commands show it in JSON. */
  Map<String, Object> toJson();

  /**
   * A document of the release.
   *
   * @param shard where its tokens are
   * @param row its row in the shard's table
   * @param withdrawn the case under which it was taken down; empty where it was not
   */
  record Kept(ReleasedShard shard, DocumentRow row, String withdrawn) implements LookupResult {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("found", "kept");
      json.putAll(row.document().toJson());
      json.put("rights", row.document().rights());
      json.put("textSha256", row.document().textSha256());
      json.put("tokens", row.tokens());
      json.put("shard", shard.bin().name());
      json.put("shardRow", row.row());
      json.put("tokenStart", row.tokenStart());
      json.put("withdrawn", withdrawn);
      return json;
    }
  }

  /** Something that the run met and dropped. */
  record Dropped(DroppedDocument document) implements LookupResult {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("found", "dropped");
      json.putAll(document.toJson());
      return json;
    }
  }

  /**
   * Neither.
   *
   * @param what was asked for
   * @param proof that the whole host is absent; null where it is not, there is no host in question,
   *     or the release has no tree of hosts
   */
  record Absent(String what, @Nullable HostProof proof) implements LookupResult {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("found", "absent");
      json.put("what", what);
      if (proof != null) {
        json.put("proof", proof.toJson());
      }
      return json;
    }
  }
}
