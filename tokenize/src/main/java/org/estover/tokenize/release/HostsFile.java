package org.estover.tokenize.release;

import java.util.Map;
import java.util.SortedMap;

/**
 * The tree of a release's hosts as its manifest names it.
 *
 * @param hosts the number of leaves
 * @param documents that have a host, of all hosts
 * @param tokens of these documents
 * @param root RFC 6962's tree head over the hosts, lower-case hex
 */
public record HostsFile(ReleasedFile file, long hosts, long documents, long tokens, String root) {
  /** Checks the counts and the root's form. */
  public HostsFile {
    if (hosts < 0 || documents < hosts || tokens < documents) {
      throw new IllegalArgumentException(
          file.name() + ": " + hosts + " hosts, " + documents + " documents, " + tokens);
    }
    Digests.requireHex("root", root);
  }

  /** The description as canonical JSON can write it. */
  public SortedMap<String, Object> toJson() {
    return CanonicalJson.copyObject(
        Map.of(
            "file", file.toJson(),
            "hosts", hosts,
            "documents", documents,
            "tokens", tokens,
            "root", root));
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException naming the field that is not as it has to be
   */
  public static HostsFile fromJson(Map<String, ?> json) {
    return fromJson(new JsonFields("hosts", json));
  }

  static HostsFile fromJson(JsonFields json) {
    HostsFile hosts =
        new HostsFile(
            ReleasedFile.fromJson(json.object("file")),
            json.integer("hosts"),
            json.integer("documents"),
            json.integer("tokens"),
            json.text("root"));
    json.end();
    return hosts;
  }
}
