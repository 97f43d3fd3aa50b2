package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The hosts of a release, sorted, under one Merkle tree: which hosts it has, with which documents,
 * and a proof of each answer, also of none.
 *
 * <pre>
 * HostTree --> Header, Names, Row^(HostCount+1), Place^DocumentCount, Level{0..}, Trailer
 * Header   --> the eight bytes "ESTTREE\n", Version (u32 = 1), u32 = 0
 * Names    --> the hosts in UTF-8, one after the other, in the order of {@link HostOrder}
 * Row      --> NameStart, FirstPlace, TokensBefore (u64 each); the last one has their ends
 * Place    --> Shard (u32, as the manifest lists them), Row (u32)    by host, shard, row
 * Level    --> Hash^(HostCount >> k): the subtrees of 2^k whole leaves, for k while there are any
 * Trailer  --> HostCount, NamesSize, DocumentCount, TokenCount (u64 each), Root (32 bytes),
 *              TrailerSum (u32, CRC-32C of the Trailer before it), the magic inverted    76 bytes
 * </pre>
 *
 * <p>The tree is RFC 6962's; a leaf is a {@link ListedHost}. The root depends on the release's
 * documents and nothing else. A host stands for itself; what is below it follows in the order, so a
 * domain is a range of hosts and of places. Finding a host costs O(log HostCount) reads, a proof
 * O(log^2). All reads are checked by {@link BlockSums}. Memory: a bit per block. Thread-safe.
 */
public final class HostTree implements Closeable {
  private final SummedFile file;
  private final HostsFile counts;
  private final long namesSize;

  private HostTree(SummedFile file, HostsFile counts, long namesSize) {
    this.file = file;
    this.counts = counts;
    this.namesSize = namesSize;
  }

  /**
   * Where a document is.
   *
   * @param shard the number of its shard in the manifest
   * @param row its row in the shard's table
   */
  public record Place(int shard, long row) {}

  /**
   * Neighbouring hosts.
   *
   * @param from the first one
   * @param to the one behind the last
   */
  public record Range(long from, long to) {}

