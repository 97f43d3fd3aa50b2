package org.estover.tokenize.release;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A shard as a release names it: the documents of one source whose order keys begin with one
 * number, in three files.
 *
 * @param number the leading bits of the documents' order keys
 * @param tokens of its documents, ends of text included
 * @param idsSha256 SHA-256 over its 16-byte document ids in row order, lower-case hex
 * @param bin tokens
 * @param idx Megatron's index, under the name of {@code bin}
 * @param docs the document table
 */
public record ReleasedShard(
    String source,
    int number,
    long documents,
    long tokens,
    String idsSha256,
    ReleasedFile bin,
    ReleasedFile idx,
    ReleasedFile docs) {
  private static final String BIN = ".bin";

  /** Checks counts and names. */
  public ReleasedShard {
    if (source.isEmpty() || number < 0 || documents < 0 || tokens < documents) {
      throw new IllegalArgumentException(
          source + " shard " + number + ": " + documents + " documents, " + tokens + " tokens");
    }
    Digests.requireHex("ids-sha256", idsSha256);
    if (!bin.name().endsWith(BIN) || !idx.name().equals(prefix(bin) + ".idx")) {
      throw new IllegalArgumentException(
          bin.name() + " and " + idx.name() + " are no pair of .bin and .idx");
    }
  }

  /** Its three files. */
  public List<ReleasedFile> files() {
    return List.of(bin, idx, docs);
  }

  /** The name that {@code .bin} and {@code .idx} share. */
  public String prefix() {
    return prefix(bin);
  }

  private static String prefix(ReleasedFile bin) {
    return bin.name().substring(0, bin.name().length() - BIN.length());
  }

  /** The shard as canonical JSON can write it. */
  public SortedMap<String, Object> toJson() {
    return CanonicalJson.copyObject(
        Map.of(
            "source", source,
            "number", number,
            "documents", documents,
            "tokens", tokens,
            "ids-sha256", idsSha256,
            "bin", bin.toJson(),
            "idx", idx.toJson(),
            "docs", docs.toJson()));
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException naming the field that is not as it has to be
   */
  public static ReleasedShard fromJson(Map<String, ?> json) {
    return fromJson(new JsonFields("shard", json));
  }

  static ReleasedShard fromJson(JsonFields json) {
    ReleasedShard shard =
        new ReleasedShard(
            json.text("source"),
            Math.toIntExact(json.integer("number")),
            json.integer("documents"),
            json.integer("tokens"),
            json.text("ids-sha256"),
            ReleasedFile.fromJson(json.object("bin")),
            ReleasedFile.fromJson(json.object("idx")),
            ReleasedFile.fromJson(json.object("docs")));
    json.end();
    return shard;
  }
}
