package org.estover.tokenize.bpe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A byte-level BPE tokenizer: text to token ids as the model's own library computes them, and back.
 *
 * <p>Text of a corpus is text: markers such as {@code <|endoftext|>} in it are encoded by their
 * letters, never as the special token; {@link #countSpecials} tells where that made a difference. A
 * lone surrogate becomes U+FFFD. Nothing is truncated or padded.
 *
 * <p>An instance keeps buffers and a cache and serves one thread at a time; {@link #copy()} is
 * cheap and shares the vocabulary. Cost: linear in the text, some tens of MB a second; memory: the
 * text's chars and at most about 10 MB of cache.
 */
public final class Tokenizer {
  private static final String GPT2_RANKS = "/com/knuddels/jtokkit/r50k_base.tiktoken";
  private static final int KEPT_CHARS = 1 << 20;

  private final Vocabulary vocabulary;
  private final AddedTokens rawAdded;
  private final AddedTokens normalizedAdded;
  private final AddedTokens specials;
  private final PieceEncoder encoder;
  private final PieceCache cache = new PieceCache();
  private char[] chars = new char[1 << 12];
  private byte[] pieceBytes = new byte[256];

  private Tokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    List<AddedToken> added = vocabulary.added();
    rawAdded =
        new AddedTokens(added.stream().filter(t -> !t.special() && !t.normalized()).toList());
    normalizedAdded =
        new AddedTokens(added.stream().filter(t -> !t.special() && t.normalized()).toList());
    specials = new AddedTokens(added.stream().filter(AddedToken::special).toList());
    encoder = new PieceEncoder(vocabulary.byteIds(), vocabulary.merges());
  }

  /** Returns GPT-2's tokenizer: 50,256 BPE tokens and {@code <|endoftext|>}. */
  public static Tokenizer gpt2() {
    return new Tokenizer(Gpt2.VOCABULARY);
  }

  /**
   * Loads a {@code tokenizer.json} or, by any other name, a tiktoken rank file.
   *
   * @throws UnsupportedTokenizerException if the file is damaged or asks for something we don't do,
   *     which the message names
   */
  public static Tokenizer load(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new Tokenizer(
          name.endsWith(".json") ? TokenizerJson.read(name, in) : RankFile.read(name, in));
    }
  }

  /** Returns an equal tokenizer for another thread. */
  public Tokenizer copy() {
    return new Tokenizer(vocabulary);
  }

  /** The name of the file it came from, or {@code gpt2}. */
  public String name() {
    return vocabulary.name();
  }

  /** One more than the greatest id, added tokens included. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** The id that ends a document. */
  public int endOfText() {
    return vocabulary.endOfText();
  }

  /**
   * SHA-256 over what determines ids: the canonical list of ids and bytes, merges, pattern,
   * normalizer and added tokens; equal for equal tokenizers from different files.
   */
  public byte[] digest() {
    return vocabulary.digest();
  }

  /** Encodes text into a new array. */
  public int[] encode(CharSequence text) {
    TokenBuffer tokens = new TokenBuffer();
    encode(text, tokens);
    return tokens.toArray();
  }

  /** Encodes text and appends its tokens. */
  public void encode(CharSequence text, TokenBuffer into) {
    if (rawAdded.isEmpty()) {
      encodeRaw(text, into);
      return;
    }
    char[] raw = text.toString().toCharArray();
    int from = 0;
    for (int at = 0; at < raw.length; at++) {
      int end = rawAdded.matchEnd(raw, at, raw.length);
      if (end >= 0) {
        encodeRaw(text.subSequence(from, at), into);
        into.add(rawAdded.id(raw, at, end));
        from = end;
        at = end - 1;
      }
    }
    encodeRaw(text.subSequence(from, raw.length), into);
  }

  /**
   * Returns the bytes that tokens stand for; those of an encoded text are its (normalized) UTF-8.
   */
  public byte[] decode(int[] tokens) {
    return decode(tokens, 0, tokens.length);
  }

  /**
   * Returns the bytes that {@code count} tokens stand for.
   *
   * @throws IllegalArgumentException if an id is none of the vocabulary's
   */
  public byte[] decode(int[] tokens, int from, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * count);
    for (int i = from; i < from + count; i++) {
      bytes.writeBytes(vocabulary.bytes(tokens[i]));
    }
    return bytes.toByteArray();
  }

  /** Counts the places in text that spell a special token. */
  public long countSpecials(CharSequence text) {
    char[] raw = load(text);
    int length = text.length();
    long count = 0;
    for (int at = 0; at < length; at++) {
      int end = specials.matchEnd(raw, at, length);
      if (end >= 0) {
        count++;
        at = end - 1;
      }
    }
    return count;
  }

  private void encodeRaw(CharSequence raw, TokenBuffer into) {
    CharSequence text = vocabulary.normalization().apply(raw);
    char[] loaded = load(text);
    int length = text.length();
    int from = 0;
    if (!normalizedAdded.isEmpty()) {
      for (int at = 0; at < length; at++) {
        int end = normalizedAdded.matchEnd(loaded, at, length);
        if (end >= 0) {
          encodePieces(loaded, from, at, into);
          into.add(normalizedAdded.id(loaded, at, end));
          from = end;
          at = end - 1;
        }
      }
    }
    encodePieces(loaded, from, length, into);
  }

  private void encodePieces(char[] text, int from, int end, TokenBuffer into) {
    int at = from;
    while (at < end) {
      int pieceEnd = PreTokenizer.pieceEnd(text, at, end);
      encodePiece(text, at, pieceEnd, into);
      at = pieceEnd;
    }
  }

  private void encodePiece(char[] text, int from, int end, TokenBuffer into) {
    if (end - from > PieceCache.LONGEST_PIECE) {
      encodeBytes(text, from, end, into);
      return;
    }
    int slot = PieceCache.slot(text, from, end);
    int[] known = cache.find(slot, text, from, end);
    if (known != null) {
      into.addAll(known);
      return;
    }
    int before = into.size();
    encodeBytes(text, from, end, into);
    cache.put(slot, text, from, end, into.tail(before));
  }

  private void encodeBytes(char[] text, int from, int end, TokenBuffer into) {
    int bound = Math.multiplyExact(3, end - from);
    byte[] bytes = bound <= pieceBytes.length ? pieceBytes : new byte[bound];
    encoder.encode(bytes, Utf8.encode(text, from, end, bytes), into);
  }

  private char[] load(CharSequence text) {
    int length = text.length();
    if (length > chars.length) {
      char[] larger = new char[length];
      if (length <= KEPT_CHARS) {
        chars = larger;
      }
      return fill(text, larger);
    }
    return fill(text, chars);
  }

  private static char[] fill(CharSequence text, char[] into) {
    text.toString().getChars(0, text.length(), into, 0);
    return into;
  }

  /** GPT-2's vocabulary, read at its first use. */
  private static final class Gpt2 {
    private static final Vocabulary VOCABULARY = read();

    private static Vocabulary read() {
      try (InputStream in = Tokenizer.class.getResourceAsStream(GPT2_RANKS)) {
        if (in == null) {
          throw new IllegalStateException(GPT2_RANKS + " is not on the class path");
        }
        return RankFile.read("gpt2", in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
