package org.estover.tokenize.release;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a {@link DroppedTable}, row after row by ascending key.
 *
 * <p>Memory: three runs of {@link SortedPairs} and an entry per distinct (stage, rule, source).
 * Without {@link #finish()}, {@link #close()} leaves nothing behind. Not thread-safe.
 */
public final class DroppedTableWriter implements Closeable {
  private static final byte[] NO_KEY = new byte[0];

  private final Path folder;
  private final Path file;
  private final Path rowsFile;
  private final OutputStream out;
  private final OutputStream rows;
  private final SortedPairs byUri;
  private final SortedPairs byHost;
  private final SortedPairs byText;
  private final Map<DroppedTable.Label, Integer> labels = new LinkedHashMap<>();
  private byte[] lastKey = NO_KEY;
  private long rowCount;
  private long stringsSize;
  private long hostPairs;
  private long textPairs;

  private DroppedTableWriter(Path folder, Path file) throws IOException {
    this.folder = folder;
    this.file = file;
    rowsFile = part("rows");
    byUri = new SortedPairs(part("uris"), SortedPairs.RUN_PAIRS);
    byHost = new SortedPairs(part("hosts"), SortedPairs.RUN_PAIRS);
    byText = new SortedPairs(part("texts"), SortedPairs.RUN_PAIRS);
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    rows = new BufferedOutputStream(Files.newOutputStream(rowsFile), 1 << 16);
    ByteBuffer header =
        ByteBuffer.allocate(DroppedTableFormat.HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    out.write(header.put(DroppedTableFormat.magic()).putInt(DroppedTableFormat.VERSION).array());
  }

  /**
   * Starts a table.
   *
   * @param folder of the release
   * @param scratch where unfinished files are
   * @param attempt a name that no other attempt uses
   */
  public static DroppedTableWriter create(Path folder, Path scratch, String attempt)
      throws IOException {
    return new DroppedTableWriter(
        folder, scratch.resolve(attempt + DroppedTableFormat.ENDING + ".tmp"));
  }

  private Path part(String name) {
    return file.resolveSibling(file.getFileName() + "." + name);
  }

  /**
   * The 16 bytes by which a row is sorted and found: the document's id, or of what never became a
   * document the first bytes of SHA-256 over what is known of it.
   */
  public static byte[] key(DroppedDocument dropped) {
    if (!dropped.document().isEmpty()) {
      return ReleasedDocument.idBytes(dropped.document());
    }
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    for (String part :
        new String[] {
          "estover.dropped.v1",
          dropped.stage(),
          dropped.rule(),
          dropped.reason(),
          dropped.source(),
          dropped.uri()
        }) {
      text(part, named);
    }
    return Arrays.copyOf(Digests.sha256().digest(named.toByteArray()), DroppedTableFormat.KEY_SIZE);
  }

  /**
   * Appends a row; equal rows are different documents that nothing tells apart.
   *
   * @throws IllegalArgumentException if its key is less than the one before
   */
  public void add(DroppedDocument dropped) throws IOException {
    byte[] key = key(dropped);
    if (Arrays.compareUnsigned(lastKey, key) > 0 || rowCount == DroppedTableFormat.ROW_LIMIT) {
      throw new IllegalArgumentException(
          dropped.document() + " " + dropped.uri() + ": not behind the row before it");
    }
    lastKey = key;
    byte[] uri = dropped.uri().getBytes(StandardCharsets.UTF_8);
    byte[] reason = dropped.reason().getBytes(StandardCharsets.UTF_8);
    writeRow(dropped, key, uri.length, reason.length);
    out.write(uri);
    out.write(reason);
    stringsSize += uri.length + reason.length;
    int row = (int) rowCount;
    byUri.add(dropped.uriKey(), row);
    for (String domain : UriHost.domains(UriHost.of(dropped.uri()))) {
      byHost.add(Digests.prefixOf(domain), row);
      hostPairs++;
    }
    if (!dropped.textSha256().isEmpty()) {
      byText.add(Digests.longAt(HexFormat.of().parseHex(dropped.textSha256()), 0), row);
      textPairs++;
    }
    rowCount++;
  }

  private void writeRow(DroppedDocument dropped, byte[] key, int uriSize, int reasonSize)
      throws IOException {
    byte[] survivor = new byte[DroppedTableFormat.KEY_SIZE];
    if (!dropped.survivor().isEmpty()) {
      survivor = ReleasedDocument.idBytes(dropped.survivor());
    }
    byte[] sha256 = new byte[Digests.SIZE];
    if (!dropped.textSha256().isEmpty()) {
      sha256 = HexFormat.of().parseHex(dropped.textSha256());
    }
    DroppedTable.Label label = DroppedTable.Label.of(dropped);
    int number = labels.computeIfAbsent(label, any -> labels.size());
    ByteBuffer row =
        ByteBuffer.allocate(DroppedTableFormat.ROW_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    row.put(key).put(survivor).put(sha256).putInt(number);
    rows.write(row.putLong(stringsSize).putInt(uriSize).putInt(reasonSize).array());
  }

  /** Completes the file and gives it its name; synced to the disk. */
  public DroppedFile finish() throws IOException {
    rows.close();
    NamedByContent.append(rowsFile, out);
    byUri.drainTo(pair -> out.write(PairIndex.bytes(pair)));
    byHost.drainTo(pair -> out.write(PairIndex.bytes(pair)));
    byText.drainTo(pair -> out.write(PairIndex.bytes(pair)));
    byte[] section = labels();
    out.write(section);
    ByteBuffer trailer =
        ByteBuffer.allocate(DroppedTableFormat.TRAILER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putLong(rowCount).putLong(stringsSize).putLong(hostPairs).putLong(textPairs);
    trailer.putLong(labels.size()).putLong(section.length);
    trailer.putInt(BlockSums.sum(trailer.array(), 0, trailer.position()));
    out.write(trailer.put(DroppedTableFormat.endMagic()).array());
    out.close();
    return new DroppedFile(NamedByContent.place(file, folder, DroppedTableFormat.ENDING), rowCount);
  }

  private byte[] labels() {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    for (DroppedTable.Label label : labels.keySet()) {
      section.write(label.flags());
      text(label.stage(), section);
      text(label.rule(), section);
      text(label.source(), section);
    }
    return section.toByteArray();
  }

  private static void text(String text, ByteArrayOutputStream into) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer size = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    into.writeBytes(size.putInt(bytes.length).array());
    into.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    out.close();
    rows.close();
    byUri.close();
    byHost.close();
    byText.close();
    Files.deleteIfExists(rowsFile);
    Files.deleteIfExists(file);
  }
}
