package org.estover.tokenize.shard;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code index.json} of an MDS folder; all shards in memory. */
final class MdsIndex {
  /** Their number stands in the shard as a u32. */
  private static final long MOST_SAMPLES = 0xFFFF_FFFFL;

  private final Path file;

  private MdsIndex(Path file) {
    this.file = file;
  }

  /**
   * Reads an index.
   *
   * @throws CorruptShardException if it is none, or one of another format or version
   */
  static List<MdsShard> read(Path file) throws IOException {
    MdsIndex index = new MdsIndex(file);
    JsonFactory json = new JsonFactory();
    try (JsonParser parser = json.createParser(Files.newInputStream(file))) {
      parser.nextToken();
      Object root = index.value(parser);
      if (parser.nextToken() != null) {
        throw index.wrong(parser.currentLocation().getByteOffset(), "the end", "more JSON");
      }
      return index.shards(root);
    } catch (JacksonException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw index.wrong(at, "JSON", String.valueOf(e.getOriginalMessage()));
    }
  }

  private @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        object.put(name, value(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    return token == null || token == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  private List<MdsShard> shards(@Nullable Object root) throws IOException {
    Map<?, ?> object = object("the index", root);
    requireNumber("version", object, MdsTarget.VERSION);
    List<MdsShard> shards = new ArrayList<>();
    for (Object each : list("shards", object.get("shards"))) {
      shards.add(shard(object("a shard", each)));
    }
    return List.copyOf(shards);
  }

  private MdsShard shard(Map<?, ?> shard) throws IOException {
    requireNumber("version", shard, MdsTarget.VERSION);
    String format = text("format", shard.get("format"));
    if (!format.equals("mds")) {
      throw wrong(0, "shards of the format mds", format);
    }
    List<?> names = list("column_names", shard.get("column_names"));
    List<?> encodings = list("column_encodings", shard.get("column_encodings"));
    List<?> sizes = list("column_sizes", shard.get("column_sizes"));
    if (names.size() != encodings.size() || names.size() != sizes.size()) {
      throw wrong(0, "as many column_encodings and column_sizes as column_names", "others");
    }
    List<MdsShard.Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(
          new MdsShard.Column(
              text("a column's name", names.get(i)),
              text("a column's encoding", encodings.get(i)),
              sizes.get(i) == null ? 0 : number("a column's size", sizes.get(i))));
    }
    long samples = number("samples", shard.get("samples"));
    if (samples > MOST_SAMPLES) {
      throw wrong(0, "at most " + MOST_SAMPLES + " samples in a shard", String.valueOf(samples));
    }
    Object compression = shard.get("compression");
    Object zip = shard.get("zip_data");
    return new MdsShard(
        columns,
        compression == null ? "" : text("compression", compression),
        samples,
        file("raw_data", shard.get("raw_data")),
        zip == null ? null : file("zip_data", zip));
  }

  private MdsShard.File file(String what, @Nullable Object value) throws IOException {
    Map<?, ?> object = object(what, value);
    String basename = text(what + ".basename", object.get("basename"));
    // A name must not lead out of the folder.
    if (basename.startsWith("/")
        || List.of(basename.split("/", -1)).contains("..")
        || !isName(basename)) {
      throw wrong(0, what + ".basename within the folder", shown(basename));
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    Object stated = object.get("hashes");
    if (stated != null) {
      for (Map.Entry<?, ?> hash : object(what + ".hashes", stated).entrySet()) {
        hashes.put((String) hash.getKey(), text("a hash", hash.getValue()));
      }
    }
    return new MdsShard.File(basename, number(what + ".bytes", object.get("bytes")), hashes);
  }

  /** Whether a file system can have such a file. */
  private static boolean isName(String basename) {
    try {
      return !String.valueOf(Path.of(basename).getFileName()).isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void requireNumber(String what, Map<?, ?> object, long expected) throws IOException {
    long found = number(what, object.get(what));
    if (found != expected) {
      throw wrong(0, what + " " + expected, String.valueOf(found));
    }
  }

  private Map<?, ?> object(String what, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw wrong(0, what + " as an object", shown(value));
  }

  private List<?> list(String what, @Nullable Object value) throws IOException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(0, what + " as a list", shown(value));
  }

  private String text(String what, @Nullable Object value) throws IOException {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(0, what + " as a string", shown(value));
  }

  private long number(String what, @Nullable Object value) throws IOException {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw wrong(0, what + " as a number from 0", shown(value));
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  private CorruptShardException wrong(long at, String expected, String found) {
    return Errors.corrupt(file, at, expected, found);
  }
}
