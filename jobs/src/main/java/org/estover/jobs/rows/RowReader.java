package org.estover.jobs.rows;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one Parquet file in their order, one at a time.
 *
 * <p>Pages carry checksums and they are verified: a damaged file is a {@link CorruptRowsException}
 * that names it, never a wrong row. Memory: one row group. Not thread-safe.
 */
public final class RowReader<T> implements Closeable {
  private final Path file;
  private final @Nullable Beside<T> beside;
  private @Nullable ParquetReader<T> reader;
  private long rows;

  private RowReader(Path file, ParquetReader<T> reader, @Nullable Beside<T> beside) {
    this.file = file;
    this.reader = reader;
    this.beside = beside;
  }

  /** What lies beside the rows of a file and changes how they are read. */
  public interface Beside<T> extends Closeable {
    /** The next row of the file, as it is to be read. */
    T changed(T row) throws IOException;
  }

  /**
   * Opens {@code file}.
   *
   * @param columns the only columns to read, the others stay empty; none named means all
   */
  public static <T> RowReader<T> open(RowType<T> type, Path file, String... columns)
      throws IOException {
    try {
      FileBuilder<T> builder = new FileBuilder<>(type, file, type.schema(columns));
      return new RowReader<>(file, builder.usePageChecksumVerification(true).build(), null);
    } catch (RuntimeException e) {
      throw Errors.unreadable(file, 0, e);
    }
  }

  /**
   * The rows of the same file, of which none was read yet, as what lies beside them changes them.
   */
  public RowReader<T> with(Beside<T> changes) {
    if (reader == null || rows > 0 || beside != null) {
      throw new IllegalStateException(file + ": to be read from its first row, and as it is");
    }
    return new RowReader<>(file, reader, changes);
  }

  /** The next row, or null after the last, which also closes the file. */
  public @Nullable T next() throws IOException {
    ParquetReader<T> open = reader;
    if (open == null) {
      throw new IllegalStateException(file + ": read after it was closed");
    }
    T row;
    try {
      row = open.read();
    } catch (FileNotFoundException e) {
      // The same class says that the file may not be opened, which is no damage.
      throw Files.exists(file) ? e : Errors.missing(file);
    } catch (RuntimeException | IOException e) {
      throw Errors.unreadable(file, rows, e);
    }
    if (row == null) {
      return null;
    }
    rows++;
    return beside == null ? row : beside.changed(row);
  }

  /** The next row of a file that lies row by row beside another one, which has one more. */
  public T required() throws IOException {
    T row = next();
    if (row == null) {
      throw Errors.tooFewRows(file, rows);
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    ParquetReader<T> open = reader;
    // A task's end may come long after the last row, and would keep the row group until then.
    reader = null;
    try (beside) {
      if (open != null) {
        open.close();
      }
    }
  }

  private static final class FileBuilder<T> extends ParquetReader.Builder<T> {
    private final RowType<T> type;
    private final MessageType wanted;

    FileBuilder(RowType<T> type, Path file, MessageType wanted) {
      super(new NamedFile(file, file.toString()), new PlainParquetConfiguration());
      this.type = type;
      this.wanted = wanted;
    }

    @Override
    protected ReadSupport<T> getReadSupport() {
      return new RowSupport<>(type, wanted);
    }
  }

  private static final class RowSupport<T> extends ReadSupport<T> {
    private final RowType<T> type;
    private final MessageType wanted;

    RowSupport(RowType<T> type, MessageType wanted) {
      this.type = type;
      this.wanted = wanted;
    }

    @Override
    public ReadContext init(InitContext context) {
      return new ReadContext(wanted);
    }

    @Override
    @SuppressWarnings("deprecation") // The library calls the other one, but this one is abstract.
    public RecordMaterializer<T> prepareForRead(
        Configuration configuration,
        Map<String, String> metadata,
        MessageType fileSchema,
        ReadContext context) {
      return new Materializer<>(type, wanted);
    }

    @Override
    public RecordMaterializer<T> prepareForRead(
        ParquetConfiguration configuration,
        Map<String, String> metadata,
        MessageType fileSchema,
        ReadContext context) {
      return new Materializer<>(type, wanted);
    }
  }

  private static final class Materializer<T> extends RecordMaterializer<T> {
    private final RowType<T> type;
    private final RowType.Slots slots;
    private final GroupConverter root;

    Materializer(RowType<T> type, MessageType wanted) {
      this.type = type;
      this.slots = new RowType.Slots(type);
      Converter[] converters = new Converter[wanted.getFieldCount()];
      for (int i = 0; i < converters.length; i++) {
        int position = type.position(wanted.getFieldName(i));
        converters[i] = new SlotConverter(slots, position, type.columns().get(position).kind());
      }
      this.root =
          new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
              return converters[field];
            }

            @Override
            public void start() {
              slots.clear();
            }

            @Override
            public void end() {}
          };
    }

    @Override
    public T getCurrentRecord() {
      return type.row(slots);
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }

  /** Puts one column's values into its slot; a dictionary's texts are decoded once. */
  private static final class SlotConverter extends PrimitiveConverter {
    private final RowType.Slots slots;
    private final int position;
    private final RowType.Kind kind;
    private Object[] words = {};

    SlotConverter(RowType.Slots slots, int position, RowType.Kind kind) {
      this.slots = slots;
      this.position = position;
      this.kind = kind;
    }

    @Override
    public boolean hasDictionarySupport() {
      return kind == RowType.Kind.TEXT;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
      words = new Object[dictionary.getMaxId() + 1];
      for (int i = 0; i < words.length; i++) {
        words[i] = dictionary.decodeToBinary(i).toStringUsingUTF8();
      }
    }

    @Override
    public void addValueFromDictionary(int id) {
      slots.set(position, words[id]);
    }

    @Override
    public void addBinary(Binary value) {
      slots.set(position, kind == RowType.Kind.TEXT ? value.toStringUsingUTF8() : value.getBytes());
    }

    @Override
    public void addLong(long value) {
      slots.set(position, value);
    }

    @Override
    public void addBoolean(boolean value) {
      slots.set(position, value ? 1 : 0);
    }

    @Override
    public void addDouble(double value) {
      throw new ParquetDecodingException("no row of ours has a floating-point column");
    }
  }
}
