package org.estover.tokenize.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.SummedFile;
import org.estover.tokenize.release.TokenizerIdentity;

/**
 * The bytes that each token of a release stands for: the file {@code derived/text.tokens}, by which
 * its text is read without its tokenizer.
 *
 * <pre>
 * Tokens --> Magic, Version (u32 = 1), EndOfText (u32), TokenizerDigest (32 bytes), Count (u32),
 *            u32 = 0, Size^Count, Bytes
 * Magic  --> the eight bytes "ESTTOKEN"
 * Size   --> u16: bytes of the token, by id; 0 where an id is none
 * Bytes  --> one token's after the other's
 * </pre>
 *
 * <p>In the text of a shard an end of text stands for one byte, {@link TextIndex}'s separator
 * ({@link #size}, {@link #copy}); where tokens are read as text ({@link #decode}), for what the
 * tokenizer spells. Immutable and thread-safe; memory: the file's size, and four bytes per token.
 */
public final class TokenBytes {
  /** The file's name in the release's folder. */
  public static final String NAME = Derived.FOLDER + "/text.tokens";

  private static final byte[] MAGIC = "ESTTOKEN".getBytes(StandardCharsets.ISO_8859_1);
  private static final int VERSION = 1;
  private static final int HEADER_SIZE = 56;
  private static final int DIGEST_AT = 16;
  private static final int COUNT_AT = 48;
  private static final int HEAD = 4 << 20;

  private final TokenizerIdentity tokenizer;
  private final byte[] bytes;
  private final int[] starts;

  /** Says which bytes a token stands for. */
  public interface Vocabulary {
    /** The token's bytes; empty where an id is none. */
    byte[] bytes(int id);
  }

  private TokenBytes(TokenizerIdentity tokenizer, byte[] bytes, int[] starts) {
    this.tokenizer = tokenizer;
    this.bytes = bytes;
    this.starts = starts;
  }

