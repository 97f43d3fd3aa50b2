package org.estover.crawl.language;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.InflaterInputStream;

/**
 * What the detector knows: the letters of all scripts, and a {@link GramTable} of each script that
 * several languages write.
 *
 * <p>The resource, made by {@code infra/language}, is a zlib stream: the magic, the number of
 * tables, and for each its ISO 15924 code, its languages, its alphabet with the boundary first, the
 * cost of a symbol in no language, its n-grams as rising keys (the differences as varints, least
 * digits first), and the costs, language by language. Numbers are big-endian, strings UTF-8 after
 * their two-byte size.
 */
final class LanguageModel {
  /** The model's file; ORIGIN.md beside it says how it was made. */
  static final String RESOURCE = "languages-v2.bin";

  private static final String MAGIC = "ESTLANG1";

  private final Letters letters;
  private final List<GramTable> tables;

  private LanguageModel(Letters letters, List<GramTable> tables) {
    this.letters = letters;
    this.tables = List.copyOf(tables);
  }

  /** Reads the model that comes with the program. */
  static LanguageModel load() {
    try (InputStream resource =
            Objects.requireNonNull(LanguageModel.class.getResourceAsStream(RESOURCE), RESOURCE);
        InputStream inflated = new InflaterInputStream(resource)) {
      return read(new DataInputStream(new ByteArrayInputStream(inflated.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LanguageModel read(DataInputStream in) throws IOException {
    String magic = new String(in.readNBytes(MAGIC.length()), StandardCharsets.US_ASCII);
    if (!magic.equals(MAGIC)) {
      throw Errors.notAModel(RESOURCE, MAGIC, magic);
    }
    List<String> scripts = new ArrayList<>();
    List<String> alphabets = new ArrayList<>();
    List<GramTable> tables = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      scripts.add(in.readUTF());
      List<String> languages = new ArrayList<>();
      for (int language = in.readUnsignedShort(); language > 0; language--) {
        languages.add(in.readUTF());
      }
      alphabets.add(in.readUTF().substring(1));
      tables.add(table(languages, in));
    }
    return new LanguageModel(new Letters(scripts, alphabets), tables);
  }

  private static GramTable table(List<String> languages, DataInputStream in) throws IOException {
    int unknownCost = in.readUnsignedByte();
    long[] keys = new long[in.readInt()];
    long key = 0;
    for (int i = 0; i < keys.length; i++) {
      key += varint(in);
      keys[i] = key;
    }
    byte[][] costs = new byte[languages.size()][];
    for (int language = 0; language < costs.length; language++) {
      costs[language] = in.readNBytes(keys.length);
    }
    return new GramTable(languages, unknownCost, keys, costs);
  }

  private static long varint(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }

  Letters letters() {
    return letters;
  }

  /** How many bytes of memory the letters and tables take. */
  long bytes() {
    return Letters.BYTES + tables.stream().mapToLong(GramTable::bytes).sum();
  }

  List<GramTable> tables() {
    return tables;
  }
}
