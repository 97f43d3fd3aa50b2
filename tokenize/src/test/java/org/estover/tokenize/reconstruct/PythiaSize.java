package org.estover.tokenize.reconstruct;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.estover.tokenize.order.PackedOrder;
import org.estover.tokenize.order.Slot;
import org.estover.tokenize.order.WeightedSource;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.ByteSource;
import org.estover.tokenize.release.ClassCount;
import org.estover.tokenize.release.Manifest;
import org.estover.tokenize.release.OrderIdentity;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.release.TokenizerIdentity;

/**
 * A release of Pythia's size of which only the manifest exists: 146,432,000 sequences of 2,049
 * tokens from 134 million documents of 2,238. The files of its copy in training order, 600 GB of
 * tokens and 46 GB of spans, are made by formula where they are read.
 */
final class PythiaSize implements RangeServer.Content {
  static final int INPUTS = 2048;
  static final long DOCUMENTS = 134_000_329;
  static final int DOCUMENT_TOKENS = 2238;
  static final long TOKENS = DOCUMENTS * DOCUMENT_TOKENS;
  static final long SEQUENCES = 146_432_000;

  private static final String SOURCE = "pile";
  private static final long SEED = 1234;
  private static final int SHARD_BITS = 9;
  private static final int VOCABULARY = 50_277;
  private static final int WIDTH = 2;
  private static final int ROW_BYTES = (INPUTS + 1) * WIDTH;
  private static final long BIN_SIZE = SEQUENCES * ROW_BYTES;
  private static final String BIN_SHA256 = "5a".repeat(32);
  private static final int SHIFT = OrderedCopyWriter.SHIFT;
  private static final int GROUP_SPACE = 20_000;
  private static final int PAGE_SUMS = 1011;
  private static final int BLOCK_SIZE = 4096;

  private final Path folder;
  private final PackedOrder order;
  private final Release release;

  /** Writes the manifest into a folder. */
  PythiaSize(Path folder) throws IOException {
    this.folder = folder;
    order = PackedOrder.of(SEED, INPUTS, List.of(new WeightedSource(SOURCE, TOKENS, "1")));
    if (order.length() != SEQUENCES) {
      throw new AssertionError(order.length());
    }
    Path file = folder.resolve(Release.MANIFEST);
    Files.write(file, new Manifest(content(), new TreeMap<>()).toBytes());
    BlockSums.write(file);
    release = Release.open(folder);
  }

  private ReleaseContent content() {
    ReleasedSource source =
        new ReleasedSource(
            SOURCE, "1", SHARD_BITS, DOCUMENTS, TOKENS, SEQUENCES, SEQUENCES, order.tailTokens(0));
    List<ReleasedShard> shards = new ArrayList<>();
    for (int number = 0; number < 1 << SHARD_BITS; number++) {
      long from = (DOCUMENTS * number) >>> SHARD_BITS;
      long documents = ((DOCUMENTS * (number + 1)) >>> SHARD_BITS) - from;
      long tokens = documents * DOCUMENT_TOKENS;
      String name = hex(number, 64);
      shards.add(
          new ReleasedShard(
              SOURCE,
              number,
              documents,
              tokens,
              hex(number + 1000, 64),
              file(name + ".bin", tokens * WIDTH),
              file(name + ".idx", 42 + 20 * documents),
              file(hex(number + 2000, 64) + ".docs", documents * 176)));
    }
    long[] ofLicense = new long[3];
    for (int license = 0; license < 3; license++) {
      ofLicense[license] = (DOCUMENTS + 2 - license) / 3;
    }
    List<ClassCount> licenses = new ArrayList<>();
    for (int license = 0; license < 3; license++) {
      long tokens = ofLicense[license] * DOCUMENT_TOKENS;
      licenses.add(new ClassCount(license(license), ofLicense[license], tokens));
    }
    return new ReleaseContent(
        "pythia-size",
        "cd".repeat(32),
        new TreeMap<>(Map.of("dedupe.min-hash", "v1")),
        new TokenizerIdentity("20b", "ab".repeat(32), VOCABULARY, 0),
        new OrderIdentity(PackedOrder.NAME, SEED, INPUTS, SEQUENCES),
        List.of(source),
        licenses,
        List.of(new ClassCount("allowed", DOCUMENTS, TOKENS)),
        List.of(),
        "ef".repeat(32),
        "",
        shards,
        Optional.empty());
  }