  /**
   * Takes the bytes of all ids of a tokenizer.
   *
   * @throws IllegalArgumentException if a token has more than 65,535 bytes
   */
  public static TokenBytes of(TokenizerIdentity tokenizer, Vocabulary vocabulary) {
    int[] starts = new int[tokenizer.vocabularySize() + 1];
    byte[] bytes = new byte[1 << 16];
    for (int id = 0; id < tokenizer.vocabularySize(); id++) {
      byte[] token = vocabulary.bytes(id);
      if (token.length > 0xFFFF) {
        throw new IllegalArgumentException("token " + id + " has " + token.length + " bytes");
      }
      starts[id + 1] = Math.addExact(starts[id], token.length);
      if (starts[id + 1] > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, starts[id + 1]));
      }
      System.arraycopy(token, 0, bytes, starts[id], token.length);
    }
    return new TokenBytes(tokenizer, Arrays.copyOf(bytes, starts[starts.length - 1]), starts);
  }

  /** Opens those of a release's tokenizer; empty where they were not written. */
  public static Optional<TokenBytes> find(ReleasePlace place, TokenizerIdentity tokenizer)
      throws IOException {
    Optional<SummedFile> found = SummedFile.find(place, NAME, HEAD);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (SummedFile file = found.get()) {
      return Optional.of(read(file, tokenizer));
    }
  }

  private static TokenBytes read(SummedFile file, TokenizerIdentity tokenizer) throws IOException {
    if (file.size() < HEADER_SIZE || file.size() > Integer.MAX_VALUE) {
      throw Errors.shape(
          file.name(), "expected the bytes of tokens, found " + file.size() + " bytes");
    }
    ByteBuffer in = file.read(0, (int) file.size());
    byte[] magic = new byte[MAGIC.length];
    in.get(0, magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw Errors.shape(file.name(), "expected the bytes of tokens (magic ESTTOKEN)");
    }
    if (in.getInt(8) != VERSION) {
      throw Derived.tooNew(file.name(), VERSION, Integer.toUnsignedLong(in.getInt(8)));
    }
    byte[] digest = new byte[COUNT_AT - DIGEST_AT];
    in.get(DIGEST_AT, digest);
    String found = HexFormat.of().formatHex(digest);
    if (!found.equals(tokenizer.digest())) {
      throw Errors.notOf(file.name(), "tokenizer", found, tokenizer.digest());
    }
    int count = in.getInt(COUNT_AT);
    long sizes = (long) HEADER_SIZE + (long) count * Short.BYTES;
    if (count != tokenizer.vocabularySize()
        || in.getInt(12) != tokenizer.endOfText()
        || sizes > file.size()) {
      throw Errors.shape(file.name(), "its " + count + " tokens are not the tokenizer's");
    }
    int[] starts = new int[count + 1];
    for (int id = 0; id < count; id++) {
      int size = Short.toUnsignedInt(in.getShort(HEADER_SIZE + id * Short.BYTES));
      starts[id + 1] = Math.min(starts[id] + size, Integer.MAX_VALUE - 0xFFFF);
    }
    if (sizes + starts[count] != file.size()) {
      throw Errors.shape(
          file.name(),
          "it has " + (file.size() - sizes) + " bytes of tokens, not " + starts[count]);
    }
    byte[] bytes = new byte[starts[count]];
    in.get((int) sizes, bytes);
    return new TokenBytes(tokenizer, bytes, starts);
  }

  /** Writes them into a release's folder; what is there is replaced. */
  public void write(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    Files.createDirectories(file.resolveSibling("."));
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16)) {
      int count = starts.length - 1;
      ByteBuffer head =
          ByteBuffer.allocate(HEADER_SIZE + count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      head.put(MAGIC).putInt(VERSION).putInt(tokenizer.endOfText());
      head.put(HexFormat.of().parseHex(tokenizer.digest())).putInt(count).putInt(0);
      for (int id = 0; id < count; id++) {
        head.putShort((short) (starts[id + 1] - starts[id]));
      }
      out.write(head.array());
      out.write(bytes);
    }
    Derived.place(unfinished, file);
  }

  /** The tokenizer that they are of. */
  public TokenizerIdentity tokenizer() {
    return tokenizer;
  }

  /** Whether an id is a token. */
  public boolean isToken(int id) {
    return id >= 0 && id < starts.length - 1 && (starts[id + 1] > starts[id] || isEnd(id));
  }

  /** Whether a token ends a text. */
  public boolean isEnd(int id) {
    return id == tokenizer.endOfText();
  }

  /** How much of a shard's text a token is: its bytes, or the separator. */
  public int size(int id) {
    return isEnd(id) ? 1 : starts[id + 1] - starts[id];
  }

  /** A text in a buffer that is used again: its bytes, and where each of its tokens ends. */
  public static final class Text {
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 10];
    private int tokens;

    /** The buffer; its first {@link #size} bytes are the text, until the next one is read. */
    public byte[] bytes() {
      return bytes;
    }

    /** The bytes of the text. */
    public int size() {
      return tokens == 0 ? 0 : ends[tokens - 1];
    }

    /** The number of the token that holds a byte. */
    public int tokenAt(int place) {
      int low = 0;
      int high = tokens - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (ends[middle] <= place) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** The first byte of a token; for the number of all tokens, the byte behind the text. */
    public int start(int token) {
      return token == 0 ? 0 : ends[token - 1];
    }

    /** The byte behind a token. */
    public int end(int token) {
      return ends[token];
    }
  }

  /**
   * Reads the text of tokens [from, to), up to the first id that is no token.
   *
   * @return how many of them were read
   */
  public int decode(int[] tokens, int from, int to, Text into) {
    if (into.ends.length < to - from) {
      into.ends = new int[Math.max(to - from, 2 * into.ends.length)];
    }
    int end = 0;
    for (int i = from; i < to; i++) {
      int token = tokens[i];
      if (token < 0 || token >= starts.length - 1 || starts[token] == starts[token + 1]) {
        into.tokens = i - from;
        return into.tokens;
      }
      int start = starts[token];
      int size = starts[token + 1] - start;
      if (size > into.bytes.length - end) {
        into.bytes = Arrays.copyOf(into.bytes, Math.max(2 * into.bytes.length, end + size));
      }
      // Most tokens are so short that a loop beats a call.
      for (int b = 0; b < size; b++) {
        into.bytes[end + b] = bytes[start + b];
      }
      end += size;
      into.ends[i - from] = end;
    }
    into.tokens = to - from;
    return into.tokens;
  }

  /** Copies what a shard's text has of a token; returns the place behind it. */
  public int copy(int id, byte[] into, int at) {
    int to = at;
    if (isEnd(id)) {
      into[to++] = (byte) TextBlock.SEPARATOR;
      return to;
    }
    for (int i = starts[id]; i < starts[id + 1]; i++) {
      into[to++] = bytes[i];
    }
    return to;
  }
}
