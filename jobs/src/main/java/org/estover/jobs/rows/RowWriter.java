package org.estover.jobs.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.estover.jobs.run.Durable;
import org.jspecify.annotations.Nullable;

/**
 * Writes one Parquet file (zstd), row by row, which appears under its name only when complete.
 *
 * <p>Rows go to a file whose name no other attempt uses; {@link #commit()} renames it. Any number
 * of attempts, also at the same time, therefore leave one whole file, and since all of them write
 * equal rows it is no matter which. Closing without a commit leaves nothing behind.
 *
 * <p>Memory: one row group of {@value #ROW_GROUP_BYTES} bytes and the row in hand. Not thread-safe.
 */
public final class RowWriter<T> implements Closeable {
  /** A small row group: what a reader holds in memory, whatever the size of the file. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  /** What readers of columns like: few, large row groups. */
  private static final long PUBLISHED_GROUP_BYTES = 64L << 20;

  private static final int PAGE_BYTES = 1 << 20;

  private final Path file;
  private final Path unfinished;
  private final ParquetWriter<T> writer;
  private long rows;
  private boolean closed;

  private RowWriter(Path file, Path unfinished, ParquetWriter<T> writer) {
    this.file = file;
    this.unfinished = unfinished;
    this.writer = writer;
  }

  /** Opens a writer of {@code file}, whose folder exists. */
  public static <T> RowWriter<T> create(RowType<T> type, Path file) throws IOException {
    Path unfinished = unfinished(file);
    FileBuilder<T> builder = new FileBuilder<>(type, unfinished, Map.of());
    return build(type, file, unfinished, builder, ROW_GROUP_BYTES);
  }

  /**
   * Opens a writer of a file for strangers: with statistics and page indexes of short columns, so
   * that their tools skip what they do not look for, and row groups of {@value
   * #PUBLISHED_GROUP_BYTES} bytes.
   *
   * @param metadata what the file says about itself
   */
  public static <T> RowWriter<T> createPublished(
      RowType<T> type, Path file, Map<String, String> metadata) throws IOException {
    Path unfinished = unfinished(file);
    FileBuilder<T> builder = new FileBuilder<>(type, unfinished, metadata);
    for (RowType.Column<T> column : type.columns()) {
      builder.withStatisticsEnabled(column.name(), !column.large());
    }
    return build(type, file, unfinished, builder, PUBLISHED_GROUP_BYTES);
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".unfinished");
  }

  private static <T> RowWriter<T> build(
      RowType<T> type, Path file, Path unfinished, FileBuilder<T> builder, long groupBytes)
      throws IOException {
    for (RowType.Column<T> column : type.columns()) {
      builder.withDictionaryEncoding(column.name(), !column.large());
    }
    ParquetWriter<T> writer =
        builder
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(groupBytes)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(PAGE_BYTES)
            // Rows may be as large as a document may be, so sizes are looked at after every row.
            .withMinRowCountForPageSizeCheck(1)
            .withStatisticsEnabled(false)
            .withSizeStatisticsEnabled(false)
            .withPageWriteChecksumEnabled(true)
            .build();
    return new RowWriter<>(file, unfinished, writer);
  }

  /** Appends one row. */
  public void write(T row) throws IOException {
    writer.write(row);
    rows++;
  }

  /** How many rows were written so far. */
  public long rows() {
    return rows;
  }

  /** Completes the file and gives it its name. */
  public void commit() throws IOException {
    commit(false);
  }

  /** The same, but what has the name is whole even after a power failure. */
  public void commitForced() throws IOException {
    commit(true);
  }

  private void commit(boolean forced) throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
      if (forced) {
        Durable.force(unfinished);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        writer.close();
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }
  }

  private static final class FileBuilder<T> extends ParquetWriter.Builder<T, FileBuilder<T>> {
    private final RowType<T> type;
    private final Map<String, String> metadata;

    FileBuilder(RowType<T> type, Path file, Map<String, String> metadata) {
      super(new LocalOutputFile(file));
      this.type = type;
      this.metadata = metadata;
    }

    @Override
    protected FileBuilder<T> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // The library calls the other one, but this one is abstract.
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return new RowSupport<>(type, metadata);
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return new RowSupport<>(type, metadata);
    }
  }

  private static final class RowSupport<T> extends WriteSupport<T> {
    private final RowType<T> type;
    private final Map<String, String> metadata;
    private @Nullable RecordConsumer consumer;

    RowSupport(RowType<T> type, Map<String, String> metadata) {
      this.type = type;
      this.metadata = metadata;
    }

    @Override
    @SuppressWarnings("deprecation") // The library calls the other one, but this one is abstract.
    public WriteContext init(Configuration configuration) {
      return new WriteContext(type.schema(), metadata);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(type.schema(), metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(T row) {
      RecordConsumer out = Objects.requireNonNull(consumer);
      out.startMessage();
      int position = 0;
      for (RowType.Column<T> column : type.columns()) {
        Object value = column.value().apply(row);
        if (value != null) {
          out.startField(column.name(), position);
          add(out, value);
          out.endField(column.name(), position);
        }
        position++;
      }
      out.endMessage();
    }

    private static void add(RecordConsumer out, Object value) {
      if (value instanceof String text) {
        out.addBinary(Binary.fromString(text));
      } else if (value instanceof byte[] bytes) {
        out.addBinary(Binary.fromConstantByteArray(bytes));
      } else if (value instanceof Long number) {
        out.addLong(number);
      } else if (value instanceof Boolean flag) {
        out.addBoolean(flag);
      } else {
        throw new AssertionError(value.getClass());
      }
    }
  }
}
