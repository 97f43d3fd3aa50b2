package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.estover.tokenize.order.DocumentOrder;

/**
 * The documents of a published release that were taken down after it was sealed: {@code masks.json}
 * beside it.
 *
 * <pre>
 * Masks --> { "cases": { CASE: [ DOCUMENT ]+ }*, "name": "estover.masks.v1", "release": RELEASE }
 * </pre>
 *
 * <p>The release itself never changes; who hands out its texts and tokens reads this file first and
 * puts {@link #placeholder} and ends of text in the documents' place. Canonical JSON, replaced in
 * one step. It holds ids only, which the trust's log has as well. Memory: about 150 bytes a
 * document. Immutable and thread-safe.
 */
public final class Masks {
  /** The file's name in the release's folder. */
  public static final String FILE = "masks.json";

  private static final String NAME = "estover.masks.v1";
  private static final int SIZE_LIMIT = 1 << 30;

  /** A server sends so much at once: the masks of about 27,000 documents. */
  private static final int FIRST_READ = 1 << 20;

  private static final Pattern CASE = Pattern.compile("case_[0-9a-z]{4,64}");
  private static final String CURE =
      "nothing is handed out until \"estover withdraw --masks\" has made it again";

  private final SortedMap<String, String> caseByDocument;

  private Masks(SortedMap<String, String> caseByDocument) {
    this.caseByDocument = caseByDocument;
  }

  /**
   * The masks of these documents.
   *
   * @param caseByDocument the case under which each document ({@code doc_...}) was taken down
   */
  public static Masks of(Map<String, String> caseByDocument) {
    TreeMap<String, String> sorted = new TreeMap<>(caseByDocument);
    sorted.forEach(Masks::require);
    return new Masks(sorted);
  }

  /**
   * Reads the masks of a release; none where there is no such file.
   *
   * @throws CorruptReleaseException if the file is damaged or another release's: what it hides must
   *     not be shown because it cannot be read
   */
  public static Masks find(Release release) throws IOException {
    ReleasePlace place = release.place();
    Optional<ByteSource> found = place.find(FILE, FIRST_READ);
    if (found.isEmpty()) {
      return new Masks(Collections.emptySortedMap());
    }
    try (ByteSource file = found.get()) {
      if (file.size() > SIZE_LIMIT) {
        throw damaged(file.name(), "masks of " + file.size() + " bytes");
      }
      byte[] bytes = file.read(0, (int) file.size());
      try {
        return read(release, new JsonFields("masks", CanonicalJson.parseObject(bytes)));
      } catch (CanonicalJsonException | IllegalArgumentException e) {
        throw damaged(file.name(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static Masks read(Release release, JsonFields json) {
    if (!json.text("name").equals(NAME) || !json.text("release").equals(release.id())) {
      throw new IllegalArgumentException(
          "expected "
              + NAME
              + " of "
              + release.id()
              + ", found "
              + json.text("name")
              + " of "
              + json.text("release"));
    }
    TreeMap<String, String> read = new TreeMap<>();
    json.freeObject("cases")
        .forEach(
            (caseId, documents) -> {
              if (!(documents instanceof List<?> list)) {
                throw new IllegalArgumentException(caseId + ": expected an array");
              }
              for (Object document : list) {
                String id = String.valueOf(document);
                require(id, caseId);
                if (read.put(id, caseId) != null) {
                  throw new IllegalArgumentException(id + ": named twice");
                }
              }
            });
    json.end();
    return new Masks(read);
  }

  private static void require(String documentId, String caseId) {
    if (!ReleasedDocument.isId(documentId) || !CASE.matcher(caseId).matches()) {
      throw new IllegalArgumentException(
          "\"" + documentId + "\" in \"" + caseId + "\": expected ids of a document and a case");
    }
  }

  private static CorruptReleaseException damaged(String file, String problem) {
    return new CorruptReleaseException(file, CorruptReleaseException.WHOLE_FILE, problem, CURE);
  }

  /** Whether nothing of the release was taken down. */
  public boolean isEmpty() {
    return caseByDocument.isEmpty();
  }

  /** The case under which each document was taken down. */
  public SortedMap<String, String> caseByDocument() {
    return Collections.unmodifiableSortedMap(caseByDocument);
  }

  /** The case under which a document was taken down; empty where it was not. */
  public String caseOf(String documentId) {
    return caseByDocument.getOrDefault(documentId, "");
  }

  /**
   * The first token and the end of every document of a shard that was taken down, in ascending
   * order. Costs O(log documents) reads per masked document of the shard.
   *
   * @param documents the shard's open document table
   */
  public NavigableMap<Long, Long> tokenRanges(
      Release release, ReleasedShard shard, DocumentTable documents) throws IOException {
    long seed = release.content().order().seed();
    int bits =
        release.content().sources().stream()
            .filter(source -> source.name().equals(shard.source()))
            .findFirst()
            .orElseThrow()
            .shardBits();
    NavigableMap<Long, Long> found = new TreeMap<>();
    for (String id : caseByDocument.keySet()) {
      byte[] key = DocumentOrder.key(seed, ReleasedDocument.idBytes(id));
      if (DocumentOrder.shard(key, bits) == shard.number()) {
        documents.find(id).ifPresent(row -> found.put(row.tokenStart(), row.tokenEnd()));
      }
    }
    return found;
  }

  /** What stands where the text of a document stood that was taken down under a case. */
  public static String placeholder(String caseId) {
    return "[withdrawn: " + caseId + "]";
  }

  /**
   * Puts the masks beside a release, in one step and synced; where nothing is masked, removes them.
   */
  public void write(Release release) throws IOException {
    Path file = release.folder().resolve(FILE);
    if (isEmpty()) {
      if (Files.deleteIfExists(file)) {
        Disk.syncFolder(file);
      }
      return;
    }
    SortedMap<String, List<String>> cases = new TreeMap<>();
    caseByDocument.forEach(
        (document, caseId) ->
            cases.computeIfAbsent(caseId, any -> new ArrayList<>()).add(document));
    Path unfinished = file.resolveSibling(FILE + ".tmp");
    Disk.write(
        unfinished,
        CanonicalJson.bytes(Map.of("name", NAME, "release", release.id(), "cases", cases)));
    Disk.replace(unfinished, file);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Masks masks && caseByDocument.equals(masks.caseByDocument);
  }

  @Override
  public int hashCode() {
    return caseByDocument.hashCode();
  }

  @Override
  public String toString() {
    return caseByDocument.size() + " masked documents";
  }
}
