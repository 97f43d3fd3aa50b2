package org.estover.tokenize.release;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that a run met and that is not in its release, with the rule that dropped it.
 *
 * @param document {@code doc_...}; empty for what never became a document
 * @param stage the folder of the stage, as in {@code 03-filter}
 * @param rule that dropped it
 * @param reason what the rule found; may be empty
 * @param source the source it was found in; empty where that is not known
 * @param uri of the record; may be empty. Of what was withdrawn it is {@link #hidden}: what was
 *     taken down is found by who asks for it, and listed for nobody
 * @param survivor the document that stays in its place; empty unless it is a duplicate
 * @param textSha256 of the text, lower-case hex; empty where there is none
 */
public record DroppedDocument(
    String document,
    String stage,
    String rule,
    String reason,
    String source,
    String uri,
    String survivor,
    String textSha256) {
  private static final String HIDDEN = "sha256:";

  /** Checks ids and digest. */
  public DroppedDocument {
    if (stage.isEmpty() || rule.isEmpty()) {
      throw new IllegalArgumentException(document + " " + uri + ": dropped by no rule of a stage");
    }
    for (String id : new String[] {document, survivor}) {
      if (!id.isEmpty()) {
        ReleasedDocument.idBytes(id);
      }
    }
    if (!textSha256.isEmpty()) {
      Digests.requireHex("text sha256", textSha256);
    }
  }

  /** What stands for a URI that is not shown: its digest. */
  public static String hidden(String uri) {
    return uri.isEmpty() ? "" : HIDDEN + Digests.sha256Hex(uri.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it is the document of a URI, shown or not. */
  boolean isOf(String wanted) {
    return uri.equals(wanted) || (uri.startsWith(HIDDEN) && uri.equals(hidden(wanted)));
  }

  /** Eight bytes of the digest of the URI, shown or not. */
  long uriKey() {
    return uri.matches(HIDDEN + "[0-9a-f]{64}")
        ? Long.parseUnsignedLong(uri.substring(HIDDEN.length(), HIDDEN.length() + 16), 16)
        : Digests.prefixOf(uri);
  }

  /** What and why, as commands show it in JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("document", document);
    json.put("uri", uri);
    json.put("source", source);
    json.put("stage", stage);
    json.put("rule", rule);
    json.put("reason", reason);
    json.put("survivor", survivor);
    json.put("textSha256", textSha256);
    return json;
  }
}
