package org.estover.tokenize.release;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A host in a release's tree, with what the release has of it: a leaf.
 *
 * @param host as {@link UriHost#of} writes it, never empty
 * @param documents with a URI of exactly this host, at least one
 * @param tokens of these documents, ends of text included
 */
public record ListedHost(String host, long documents, long tokens) {
  /** Checks that there is something to list. */
  public ListedHost {
    if (host.isEmpty() || documents <= 0 || tokens < documents) {
      throw new IllegalArgumentException(
          "host \"" + host + "\" with " + documents + " documents of " + tokens + " tokens");
    }
  }

  /** The leaf's hash; its data are documents and tokens (u64, big-endian) and the host's UTF-8. */
  byte[] leafHash() {
    byte[] utf8 = host.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(2 * Long.BYTES + utf8.length);
    return TreeHash.leaf(data.putLong(documents).putLong(tokens).put(utf8).array());
  }

  Map<String, Object> toJson() {
    return Map.of("host", host, "documents", documents, "tokens", tokens);
  }
}