  private static ReleasedFile file(String name, long size) {
    return new ReleasedFile(name, size, "12".repeat(32), "34".repeat(32));
  }

  private static String license(long number) {
    return List.of("Apache-2.0", "CC-BY-4.0", "MIT").get((int) (number % 3));
  }

  private static String hex(long number, int digits) {
    byte[] bytes = new byte[digits / 2];
    ByteBuffer.wrap(bytes).putLong(0, mix(number)).putLong(bytes.length - Long.BYTES, mix(~number));
    return HexFormat.of().formatHex(bytes);
  }

  private static long mix(long number) {
    long z = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  static int token(long at) {
    return at % DOCUMENT_TOKENS == DOCUMENT_TOKENS - 1
        ? 0
        : (int) (1 + (mix(at) >>> 1) % (VOCABULARY - 1));
  }

  static ReleasedDocument document(long number) {
    return new ReleasedDocument(
        "doc_" + hex(number, 32),
        String.format(
            Locale.ROOT, "https://host%05d.example.test/articles/%09d/", number % 99_991, number),
        SOURCE,
        license(number),
        "Holder " + number % 1000,
        "allowed",
        hex(~number, 64));
  }

  int[] tokens(long position) {
    long start = order.slot(position).tokenStart();
    int[] tokens = new int[INPUTS + 1];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = token(start + i);
    }
    return tokens;
  }

  List<Span> spans(long position) {
    long start = order.slot(position).tokenStart();
    List<Span> spans = new ArrayList<>();
    for (int from = 0; from <= INPUTS; ) {
      long number = (start + from) / DOCUMENT_TOKENS;
      int offset = (int) ((start + from) % DOCUMENT_TOKENS);
      int to = Math.min(INPUTS + 1, from + DOCUMENT_TOKENS - offset);
      int inputs = Math.min(to, INPUTS) - from;
      spans.add(new Span(from, to, inputs, offset, DOCUMENT_TOKENS, document(number)));
      from = to;
    }
    return spans;
  }

  PlacedSequence placed(long position) {
    Slot slot = order.slot(position);
    return new PlacedSequence(
        position, slot.source(), slot.copy(), slot.sequence(), slot.tokenStart());
  }

  @Override
  public Optional<ByteSource> open(String name) throws IOException {
    return switch (name) {
      case "manifest.json", "manifest.json.sums" -> {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        yield Optional.of(
            source(
                name,
                bytes.length,
                (at, length) -> Arrays.copyOfRange(bytes, (int) at, (int) at + length)));
      }
      case OrderedCopy.SPANS -> Optional.of(source(name, spansSize(), this::spansBytes));
      case OrderedCopy.BIN -> Optional.of(source(name, BIN_SIZE, this::binBytes));
      case OrderedCopy.BIN + ".sums" ->
          Optional.of(source(name, BlockSums.sidecarSize(BIN_SIZE), this::sumsBytes));
      default -> Optional.empty();
    };
  }

  private interface Formula {
    byte[] bytes(long at, int length);
  }

