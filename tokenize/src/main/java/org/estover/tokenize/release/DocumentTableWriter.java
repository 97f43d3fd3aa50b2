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
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a {@link DocumentTable}, row after row.
 *
 * <p>Memory: two runs of {@link SortedPairs} and one entry per distinct (license, holder, rights
 * class) of the shard; rows and index runs wait in temporary files beside the table. Without {@link
 * #finish()}, {@link #close()} leaves nothing behind. Not thread-safe.
 */
final class DocumentTableWriter implements Closeable {
  private final Path file;
  private final Path rowsFile;
  private final OutputStream out;
  private final OutputStream rows;
  private final SortedPairs byId;
  private final SortedPairs byUri;
  private final MessageDigest digest = Digests.sha256();
  private final MessageDigest ids = Digests.sha256();
  private final Map<DocumentShare, Integer> shareNumbers = new LinkedHashMap<>();
  private final ByteBuffer row =
      ByteBuffer.allocate(DocumentTableFormat.ROW_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private long[] shareDocuments = new long[16];
  private long[] shareTokens = new long[16];
  private long rowCount;
  private long tokenCount;
  private long uriSize;
  private boolean finished;
  private String idsSha256 = "";

  private DocumentTableWriter(Path file, int runPairs) throws IOException {
    this.file = file;
    rowsFile = file.resolveSibling(file.getFileName() + ".rows.tmp");
    byId = new SortedPairs(file.resolveSibling(file.getFileName() + ".ids"), runPairs);
    byUri = new SortedPairs(file.resolveSibling(file.getFileName() + ".uris"), runPairs);
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    rows = new BufferedOutputStream(Files.newOutputStream(rowsFile), 1 << 16);
    write(header());
  }

  /** Starts a table; an existing file is replaced. */
  static DocumentTableWriter create(Path file) throws IOException {
    return new DocumentTableWriter(file, SortedPairs.RUN_PAIRS);
  }

  static DocumentTableWriter create(Path file, int runPairs) throws IOException {
    return new DocumentTableWriter(file, runPairs);
  }

  /**
   * Appends the row of the next document.
   *
   * @param tokens its tokens in the shard, the end-of-text included
   */
  void add(ReleasedDocument document, int tokens) throws IOException {
    if (tokens <= 0 || rowCount == DocumentTableFormat.ROW_LIMIT) {
      throw new IllegalArgumentException(
          document.id() + ": " + tokens + " tokens in row " + rowCount);
    }
    byte[] id = ReleasedDocument.idBytes(document.id());
    byte[] uri = document.uri().getBytes(StandardCharsets.UTF_8);
    if (uri.length > DocumentTableFormat.URI_SIZE_LIMIT) {
      throw new IllegalArgumentException(document.id() + ": a URI of " + uri.length + " bytes");
    }
    row.clear();
    row.put(id).put(HexFormat.of().parseHex(document.textSha256()));
    row.putLong(tokenCount).putInt(tokens).putInt(share(document, tokens));
    row.putLong(uriSize).putInt(uri.length);
    rows.write(row.array());
    write(uri);
    ids.update(id);
    byId.add(Digests.longAt(id, 0), (int) rowCount);
    byUri.add(Digests.prefixOf(document.uri()), (int) rowCount);
    rowCount++;
    tokenCount += tokens;
    uriSize += uri.length;
  }

  /** The documents added so far. */
  long rowCount() {
    return rowCount;
  }

  /** SHA-256 over the 16-byte ids in row order, once finished. */
  String idsSha256() {
    return idsSha256;
  }

  /**
   * Completes the file and syncs it to the disk.
   *
   * @return its SHA-256 in lower-case hex
   */
  String finish() throws IOException {
    if (finished) {
      throw new IllegalStateException("already finished");
    }
    idsSha256 = HexFormat.of().formatHex(ids.digest());
    rows.close();
    copyRows();
    byte[] shares = shares();
    write(shares);
    byId.drainTo(this::writePair);
    byUri.drainTo(this::writePair);
    write(trailer(shares.length));
    out.close();
    Disk.sync(file);
    finished = true;
    return HexFormat.of().formatHex(digest.digest());
  }

  private int share(ReleasedDocument document, int tokens) {
    DocumentShare key =
        new DocumentShare(
            document.source(), document.license(), document.holder(), document.rights(), 0, 0);
    int number = shareNumbers.computeIfAbsent(key, k -> shareNumbers.size());
    if (number == shareDocuments.length) {
      shareDocuments = Arrays.copyOf(shareDocuments, 2 * number);
      shareTokens = Arrays.copyOf(shareTokens, 2 * number);
    }
    shareDocuments[number]++;
    shareTokens[number] += tokens;
    return number;
  }

  private void copyRows() throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (var in = Files.newInputStream(rowsFile)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
  }

  private byte[] shares() {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    ByteBuffer starts =
        ByteBuffer.allocate(shareNumbers.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int number = 0;
    for (DocumentShare share : shareNumbers.keySet()) {
      starts.putInt(records.size());
      ByteBuffer counts = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      counts.putLong(shareDocuments[number]).putLong(shareTokens[number]);
      records.writeBytes(counts.array());
      text(share.source(), records);
      text(share.license(), records);
      text(share.holder(), records);
      text(share.rights(), records);
      number++;
    }
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(starts.array());
    section.writeBytes(records.toByteArray());
    return section.toByteArray();
  }

  private static void text(String text, ByteArrayOutputStream into) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer size = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    into.writeBytes(size.putInt(bytes.length).array());
    into.writeBytes(bytes);
  }

  private void writePair(SortedPairs.Pair pair) throws IOException {
    write(PairIndex.bytes(pair));
  }

  private static byte[] header() {
    ByteBuffer header =
        ByteBuffer.allocate(DocumentTableFormat.HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    return header.put(DocumentTableFormat.magic()).putInt(DocumentTableFormat.VERSION).array();
  }

  private byte[] trailer(int sharesSize) {
    ByteBuffer trailer =
        ByteBuffer.allocate(DocumentTableFormat.TRAILER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putLong(rowCount).putLong(uriSize).putLong(tokenCount);
    trailer.putLong(shareNumbers.size()).putLong(sharesSize);
    trailer.put(HexFormat.of().parseHex(idsSha256));
    trailer.putInt(BlockSums.sum(trailer.array(), 0, trailer.position()));
    return trailer.put(DocumentTableFormat.endMagic()).array();
  }

  private void write(byte[] bytes) throws IOException {
    digest.update(bytes);
    out.write(bytes);
  }

  @Override
  public void close() throws IOException {
    out.close();
    rows.close();
    byId.close();
    byUri.close();
    Files.deleteIfExists(rowsFile);
    if (!finished) {
      Files.deleteIfExists(file);
    }
  }
}
