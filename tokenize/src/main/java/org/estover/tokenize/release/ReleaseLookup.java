package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.estover.tokenize.order.DocumentOrder;
import org.jspecify.annotations.Nullable;

/**
 * Answers of one release: what became of a URL, a host, a document or a text, with proofs about
 * hosts, without Parquet and without Spark.
 *
 * <p>Every question is a few binary searches: O(log) reads per shard and table for a URL or a
 * digest, per source for a document's id, in one file for a host; nothing is ever scanned. A
 * release of an earlier version answers about URLs and documents it has, and of nothing else
 * ({@link NoLookupException}).
 *
 * <p>Memory: the manifest, the masks, and a bit per block of at most 64 open tables of each kind.
 * Thread-safe. What was taken down since is marked, by masks that are read again every 30 seconds.
 */
public final class ReleaseLookup implements Closeable {
  /** The most results that one question may ask for. */
  public static final int LIMIT = 1000;

  private static final long MASKS_SECONDS = 30;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DROPPED_CURSOR = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,18})");

  private final Release release;
  private final LookupFiles files;
  private final List<ReleasedShard> shards;
  private final Map<String, Integer> shardNumbers = new HashMap<>();
  private final SharedFiles<Integer, DocumentTable> tables;
  private final SharedFiles<Integer, TextDigests> texts;
  private final SharedFiles<Integer, DroppedTable> dropped;
  private final @Nullable HostTree tree;
  private final LongSupplier nanoTime;
  private @Nullable Masks masks;
  private long masksReadAt;

  private ReleaseLookup(Release release, @Nullable HostTree tree, LongSupplier nanoTime) {
    this.release = release;
    this.tree = tree;
    this.nanoTime = nanoTime;
    files = release.manifest().lookup();
    shards = release.content().shards();
    for (int number = 0; number < shards.size(); number++) {
      shardNumbers.put(shardKey(shards.get(number).source(), shards.get(number).number()), number);
    }
    tables = new SharedFiles<>(number -> release.documents(shards.get(number)));
    texts =
        new SharedFiles<>(
            number ->
                TextDigests.open(release.place(), files.texts().get(number), shards.get(number)));
    dropped =
        new SharedFiles<>(
            number -> DroppedTable.open(release.place(), files.dropped().get(number)));
  }

  private static String shardKey(String source, int number) {
    return number + " " + source;
  }

  /**
   * Opens the release at a place.
   *
   * @param nanoTime as {@link System#nanoTime}: by it masks are read again
   */
  public static ReleaseLookup open(ReleasePlace place, LongSupplier nanoTime) throws IOException {
    return open(Release.open(place), nanoTime);
  }

  /** Opens a release of which the manifest is at hand; times as above. */
  public static ReleaseLookup open(Release release, LongSupplier nanoTime) throws IOException {
    HostsFile hosts = release.manifest().lookup().hosts();
    HostTree tree = hosts == null ? null : HostTree.open(release.place(), hosts);
    return new ReleaseLookup(release, tree, nanoTime);
  }

  /** The release. */
  public Release release() {
    return release;
  }

  /** The tree of hosts as the manifest names it; empty for a release of an earlier version. */
  public Optional<HostsFile> hosts() {
    return Optional.ofNullable(files.hosts());
  }

  /** Whether it is known what the run dropped. */
  public boolean knowsDropped() {
    return !files.dropped().isEmpty();
  }

  /**
   * What became of a URI, to the letter; kept documents first. Where there is none, one result that
   * says so, with the proof of its host's absence if the host is absent.
   *
   * @param limit the most kept, and the most dropped documents
   */
  public List<LookupResult> byUri(String uri, int limit) throws IOException {
    require(limit);
    List<LookupResult> found = new ArrayList<>();
    if (!uri.isEmpty()) {
      for (int number = 0; number < shards.size() && found.size() < limit; number++) {
        int most = limit - found.size();
        keep(number, tables.ask(number, table -> table.findUri(uri, most)), found);
      }
      drop(table -> table.findUri(uri, limit), limit, found);
    }
    if (found.isEmpty()) {
      found.add(new LookupResult.Absent(uri, absence(UriHost.of(uri))));
    }
    return List.copyOf(found);
  }

  /**
   * What became of a document; kept first.
   *
   * @param id {@code doc_} and 32 hex digits
   * @throws IllegalArgumentException if it has another form
   */
  public List<LookupResult> byDocument(String id, int limit) throws IOException {
    require(limit);
    byte[] bytes = ReleasedDocument.idBytes(id);
    List<LookupResult> found = new ArrayList<>();
    byte[] key = DocumentOrder.key(release.content().order().seed(), bytes);
    for (ReleasedSource source : release.content().sources()) {
      Integer number =
          shardNumbers.get(shardKey(source.name(), DocumentOrder.shard(key, source.shardBits())));
      if (number != null) {
        keep(number, tables.ask(number, table -> table.find(id)).stream().toList(), found);
      }
    }
    if (knowsDropped()) {
      int bits = Integer.numberOfTrailingZeros(files.dropped().size());
      for (DroppedDocument row :
          dropped.ask(DroppedTable.numberOf(bytes, bits), table -> table.find(bytes, limit))) {
        found.add(new LookupResult.Dropped(row));
      }
    }
    return absentIfNothing(id, found);
  }

  /**
   * What became of a text; kept first.
   *
   * @param sha256 of its UTF-8, lower-case hex
   * @throws IllegalArgumentException if it has another form
   * @throws NoLookupException if the release has no index of texts
   */
  public List<LookupResult> byTextSha256(String sha256, int limit) throws IOException {
    require(limit);
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "\"" + sha256 + "\" is no SHA-256: expected 64 hex digits in lower case");
    }
    if (files.texts().size() != shards.size()) {
      throw Errors.noLookup(release.id(), "texts by their digest");
    }
    List<LookupResult> found = new ArrayList<>();
    for (int number = 0; number < shards.size() && found.size() < limit; number++) {
      int own = number;
      int most = limit - found.size();
      List<DocumentRow> rows =
          tables.ask(number, table -> texts.ask(own, index -> index.find(sha256, table, most)));
      keep(number, rows, found);
    }
    drop(table -> table.findText(sha256, limit), limit, found);
    return absentIfNothing(sha256, found);
  }

  private static List<LookupResult> absentIfNothing(String what, List<LookupResult> found) {
    return found.isEmpty() ? List.of(new LookupResult.Absent(what, null)) : List.copyOf(found);
  }

  /**
   * A host with all below it, and a page of the documents.
   *
   * @param host in any spelling; of an international name that one which the release has
   * @param cursor empty for the first page, else what the page before named
   * @throws IllegalArgumentException if there is no host, or the cursor is none
   * @throws NoLookupException if the release has no tree of hosts
   */
  public HostPage byHost(String host, String cursor, int limit) throws IOException {
    require(limit);
    HostTree hosts = tree();
    String spelled = spelled(hosts, host);
    HostTree.Range range = hosts.range(spelled);
    long first = hosts.firstPlace(range.from());
    long end = hosts.firstPlace(range.to());
    long from = Math.min(first + offset(cursor), end);
    List<LookupResult.Kept> kept = new ArrayList<>();
    for (long number = from; number < end && kept.size() < limit; number++) {
      kept.add(kept(hosts, number));
    }
    long next = from + kept.size();
    long droppedCount = 0;
    for (int number = 0; number < files.dropped().size(); number++) {
      droppedCount += dropped.ask(number, table -> table.countDomain(spelled));
    }
    return new HostPage(
        spelled,
        range.to() - range.from(),
        end - first,
        hosts.tokensBefore(range.to()) - hosts.tokensBefore(range.from()),
        kept,
        next < end ? Long.toString(next - first) : "",
        droppedCount,
        hosts.prove(release.id(), spelled));
  }

  private LookupResult.Kept kept(HostTree hosts, long number) throws IOException {
    HostTree.Place place = hosts.place(number);
    if (place.shard() < 0 || place.shard() >= shards.size()) {
      throw Errors.corrupt(hosts.name(), "place " + number + " is in shard " + place.shard());
    }
    ReleasedShard shard = shards.get(place.shard());
    if (place.row() >= shard.documents()) {
      throw Errors.corrupt(hosts.name(), "place " + number + " is row " + place.row());
    }
    DocumentRow row = tables.ask(place.shard(), table -> table.row(place.row()));
    return kept(shard, row);
  }

  private static long offset(String cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    if (!CURSOR.matcher(cursor).matches()) {
      throw new IllegalArgumentException(
          "\"" + cursor + "\" is no cursor: give what the page before named as next");
    }
    return Long.parseLong(cursor);
  }

  /**
   * What the run dropped at or below a host; what was withdrawn is not among it.
   *
   * @param cursor empty for the first page, else what the page before named
   * @throws NoLookupException if it is not known what the run dropped
   */
  public DroppedPage droppedOfHost(String host, String cursor, int limit) throws IOException {
    require(limit);
    if (!knowsDropped()) {
      throw Errors.noLookup(release.id(), "what was dropped");
    }
    String domain = tree == null ? UriHost.normal(host) : spelled(tree, host);
    int table = 0;
    long from = 0;
    if (!cursor.isEmpty()) {
      var parts = DROPPED_CURSOR.matcher(cursor);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "\"" + cursor + "\" is no cursor: give what the page before named as next");
      }
      table = Integer.parseInt(parts.group(1));
      from = Long.parseLong(parts.group(2));
    }
    List<DroppedDocument> found = new ArrayList<>();
    for (; table < files.dropped().size(); table++) {
      if (found.size() == limit) {
        return new DroppedPage(found, table + ".0");
      }
      long at = from;
      int most = limit - found.size();
      DroppedTable.Rows rows = dropped.ask(table, t -> t.findDomain(domain, at, most));
      found.addAll(rows.documents());
      if (rows.next() >= 0) {
        return new DroppedPage(found, table + "." + rows.next());
      }
      from = 0;
    }
    return new DroppedPage(found, "");
  }

  /**
   * Proves that a host is in the release, or that it is not.
   *
   * @param host in any spelling; of an international name that one which the release has
   * @throws NoLookupException if the release has no tree of hosts
   */
  public HostProof prove(String host) throws IOException {
    HostTree hosts = tree();
    return hosts.prove(release.id(), spelled(hosts, host));
  }

  /**
   * Samples of what the run dropped, by rule; empty for a release of an earlier version. Of what
   * was masked since there is no excerpt; what the trust took down without a release that holds it
   * only the trust knows, see {@link RejectSamples#hiding}.
   */
  public Optional<RejectSamples> rejects() throws IOException {
    ReleasedFile named = files.rejects();
    if (named == null) {
      return Optional.empty();
    }
    Masks current = masks();
    return Optional.of(
        RejectSamples.read(release.place(), named)
            .hiding(
                sample ->
                    !current.caseOf(sample.document()).isEmpty()
                        || !current.caseOf(sample.survivor()).isEmpty()));
  }

  private HostTree tree() throws NoLookupException {
    if (tree == null) {
      throw Errors.noLookup(release.id(), "hosts");
    }
    return tree;
  }

  /** The spelling of a host with documents at or below it; without any, as it was given. */
  private static String spelled(HostTree hosts, String host) throws IOException {
    String normal = UriHost.normal(host);
    if (normal.isEmpty()) {
      throw new IllegalArgumentException("\"" + host + "\" is no host");
    }
    for (String spelling : UriHost.spellings(host)) {
      HostTree.Range range = hosts.range(spelling);
      if (range.from() < range.to()) {
        return spelling;
      }
    }
    return normal;
  }

  private @Nullable HostProof absence(String host) throws IOException {
    if (tree == null || host.isEmpty()) {
      return null;
    }
    HostProof proof = tree.prove(release.id(), host);
    return proof.isPresent() ? null : proof;
  }

  private void keep(int number, List<DocumentRow> rows, List<LookupResult> found)
      throws IOException {
    for (DocumentRow row : rows) {
      found.add(kept(shards.get(number), row));
    }
  }

  private LookupResult.Kept kept(ReleasedShard shard, DocumentRow row) throws IOException {
    return new LookupResult.Kept(shard, row, masks().caseOf(row.document().id()));
  }

  private void drop(
      SharedFiles.Question<DroppedTable, List<DroppedDocument>> question,
      int limit,
      List<LookupResult> found)
      throws IOException {
    int most = found.size() + limit;
    for (int number = 0; number < files.dropped().size() && found.size() < most; number++) {
      for (DroppedDocument row : dropped.ask(number, question)) {
        if (found.size() < most) {
          found.add(new LookupResult.Dropped(row));
        }
      }
    }
  }

  private synchronized Masks masks() throws IOException {
    long now = nanoTime.getAsLong();
    Masks known = masks;
    if (known == null || now - masksReadAt > TimeUnit.SECONDS.toNanos(MASKS_SECONDS)) {
      // Where they cannot be read, nothing is told by the ones before.
      masks = null;
      known = Masks.find(release);
      masks = known;
      masksReadAt = now;
    }
    return known;
  }

  private static void require(int limit) {
    if (limit < 1 || limit > LIMIT) {
      throw new IllegalArgumentException("a limit of " + limit + ": expected 1 to " + LIMIT);
    }
  }

  @Override
  public void close() throws IOException {
    try (tables;
        texts;
        dropped) {
      if (tree != null) {
        tree.close();
      }
    }
  }
}
