package org.estover.tokenize.release;

import java.util.Map;
import java.util.SortedMap;

/**
 * A table of what was dropped, as a manifest names it.
 *
 * @param documents its rows
 */
public record DroppedFile(ReleasedFile file, long documents) {
  /** The description as canonical JSON can write it. */
  public SortedMap<String, Object> toJson() {
    return CanonicalJson.copyObject(Map.of("file", file.toJson(), "documents", documents));
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException naming the field that is not as it has to be
   */
  public static DroppedFile fromJson(Map<String, ?> json) {
    return fromJson(new JsonFields("dropped", json));
  }

  static DroppedFile fromJson(JsonFields json) {
    DroppedFile dropped =
        new DroppedFile(ReleasedFile.fromJson(json.object("file")), json.integer("documents"));
    json.end();
    return dropped;
  }
}
