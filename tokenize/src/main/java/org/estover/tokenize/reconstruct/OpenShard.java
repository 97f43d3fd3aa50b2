package org.estover.tokenize.reconstruct;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.HostTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.SummedFile;
import org.estover.tokenize.shard.TokenWidth;
import org.jspecify.annotations.Nullable;

/**
 * A shard that is open for reading: its document table, and its tokens, which are numbered from 0
 * within the shard. Each 4 KiB block is checked when it is first read. Thread-safe, as the files
 * are.
 */
final class OpenShard implements Closeable {
  private static final int READ_TOKENS = 1 << 18;

  private final Release release;
  private final ReleasedShard shard;
  private final DocumentTable documents;
  private final SummedFile bin;
  private final TokenWidth width;

  private OpenShard(
      Release release,
      ReleasedShard shard,
      DocumentTable documents,
      SummedFile bin,
      TokenWidth width) {
    this.release = release;
    this.shard = shard;
    this.documents = documents;
    this.bin = bin;
    this.width = width;
  }

  /**
   * Opens a shard that a release names.
   *
   * @throws org.estover.tokenize.release.CorruptReleaseException if its files are not as long as
   *     the manifest says, or damaged where they are read for that
   */
  static OpenShard open(Release release, ReleasedShard shard) throws IOException {
    TokenWidth width = release.content().tokenizer().tokenWidth();
    if (shard.bin().size() != shard.tokens() * width.bytes()) {
      throw Errors.shape(
          release,
          shard,
          shard.bin().size() + " bytes for " + shard.tokens() + " tokens of " + width);
    }
    DocumentTable documents = release.documents(shard);
    try {
      if (documents.rowCount() != shard.documents() || documents.tokenCount() != shard.tokens()) {
        throw Errors.shape(release, shard, "its document table counts other documents or tokens");
      }
      SummedFile bin = SummedFile.open(release.place(), shard.bin());
      return new OpenShard(release, shard, documents, bin, width);
    } catch (IOException | RuntimeException e) {
      documents.close();
      throw e;
    }
  }

  /** The shards of a release, opened when they are asked for. */
  static OpenFiles<ReleasedShard, OpenShard> all(Release release) {
    return new OpenFiles<>(shard -> open(release, shard));
  }

  DocumentTable documents() {
    return documents;
  }

  /**
   * Delivers the documents of a host and those below it; reads every row where no table has them.
   */
  void documentsOfHost(String host, Reconstruct.DocumentSink sink) throws IOException {
    @Nullable HostTable hosts = release.hosts(shard).orElse(null);
    try {
      documents.rowsOfHost(host, hosts, row -> sink.document(row.document()));
    } finally {
      if (hosts != null) {
        hosts.close();
      }
    }
  }

  /** Reads the tokens [start, start + count) into {@code into}, from {@code from} on. */
  void read(long start, int[] into, int from, int count) throws IOException {
    for (int done = 0; done < count; done += READ_TOKENS) {
      int part = Math.min(READ_TOKENS, count - done);
      ByteBuffer bytes = bytes(start + done, part);
      width.decode(bytes.array(), bytes.arrayOffset(), into, from + done, part);
    }
  }

  /** The tokens [start, start + count) as they are stored; less than 2 GiB of them. */
  ByteBuffer bytes(long start, int count) throws IOException {
    return bin.read(start * width.bytes(), count * width.bytes());
  }

  @Override
  public void close() throws IOException {
    try (documents) {
      bin.close();
    }
  }
}