  /** Opens the tree that a manifest names. */
  static HostTree open(ReleasePlace place, HostsFile named) throws IOException {
    SummedFile file = SummedFile.open(place, named.file());
    try {
      return read(file, named);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static HostTree read(SummedFile file, HostsFile named) throws IOException {
    int least = HostTreeFormat.HEADER_SIZE + HostTreeFormat.TRAILER_SIZE;
    byte[] magic = new byte[HostTreeFormat.magic().length];
    if (file.size() >= least) {
      file.read(0, magic.length).get(magic);
    }
    if (!Arrays.equals(magic, HostTreeFormat.magic())) {
      throw Errors.corrupt(
          file.name(), "expected a tree of hosts (magic ESTTREE), found other bytes");
    }
    int version = file.read(magic.length, Integer.BYTES).getInt(0);
    if (version != HostTreeFormat.VERSION) {
      throw Errors.tooNew(file.name(), HostTreeFormat.VERSION, Integer.toUnsignedLong(version));
    }
    long trailerStart = file.size() - HostTreeFormat.TRAILER_SIZE;
    byte[] trailer = new byte[HostTreeFormat.TRAILER_SIZE];
    file.read(trailerStart, trailer.length).get(trailer);
    ByteBuffer at = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
    byte[] root =
        Arrays.copyOfRange(trailer, HostTreeFormat.TRAILER_ROOT, HostTreeFormat.TRAILER_SUM);
    byte[] end = Arrays.copyOfRange(trailer, HostTreeFormat.TRAILER_SUM + 4, trailer.length);
    int sum = BlockSums.sum(trailer, 0, HostTreeFormat.TRAILER_SUM);
    if (at.getInt(HostTreeFormat.TRAILER_SUM) != sum
        || !Arrays.equals(end, HostTreeFormat.endMagic())) {
      throw Errors.corrupt(file.name(), "its trailer is not that of a tree of hosts");
    }
    long hosts = at.getLong();
    long namesSize = at.getLong();
    long documents = at.getLong();
    long tokens = at.getLong();
    if (hosts != named.hosts()
        || documents != named.documents()
        || tokens != named.tokens()
        || !TreeHash.hex(root).equals(named.root())) {
      throw Errors.corrupt(
          file.name(),
          "it has "
              + hosts
              + " hosts under the root "
              + TreeHash.hex(root)
              + ", the manifest says "
              + named.hosts()
              + " under "
              + named.root());
    }
    HostTree tree = new HostTree(file, named, namesSize);
    if (namesSize < 0 || tree.levelStart(Long.SIZE - 1) != trailerStart) {
      throw Errors.corrupt(file.name(), hosts + " hosts in " + file.size() + " bytes");
    }
    return tree;
  }

  /** The number of hosts. */
  public long hostCount() {
    return counts.hosts();
  }

  /** The documents that have a host. */
  public long documentCount() {
    return counts.documents();
  }

  /** The root over all hosts, lower-case hex. */
  public String root() {
    return counts.root();
  }

  String name() {
    return file.name();
  }

  private long rowsStart() {
    return HostTreeFormat.HEADER_SIZE + namesSize;
  }

  private long placesStart() {
    return rowsStart() + (hostCount() + 1) * HostTreeFormat.ROW_SIZE;
  }

  private long levelStart(int level) {
    long start = placesStart() + documentCount() * HostTreeFormat.PLACE_SIZE;
    for (int below = 0; below < level; below++) {
      start += (hostCount() >>> below) * TreeHash.SIZE;
    }
    return start;
  }

  /** A row and what the next one begins with. */
  private record Entry(
      long nameStart, long nameEnd, long firstPlace, long endPlace, long before, long after) {}

  private Entry entry(long index) throws IOException {
    Objects.checkIndex(index, hostCount());
    ByteBuffer rows =
        file.read(rowsStart() + index * HostTreeFormat.ROW_SIZE, 2 * HostTreeFormat.ROW_SIZE);
    int next = HostTreeFormat.ROW_SIZE;
    Entry entry =
        new Entry(
            rows.getLong(0),
            rows.getLong(next),
            rows.getLong(HostTreeFormat.ROW_FIRST_PLACE),
            rows.getLong(next + HostTreeFormat.ROW_FIRST_PLACE),
            rows.getLong(HostTreeFormat.ROW_TOKENS_BEFORE),
            rows.getLong(next + HostTreeFormat.ROW_TOKENS_BEFORE));
    boolean ascends =
        0 <= entry.nameStart
            && entry.nameStart < entry.nameEnd
            && entry.nameEnd <= namesSize
            && entry.nameEnd - entry.nameStart <= HostTreeFormat.NAME_SIZE_LIMIT
            && 0 <= entry.firstPlace
            && entry.firstPlace < entry.endPlace
            && entry.endPlace <= documentCount()
            && 0 <= entry.before
            && entry.after - entry.before >= entry.endPlace - entry.firstPlace
            && entry.after <= counts.tokens();
    if (!ascends) {
      throw Errors.corrupt(name(), "host " + index + " has no name, document or token");
    }
    return entry;
  }

  /** The host at an index, in the order. */
  public ListedHost host(long index) throws IOException {
    Entry entry = entry(index);
    return new ListedHost(
        nameOf(entry), entry.endPlace - entry.firstPlace, entry.after - entry.before);
  }

  private String nameOf(Entry entry) throws IOException {
    int size = (int) (entry.nameEnd - entry.nameStart);
    ByteBuffer utf8 = file.read(HostTreeFormat.HEADER_SIZE + entry.nameStart, size);
    return StandardCharsets.UTF_8.decode(utf8).toString();
  }

  /** The index of a host, as {@link UriHost#normal} writes it; empty if it is not there. */
  public OptionalLong find(String host) throws IOException {
    long index = least(HostOrder.key(host));
    return index < hostCount() && nameOf(entry(index)).equals(host)
        ? OptionalLong.of(index)
        : OptionalLong.empty();
  }

  /** A domain's own host and all below it. */
  public Range range(String domain) throws IOException {
    return new Range(least(HostOrder.key(domain)), least(HostOrder.end(domain)));
  }

  /** The first index whose host's key is not below one; the number of hosts if there is none. */
  private long least(byte[] key) throws IOException {
    long low = 0;
    long high = hostCount();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(HostOrder.key(nameOf(entry(middle))), key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The number of the first document of a host; behind the last host, of all documents. */
  public long firstPlace(long index) throws IOException {
    return index == hostCount() ? documentCount() : entry(index).firstPlace;
  }

  /** The tokens of all hosts before one. */
  public long tokensBefore(long index) throws IOException {
    return index == hostCount() ? counts.tokens() : entry(index).before;
  }

  /** Where a document is, by its number among those that have a host. */
  public Place place(long number) throws IOException {
    Objects.checkIndex(number, documentCount());
    ByteBuffer place =
        file.read(placesStart() + number * HostTreeFormat.PLACE_SIZE, HostTreeFormat.PLACE_SIZE);
    return new Place(place.getInt(0), Integer.toUnsignedLong(place.getInt(Integer.BYTES)));
  }

  /** The hash over the leaves [number x 2^level, (number + 1) x 2^level). */
  byte[] subtree(int level, long number) throws IOException {
    byte[] hash = new byte[TreeHash.SIZE];
    file.read(levelStart(level) + number * TreeHash.SIZE, TreeHash.SIZE).get(hash);
    return hash;
  }

  private byte[] hash(long from, long to) throws IOException {
    long leaves = to - from;
    if (Long.bitCount(leaves) == 1 && from % leaves == 0) {
      int level = Long.numberOfTrailingZeros(leaves);
      return subtree(level, from >>> level);
    }
    long split = from + TreeHash.split(leaves);
    return TreeHash.node(hash(from, split), hash(split, to));
  }

  /** The root as it follows from the hashes of whole subtrees. */
  String computedRoot() throws IOException {
    return TreeHash.hex(hostCount() == 0 ? TreeHash.empty() : hash(0, hostCount()));
  }

  /** The proof of a leaf (RFC 6962 section 2.1.1), lowest hash first. */
  private List<String> path(long index) throws IOException {
    List<String> path = new ArrayList<>();
    long from = 0;
    long to = hostCount();
    while (to - from > 1) {
      long split = from + TreeHash.split(to - from);
      if (index < split) {
        path.add(0, TreeHash.hex(hash(split, to)));
        to = split;
      } else {
        path.add(0, TreeHash.hex(hash(from, split)));
        from = split;
      }
    }
    return path;
  }

  /**
   * Proves that a host is in the release, or that it is not.
   *
   * @param host as {@link UriHost#normal} writes it
   */
  public HostProof prove(String releaseId, String host) throws IOException {
    long index = least(HostOrder.key(host));
    List<HostProof.Leaf> leaves = new ArrayList<>();
    boolean present = index < hostCount() && nameOf(entry(index)).equals(host);
    if (!present && index > 0) {
      leaves.add(leaf(index - 1));
    }
    if (index < hostCount()) {
      leaves.add(leaf(index));
    }
    return new HostProof(releaseId, host, root(), hostCount(), leaves);
  }

  private HostProof.Leaf leaf(long index) throws IOException {
    return new HostProof.Leaf(index, host(index), path(index));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
