package org.estover.tokenize.release;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a release says about one of its documents.
 *
 * @param id {@code doc_} and 32 hex digits
 * @param uri the record's URL, or as the source names it; may be empty
 * @param source the name of the source it belongs to
 * @param license an SPDX expression, or empty where none is known
 * @param holder the rights holder, or empty where none is known
 * @param rights the class of its rights verdict, such as {@code allowed} or {@code unknown}
 * @param textSha256 of the text's UTF-8, lower-case hex
 */
public record ReleasedDocument(
    String id,
    String uri,
    String source,
    String license,
    String holder,
    String rights,
    String textSha256) {
  private static final String PREFIX = "doc_";
  private static final Pattern ID = Pattern.compile("doc_[0-9a-f]{32}");

  /** Checks id, source and digest. */
  public ReleasedDocument {
    requireId(id);
    if (source.isEmpty() || rights.isEmpty()) {
      throw new IllegalArgumentException(id + ": source and rights class must not be empty");
    }
    Digests.requireHex("text sha256", textSha256);
  }

  /** The 16 bytes of an id. */
  public static byte[] idBytes(String id) {
    return HexFormat.of().parseHex(requireId(id).substring(PREFIX.length()));
  }

  /** The id of 16 bytes. */
  public static String id(byte[] bytes) {
    return requireId(PREFIX + HexFormat.of().formatHex(bytes));
  }

  /** Who and whose it is, as commands show it in JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("document", id);
    json.put("uri", uri);
    json.put("source", source);
    json.put("license", license);
    json.put("holder", holder);
    return json;
  }

  /** Whether a text has the form of a document's id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static String requireId(String id) {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is no document id: expected doc_ and 32 hex digits");
    }
    return id;
  }
}
