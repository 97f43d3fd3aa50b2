package org.estover.tokenize.release;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the {@link HostTree} of a release from its documents, which come sorted by host.
 *
 * <p>Memory: a hash and a buffer for each level of the tree; rows, places and levels wait in
 * temporary files. Without {@link #finish()}, {@link #close()} leaves nothing behind. Not
 * thread-safe.
 */
public final class HostTreeWriter implements Closeable {
  private final Path folder;
  private final Path file;
  private final OutputStream out;
  private final Part rows;
  private final Part places;
  private final List<Part> levels = new ArrayList<>();

  /** Of each level the hash that still lacks its right neighbour; null if there is none. */
  private final List<byte[]> unpaired = new ArrayList<>();

  private static final byte[] NONE = {};

  private String host = "";
  private byte[] lastKey = NONE;
  private long lastPlace;
  private long firstPlace;
  private long hostTokens;
  private long hosts;
  private long documents;
  private long tokens;
  private long namesSize;

  /** A temporary file of one section. */
  private static final class Part {
    private final Path file;
    private final OutputStream out;

    Part(Path file) throws IOException {
      this.file = file;
      out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 13);
    }
  }

  private HostTreeWriter(Path folder, Path file) throws IOException {
    this.folder = folder;
    this.file = file;
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    rows = new Part(part("rows"));
    places = new Part(part("places"));
    ByteBuffer header =
        ByteBuffer.allocate(HostTreeFormat.HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    out.write(header.put(HostTreeFormat.magic()).putInt(HostTreeFormat.VERSION).array());
  }

  /**
   * Starts a tree.
   *
   * @param folder of the release
   * @param scratch where unfinished files are
   * @param attempt a name that no other attempt uses
   */
  public static HostTreeWriter create(Path folder, Path scratch, String attempt)
      throws IOException {
    return new HostTreeWriter(folder, scratch.resolve(attempt + HostTreeFormat.ENDING + ".tmp"));
  }

  private Path part(String name) {
    return file.resolveSibling(file.getFileName() + "." + name);
  }

  /**
   * Takes the next document.
   *
   * @param ofHost the host of its URI
   * @param shard the number of its shard in the manifest
   * @param row its row in the shard's table
   * @throws IllegalArgumentException unless (host, shard, row) ascend
   */
  public void add(String ofHost, int shard, int row, long ofTokens) throws IOException {
    long place = (long) shard << Integer.SIZE | Integer.toUnsignedLong(row);
    if (!ofHost.equals(host)) {
      byte[] key = HostOrder.key(ofHost);
      require(Arrays.compareUnsigned(lastKey, key) < 0, ofHost, shard, row);
      endHost();
      host = ofHost;
      lastKey = key;
      firstPlace = documents;
    } else {
      require(Long.compareUnsigned(lastPlace, place) < 0, ofHost, shard, row);
    }
    lastPlace = place;
    ByteBuffer bytes =
        ByteBuffer.allocate(HostTreeFormat.PLACE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    places.out.write(bytes.putInt(shard).putInt(row).array());
    documents++;
    hostTokens = Math.addExact(hostTokens, ofTokens);
  }

  private static void require(boolean ascends, String host, int shard, int row) {
    if (!ascends) {
      throw new IllegalArgumentException(
          "\"" + host + "\", shard " + shard + ", row " + row + ": not behind the one before");
    }
  }

  private void endHost() throws IOException {
    if (host.isEmpty()) {
      return;
    }
    byte[] name = host.getBytes(StandardCharsets.UTF_8);
    writeRow(firstPlace);
    out.write(name);
    push(new ListedHost(host, documents - firstPlace, hostTokens).leafHash());
    namesSize += name.length;
    tokens = Math.addExact(tokens, hostTokens);
    hosts++;
    hostTokens = 0;
  }

  private void writeRow(long first) throws IOException {
    ByteBuffer row = ByteBuffer.allocate(HostTreeFormat.ROW_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    rows.out.write(row.putLong(namesSize).putLong(first).putLong(tokens).array());
  }

  /** Adds a leaf, and every subtree that it completes. */
  private void push(byte[] leaf) throws IOException {
    byte[] hash = leaf;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new Part(part("level" + level)));
        unpaired.add(NONE);
      }
      levels.get(level).out.write(hash);
      byte[] left = unpaired.get(level);
      if (left.length == 0) {
        unpaired.set(level, hash);
        return;
      }
      unpaired.set(level, NONE);
      hash = TreeHash.node(left, hash);
    }
  }

  private byte[] root() {
    byte[] root = NONE;
    for (byte[] left : unpaired) {
      if (left.length > 0) {
        root = root.length == 0 ? left : TreeHash.node(left, root);
      }
    }
    return root.length == 0 ? TreeHash.empty() : root;
  }

  /** Completes the file and gives it its name; synced to the disk. */
  public HostsFile finish() throws IOException {
    endHost();
    writeRow(documents);
    for (Part part : parts()) {
      part.out.close();
      NamedByContent.append(part.file, out);
    }
    byte[] root = root();
    ByteBuffer trailer =
        ByteBuffer.allocate(HostTreeFormat.TRAILER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putLong(hosts).putLong(namesSize).putLong(documents).putLong(tokens).put(root);
    trailer.putInt(BlockSums.sum(trailer.array(), 0, trailer.position()));
    out.write(trailer.put(HostTreeFormat.endMagic()).array());
    out.close();
    ReleasedFile placed = NamedByContent.place(file, folder, HostTreeFormat.ENDING);
    return new HostsFile(placed, hosts, documents, tokens, TreeHash.hex(root));
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>(List.of(rows, places));
    parts.addAll(levels);
    return parts;
  }

  @Override
  public void close() throws IOException {
    out.close();
    for (Part part : parts()) {
      part.out.close();
      Files.deleteIfExists(part.file);
    }
    Files.deleteIfExists(file);
  }
}
