package org.estover.jobs.stage;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasedShard;

/**
 * The ids of a base release's documents: a file of 16 bytes each, ascending, which all workers
 * search. Looking one up costs some 30 reads at positions. Not thread-safe.
 */
final class BaseIds implements Closeable {
  private static final int SIZE = 16;

  private final FileChannel file;
  private final long count;
  private final ByteBuffer id = ByteBuffer.allocate(SIZE);

  private BaseIds(FileChannel file) throws IOException {
    this.file = file;
    this.count = file.size() / SIZE;
  }

  /** Opens what {@link #write} has written. */
  static BaseIds open(Path file) throws IOException {
    return new BaseIds(FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Writes the ids of all documents of a release. Memory on this machine: 32 bytes a document. */
  static void write(Release release, Path target) throws IOException {
    List<byte[]> ids = new ArrayList<>();
    for (ReleasedShard shard : release.content().shards()) {
      try (DocumentTable table = release.documents(shard)) {
        for (long row = 0; row < table.rowCount(); row++) {
          ids.add(table.id(row));
        }
      }
    }
    ids.sort(Arrays::compareUnsigned);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      for (byte[] each : ids) {
        out.write(each);
      }
    }
  }

  /** Whether a document of this id is in the base release. */
  boolean holds(byte[] wanted) throws IOException {
    long from = 0;
    long to = count;
    while (from < to) {
      long middle = (from + to) >>> 1;
      int order = Arrays.compareUnsigned(at(middle), wanted);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return false;
  }

  private byte[] at(long number) throws IOException {
    id.clear();
    while (id.hasRemaining()) {
      if (file.read(id, number * SIZE + id.position()) < 0) {
        throw new EOFException("the file of the base release's ids was cut");
      }
    }
    return id.array();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
