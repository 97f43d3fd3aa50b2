package org.estover.jobs.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.FieldMapping;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.ParquetSource;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.TextItems;
import org.estover.crawl.source.TextRecord;
import org.estover.crawl.source.TextSink;
import org.estover.jobs.rows.NamedFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Parquet file of a source: each row is a text, its columns mean what the source's field
 * mapping says.
 *
 * <p>Only the mapped columns are read. What becomes of a row is decided where lines of JSON are
 * decided about, by {@link TextItems}; a row whose mapped columns are not UTF-8 is set aside. At
 * damage, what was read before it is kept and the rest is one aside. Offsets are row numbers.
 * Memory: the mapped columns of one row group, whose size the file's writer chose.
 */
public final class ParquetInput {
  /** The reason of an aside for a file of another format. */
  static final String NOT_PARQUET = "not-parquet";

  private static final String DAMAGED = "parquet-damaged";
  private static final byte[] MAGIC = {'P', 'A', 'R'};

  private final FieldMapping fields;
  private final String file;
  private final ItemSink sink;
  private final TextSink texts;

  private ParquetInput(FieldMapping fields, String file, ItemSink sink, TextSink texts) {
    this.fields = fields;
    this.file = file;
    this.sink = sink;
    this.texts = texts;
  }

  /** Reads {@code path}, which messages and evidence call {@code name}. */
  static void read(ParquetSource source, Path path, String name, ReadLimits limits, ItemSink sink)
      throws IOException {
    TextItems items = new TextItems(source, source.aliases(), name, limits, sink);
    readTexts(source.fields(), path, name, sink, items);
  }

  /**
   * Reads the text records of {@code path} as they stand there.
   *
   * @param sink takes what is no record
   */
  public static void readTexts(
      FieldMapping fields, Path path, String name, ItemSink sink, TextSink texts)
      throws IOException {
    new ParquetInput(fields, name, sink, texts).read(path);
  }

  /** A file's columns as a mapping would name them; empty if the file cannot be read. */
  static Optional<List<String>> columns(Path path, String name) {
    try {
      return Optional.of(columns(schema(path, name)));
    } catch (DamageException e) {
      return Optional.empty();
    }
  }

  private static List<String> columns(MessageType schema) {
    return schema.getColumns().stream().map(column -> String.join(".", column.getPath())).toList();
  }

  private void read(Path path) throws IOException {
    if (Files.size(path) == 0) {
      sink.aside(new Aside(file, 0, "empty-file", ""));
      return;
    }
    MessageType schema;
    try {
      schema = schema(path, file);
    } catch (DamageException e) {
      damaged(0, beginsAsParquet(path) ? DAMAGED : NOT_PARQUET, e);
      return;
    }
    if (readRows(path, schema) > 0) {
      texts.withoutText(fields.text(), columns(schema));
    }
  }

  /** Reads all rows up to the first damage; tells how many. */
  private long readRows(Path path, MessageType schema) throws IOException {
    long row = 0;
    NamedFile named = new NamedFile(path, file);
    try (ParquetReader<Group> reader = new Builder(named, mapped(schema)).build()) {
      for (Group group = next(reader); group != null; group = next(reader)) {
        take(group, row);
        row++;
      }
    } catch (DamageException e) {
      damaged(row, DAMAGED, e);
    }
    return row;
  }

  private void damaged(long row, String reason, DamageException e) throws IOException {
    sink.aside(new Aside(file, row, reason, String.valueOf(e.getMessage())));
  }

  private static boolean beginsAsParquet(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /** What the library throws over bad data, apart from what the sink throws. */
  private static final class DamageException extends Exception {
    private static final long serialVersionUID = 1L;

    DamageException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static @Nullable Group next(ParquetReader<Group> reader) throws DamageException {
    try {
      return reader.read();
    } catch (RuntimeException | IOException e) {
      throw new DamageException(e);
    }
  }

  private static MessageType schema(Path path, String name) throws DamageException {
    try (ParquetFileReader reader = ParquetFileReader.open(new NamedFile(path, name))) {
      return reader.getFileMetaData().getSchema();
    } catch (RuntimeException | IOException e) {
      throw new DamageException(e);
    }
  }

  /** The columns that the mapping names. */
  private MessageType mapped(MessageType all) {
    List<String> wanted =
        List.of(
            head(fields.text()),
            head(fields.url()),
            head(fields.id()),
            head(fields.license()),
            head(fields.holder()),
            head(fields.date()));
    List<Type> kept =
        all.getFields().stream().filter(field -> wanted.contains(field.getName())).toList();
    return new MessageType(all.getName(), kept);
  }

  private static String head(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private void take(Group row, long number) throws IOException, DamageException {
    TextRecord record;
    try {
      record = record(row);
    } catch (CharacterCodingException e) {
      sink.aside(new Aside(file, number, "not-utf8", ""));
      return;
    } catch (RuntimeException e) {
      // A row's values are slices of its page, which are not cut before they are asked for.
      throw new DamageException(e);
    }
    texts.take(record, number, () -> "");
  }

  private TextRecord record(Group row) throws CharacterCodingException {
    return new TextRecord(
        value(row, fields.text(), true),
        value(row, fields.url(), false),
        value(row, fields.id(), false),
        value(row, fields.license(), false),
        value(row, fields.holder(), false),
        value(row, fields.date(), false));
  }

  /**
   * The value at a dotted path as text; empty where the row has none, or has a list or a tree.
   *
   * @param text whether this must be text; bytes elsewhere may be anything, such as digests
   */
  private static String value(Group row, String path, boolean text)
      throws CharacterCodingException {
    if (path.isEmpty()) {
      return "";
    }
    Group group = row;
    String name = path;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.')) {
      String head = name.substring(0, dot);
      if (!has(group, head) || group.getType().getType(head).isPrimitive()) {
        return "";
      }
      group = group.getGroup(head, 0);
      name = name.substring(dot + 1);
    }
    if (!has(group, name) || !group.getType().getType(name).isPrimitive()) {
      return "";
    }
    PrimitiveType type = group.getType().getType(name).asPrimitiveType();
    return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        ? decoded(group.getBinary(name, 0), text || type.getLogicalTypeAnnotation() != null)
        : group.getValueToString(group.getType().getFieldIndex(name), 0);
  }

  private static String decoded(Binary bytes, boolean text) throws CharacterCodingException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.toByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      if (text) {
        throw e;
      }
      return "";
    }
  }

  private static boolean has(Group group, String name) {
    GroupType type = group.getType();
    return type.containsField(name) && group.getFieldRepetitionCount(name) > 0;
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    private final MessageType wanted;

    Builder(InputFile input, MessageType wanted) {
      super(input, new PlainParquetConfiguration());
      this.wanted = wanted;
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport() {
        @Override
        public ReadContext init(InitContext context) {
          return new ReadContext(wanted);
        }
      };
    }
  }
}
