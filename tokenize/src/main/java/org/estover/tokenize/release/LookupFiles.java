package org.estover.tokenize.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a release that look-ups are answered from: field {@code lookup} of a manifest's
 * evidence.
 *
 * <p>They follow from the run and do not change what the release is, so the content and with it the
 * release id know nothing of them. A release of an earlier version has none.
 *
 * @param hosts the tree of hosts; null if there is none
 * @param texts one index by the text's digest for each shard, in the manifest's order; or none
 * @param dropped the tables of what was dropped, by the leading bits of their rows' keys; a power
 *     of two, or none
 * @param rejects samples of what was dropped; null if there are none
 */
public record LookupFiles(
    @Nullable HostsFile hosts,
    List<ReleasedFile> texts,
    List<DroppedFile> dropped,
    @Nullable ReleasedFile rejects) {
  /** The field of the evidence. */
  public static final String FIELD = "lookup";

  /** What a release of an earlier version has. */
  public static final LookupFiles NONE = new LookupFiles(null, List.of(), List.of(), null);

  static final long VERSION = 1;

  /** Copies the lists; checks that the tables of what was dropped are a power of two. */
  public LookupFiles {
    texts = List.copyOf(texts);
    dropped = List.copyOf(dropped);
    if (Integer.bitCount(dropped.size()) > 1) {
      throw new IllegalArgumentException(
          dropped.size() + " tables of what was dropped, expected a power of two");
    }
  }

  /** The files that a manifest's evidence names. */
  static LookupFiles of(SortedMap<String, Object> evidence) {
    if (!(evidence.get(FIELD) instanceof Map<?, ?> fields)) {
      return NONE;
    }
    JsonFields json = new JsonFields("manifest.evidence." + FIELD, fields);
    if (json.integer("version") != VERSION) {
      throw new IllegalArgumentException(
          "manifest.evidence." + FIELD + ".version: expected " + VERSION);
    }
    JsonFields hosts = json.objectIfPresent("hosts").orElse(null);
    JsonFields rejects = json.objectIfPresent("rejects").orElse(null);
    LookupFiles files =
        new LookupFiles(
            hosts == null ? null : HostsFile.fromJson(hosts),
            json.objects("texts", ReleasedFile::fromJson),
            json.objects("dropped", DroppedFile::fromJson),
            rejects == null ? null : ReleasedFile.fromJson(rejects));
    json.end();
    return files;
  }

  /** The version that evidence states; the one that this program knows where it states none. */
  static long versionOf(SortedMap<String, Object> evidence) {
    return evidence.get(FIELD) instanceof Map<?, ?> fields
            && fields.get("version") instanceof Long version
        ? version
        : VERSION;
  }

  /** The value of the evidence's field, as canonical JSON can write it. */
  public SortedMap<String, Object> toJson() {
    TreeMap<String, Object> json = new TreeMap<>();
    json.put("version", VERSION);
    json.put("texts", texts.stream().map(ReleasedFile::toJson).toList());
    json.put("dropped", dropped.stream().map(DroppedFile::toJson).toList());
    if (hosts != null) {
      json.put("hosts", hosts.toJson());
    }
    if (rejects != null) {
      json.put("rejects", rejects.toJson());
    }
    return CanonicalJson.copyObject(json);
  }

  /** All files, each once. */
  List<ReleasedFile> files() {
    Set<ReleasedFile> files = new LinkedHashSet<>();
    if (hosts != null) {
      files.add(hosts.file());
    }
    files.addAll(texts);
    dropped.forEach(table -> files.add(table.file()));
    if (rejects != null) {
      files.add(rejects);
    }
    return new ArrayList<>(files);
  }
}
