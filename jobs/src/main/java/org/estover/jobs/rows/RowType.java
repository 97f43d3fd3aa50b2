package org.estover.jobs.rows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one type lie in a Parquet file: flat columns with a name and a kind, each required
 * unless it says otherwise, and the two functions between a row and its columns.
 *
 * <p>Mapping is explicit on purpose: no reflection and no annotations, so that the persisted layout
 * changes only where this declaration changes. Immutable and thread-safe.
 *
 * @param <T> the row, a record
 */
public final class RowType<T> {

  /** What a column holds. */
  enum Kind {
    TEXT(PrimitiveTypeName.BINARY, true),
    BYTES(PrimitiveTypeName.BINARY, true),
    OPTIONAL_BYTES(PrimitiveTypeName.BINARY, false),
    LONG(PrimitiveTypeName.INT64, true),
    FLAG(PrimitiveTypeName.BOOLEAN, true);

    private final PrimitiveTypeName primitive;
    private final boolean required;

    Kind(PrimitiveTypeName primitive, boolean required) {
      this.primitive = primitive;
      this.required = required;
    }
  }

  /** One column: {@code large} columns hold whole texts, for which dictionaries are waste. */
  record Column<T>(String name, Kind kind, boolean large, Function<T, @Nullable Object> value) {
    Type type() {
      Type.Repetition repetition =
          kind.required ? Type.Repetition.REQUIRED : Type.Repetition.OPTIONAL;
      var primitive = Types.primitive(kind.primitive, repetition);
      return kind == Kind.TEXT
          ? primitive.as(LogicalTypeAnnotation.stringType()).named(name)
          : primitive.named(name);
    }
  }

  private final String name;
  private final List<Column<T>> columns;
  private final Map<String, Integer> positions = new LinkedHashMap<>();
  private final Function<Slots, T> rows;

  private RowType(String name, List<Column<T>> columns, Function<Slots, T> rows) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.rows = rows;
    for (Column<T> column : columns) {
      positions.put(column.name(), positions.size());
    }
  }

  /** Starts the declaration of the rows called {@code name} in messages and in the file. */
  public static <T> Builder<T> named(String name) {
    return new Builder<>(name);
  }

  List<Column<T>> columns() {
    return columns;
  }

  /** The Parquet schema of the columns named, or of all where none is named. */
  MessageType schema(String... names) {
    List<String> wanted = List.of(names);
    for (String column : wanted) {
      position(column);
    }
    List<Type> types = new ArrayList<>();
    for (Column<T> column : columns) {
      if (wanted.isEmpty() || wanted.contains(column.name())) {
        types.add(column.type());
      }
    }
    return new MessageType(name, types);
  }

  int position(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException(name + " has no column " + column);
    }
    return position;
  }

  T row(Slots slots) {
    return rows.apply(slots);
  }

  /** The values of one row, by column name; a column that was not read is empty, 0 or false. */
  public static final class Slots {
    private static final byte[] NO_BYTES = {};
    private final RowType<?> type;
    private final @Nullable Object[] objects;
    private final long[] numbers;

    Slots(RowType<?> type) {
      this.type = type;
      this.objects = new Object[type.columns.size()];
      this.numbers = new long[type.columns.size()];
    }

    void clear() {
      Arrays.fill(objects, null);
      Arrays.fill(numbers, 0);
    }

    void set(int position, Object value) {
      objects[position] = value;
    }

    void set(int position, long value) {
      numbers[position] = value;
    }

    /** The text in {@code column}. */
    public String text(String column) {
      return Objects.requireNonNullElse((String) objects[type.position(column)], "");
    }

    /** The bytes in {@code column}; the array is the row's own. */
    public byte[] bytes(String column) {
      return Objects.requireNonNullElse((byte[]) objects[type.position(column)], NO_BYTES);
    }

    /** The bytes in {@code column}, or null where the row has none. */
    public byte @Nullable [] optionalBytes(String column) {
      return (byte[]) objects[type.position(column)];
    }

    /** The 64-bit number in {@code column}. */
    public long int64(String column) {
      return numbers[type.position(column)];
    }

    /** Whether {@code column} is true. */
    public boolean flag(String column) {
      return numbers[type.position(column)] != 0;
    }
  }

  /** Collects the columns in their order in the file; used once, by one thread. */
  public static final class Builder<T> {
    private final String name;
    private final List<Column<T>> columns = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** Adds a column of short text, which repeats from row to row. */
    public Builder<T> text(String column, Function<T, String> value) {
      return add(column, Kind.TEXT, false, value::apply);
    }

    /** Adds a column of whole texts. */
    public Builder<T> largeText(String column, Function<T, String> value) {
      return add(column, Kind.TEXT, true, value::apply);
    }

    /** Adds a column of bytes. */
    public Builder<T> bytes(String column, Function<T, byte[]> value) {
      return add(column, Kind.BYTES, true, value::apply);
    }

    /** Adds a column of bytes that a row may lack. */
    public Builder<T> optionalBytes(String column, Function<T, byte @Nullable []> value) {
      return add(column, Kind.OPTIONAL_BYTES, true, value::apply);
    }

    /** Adds a column of 64-bit numbers. */
    public Builder<T> int64(String column, ToLongFunction<T> value) {
      return add(column, Kind.LONG, false, value::applyAsLong);
    }

    /** Adds a column of true and false. */
    public Builder<T> flag(String column, Predicate<T> value) {
      return add(column, Kind.FLAG, false, value::test);
    }

    private Builder<T> add(
        String column, Kind kind, boolean large, Function<T, @Nullable Object> value) {
      columns.add(new Column<>(column, kind, large, value));
      return this;
    }

    /** Closes the declaration with the function that makes a row of its values. */
    public RowType<T> rows(Function<Slots, T> rows) {
      return new RowType<>(name, columns, rows);
    }
  }

  /**
   * The canonical bytes of {@code row}: every column in order, its value preceded by its length in
   * four big-endian bytes, an absent value by -1. Two rows are equal exactly when these bytes are.
   */
  public byte[] canonical(T row) {
    var out = new ByteArrayOutputStream();
    for (Column<T> column : columns) {
      Object value = column.value().apply(row);
      byte[] bytes = value == null ? null : bytesOf(value);
      int length = bytes == null ? -1 : bytes.length;
      for (int shift = 24; shift >= 0; shift -= 8) {
        out.write(length >>> shift);
      }
      if (bytes != null) {
        out.writeBytes(bytes);
      }
    }
    return out.toByteArray();
  }

  private static byte[] bytesOf(Object value) {
    return value instanceof byte[] bytes
        ? bytes
        : value.toString().getBytes(StandardCharsets.UTF_8);
  }
}
