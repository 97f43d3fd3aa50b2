package org.estover.tokenize.release;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.ShardFormat;
import org.estover.tokenize.shard.TokenWidth;
import org.estover.tokenize.shard.WrittenShard;

/**
 * Writes one shard of a release: tokens, index and document table, each with its sums, under names
 * that follow from content.
 *
 * <p>The {@code .bin} and {@code .idx} are called by the SHA-256 of the {@code .bin}, the {@code
 * .docs} by its own, so that two shards of equal tokens but different documents never collide.
 * Names are given by rename at the end: writing a shard twice is harmless, and a killed writer
 * leaves only hidden files that no manifest names.
 *
 * <p>Documents have to come in the shard's order (by key, then id). Memory is bounded as {@link
 * DocumentTableWriter} states. Not thread-safe; writers of different shards may share a folder.
 */
public final class ReleaseShardWriter implements Closeable {
  private final Path folder;
  private final String source;
  private final int number;
  private final TokenWidth width;
  private final int endOfText;
  private final Path prefix;
  private final IndexedDatasetWriter tokens;
  private final DocumentTableWriter documents;

  private ReleaseShardWriter(
      Path folder, String source, int number, TokenWidth width, int endOfText, String attempt)
      throws IOException {
    this.folder = folder;
    this.source = source;
    this.number = number;
    this.width = width;
    this.endOfText = endOfText;
    prefix = folder.resolve("." + attempt + ".tmp");
    tokens = IndexedDatasetWriter.create(prefix, width);
    documents = DocumentTableWriter.create(docsFile());
  }

  /**
   * Starts a shard.
   *
   * @param number the shard's number in its source
   * @param endOfText the token to put after each document
   * @param attempt a name no other writer in the folder uses now, of letters, digits and hyphens
   */
  public static ReleaseShardWriter create(
      Path folder, String source, int number, TokenWidth width, int endOfText, String attempt)
      throws IOException {
    return new ReleaseShardWriter(folder, source, number, width, endOfText, attempt);
  }

  /** Appends a document; the end-of-text is added here. */
  public void add(ReleasedDocument document, int[] documentTokens) throws IOException {
    checkSource(document);
    tokens.append(documentTokens, 0, documentTokens.length);
    end(document, documentTokens.length);
  }

  /** Appends a document whose tokens are already little-endian bytes of the shard's width. */
  public void addEncoded(ReleasedDocument document, byte[] encodedTokens) throws IOException {
    checkSource(document);
    tokens.appendEncoded(encodedTokens, 0, encodedTokens.length);
    end(document, encodedTokens.length / width.bytes());
  }

  private void end(ReleasedDocument document, int count) throws IOException {
    tokens.append(endOfText);
    tokens.endSequence();
    tokens.endDocument();
    documents.add(document, Math.addExact(count, 1));
  }

  private void checkSource(ReleasedDocument document) {
    if (!document.source().equals(source)) {
      throw new IllegalArgumentException(
          document.id() + " belongs to " + document.source() + ", not to " + source);
    }
  }

  /** Completes the files, gives them their names and tells what a manifest says of them. */
  public ReleasedShard finish() throws IOException {
    WrittenShard written = tokens.finish();
    String docsSha256 = documents.finish();
    ReleasedFile bin =
        place(ShardFormat.bin(prefix), written.binSha256(), written.binSha256() + ".bin");
    ReleasedFile idx =
        place(ShardFormat.idx(prefix), written.idxSha256(), written.binSha256() + ".idx");
    ReleasedFile docs = place(docsFile(), docsSha256, docsSha256 + ".docs");
    Disk.syncFolder(prefix);
    return new ReleasedShard(
        source,
        number,
        documents.rowCount(),
        written.tokens(),
        documents.idsSha256(),
        bin,
        idx,
        docs);
  }

  private ReleasedFile place(Path unfinished, String sha256, String name) throws IOException {
    ReleasedFile summed = BlockSums.write(unfinished, name, sha256);
    Path named = folder.resolve(name);
    move(BlockSums.sidecar(unfinished), BlockSums.sidecar(named));
    move(unfinished, named);
    return summed;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path docsFile() {
    return prefix.resolveSibling(prefix.getFileName() + ".docs");
  }

  @Override
  public void close() throws IOException {
    try (documents) {
      tokens.close();
    }
  }
}