  private static ByteSource source(String name, long size, Formula formula) {
    return new ByteSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long size() {
        return size;
      }

      @Override
      public byte[] read(long at, int length) {
        return formula.bytes(at, length);
      }

      @Override
      public void close() {}
    };
  }

  private byte[] binBytes(long at, int length) {
    byte[] bytes = new byte[length];
    long row = -1;
    int[] tokens = new int[0];
    for (int i = 0; i < length; i++) {
      long byteAt = at + i;
      if (byteAt / ROW_BYTES != row) {
        row = byteAt / ROW_BYTES;
        tokens = tokens(row);
      }
      int inRow = (int) (byteAt % ROW_BYTES);
      bytes[i] = (byte) (tokens[inRow / WIDTH] >>> (8 * (inRow % WIDTH)));
    }
    return bytes;
  }

  /** Whole pages only, as a reader asks for them; written from the grammar in FORMAT.md. */
  private byte[] sumsBytes(long at, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (long page = at / BLOCK_SIZE; bytes.hasRemaining(); page++) {
      int start = bytes.position();
      bytes.put("ESB1".getBytes(StandardCharsets.US_ASCII)).putInt((int) page).putLong(BIN_SIZE);
      bytes.put(HexFormat.of().parseHex(BIN_SHA256));
      long blocks = Math.min(PAGE_SUMS, BlockSums.blockCount(BIN_SIZE) - page * PAGE_SUMS);
      for (long block = page * PAGE_SUMS; blocks > 0; block++, blocks--) {
        int size = (int) Math.min(BLOCK_SIZE, BIN_SIZE - block * BLOCK_SIZE);
        bytes.putInt(sum(binBytes(block * BLOCK_SIZE, size), 0, size));
      }
      bytes.putInt(sum(bytes.array(), start, bytes.position() - start));
    }
    return bytes.array();
  }

  private static int sum(byte[] bytes, int from, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, size);
    return (int) crc.getValue();
  }

  private static long groups() {
    return OrderedCopy.groupCount(SEQUENCES, SHIFT);
  }

  private static long startsEnd() {
    return OrderedCopy.HEADER_SIZE + (groups() + 1) * Long.BYTES;
  }

  private static long spansSize() {
    return startsEnd() + groups() * GROUP_SPACE;
  }

  private byte[] spansBytes(long at, int length) {
    byte[] bytes = new byte[length];
    byte[] header = OrderedCopy.header(release, SHIFT, BIN_SHA256);
    for (int i = 0; i < length; ) {
      long byteAt = at + i;
      byte[] part;
      int skip;
      if (byteAt < header.length) {
        part = header;
        skip = (int) byteAt;
      } else if (byteAt < startsEnd()) {
        long group = (byteAt - header.length) / Long.BYTES;
        long start = startsEnd() + group * GROUP_SPACE;
        part = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(start).array();
        skip = (int) ((byteAt - header.length) % Long.BYTES);
      } else {
        part = group((byteAt - startsEnd()) / GROUP_SPACE);
        skip = (int) ((byteAt - startsEnd()) % GROUP_SPACE);
      }
      int count = Math.min(length - i, part.length - skip);
      System.arraycopy(part, skip, bytes, i, count);
      i += count;
    }
    return bytes;
  }

  private byte[] group(long number) {
    List<List<Span>> all = new ArrayList<>();
    for (int i = 0; i < 1 << SHIFT; i++) {
      all.add(spans((number << SHIFT) + i));
    }
    byte[] group = SpanGroup.write(number, all);
    if (group.length > GROUP_SPACE) {
      throw new AssertionError("a group of " + group.length + " bytes");
    }
    return Arrays.copyOf(group, GROUP_SPACE);
  }

  /**
   * Serves the release until it is ended.
   *
   * @param args a folder, and in it: the manifest, {@code address} with the server's address, and
   *     {@code log} with a line of name and bytes per request; none for what is not there
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    PythiaSize size = new PythiaSize(folder);
    Path log = folder.resolve("log");
    RangeServer server =
        RangeServer.of(
            name -> {
              Optional<ByteSource> found = size.open(name);
              if (found.isEmpty()) {
                log(log, name, 0);
              }
              return found.map(source -> logged(source, log));
            });
    Path address = folder.resolve("address.tmp");
    Files.writeString(address, server.address() + "\n");
    Files.move(address, folder.resolve("address"));
  }

  private static void log(Path log, String name, int bytes) throws IOException {
    Files.writeString(
        log, name + " " + bytes + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static ByteSource logged(ByteSource source, Path log) {
    return new ByteSource() {
      @Override
      public String name() {
        return source.name();
      }

      @Override
      public long size() {
        return source.size();
      }

      @Override
      public byte[] read(long at, int length) throws IOException {
        byte[] bytes = source.read(at, length);
        log(log, source.name(), bytes.length);
        return bytes;
      }

      @Override
      public void close() {}
    };
  }
}
