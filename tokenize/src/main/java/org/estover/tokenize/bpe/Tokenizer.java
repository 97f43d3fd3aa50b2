package org.estover.tokenize.bpe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A byte-level BPE tokenizer: text to token ids as the model's own library computes them, and back.
 *
 * <p>{@link #encode} turns markers such as {@code <|endoftext|>} in text into special tokens, as
 * the native library does. {@link #encodeOrdinary} is for a corpus, where text is text: it spells
 * them by their letters, and {@link #countSpecials} tells where that made a difference. A lone
 * surrogate becomes U+FFFD. Nothing is truncated or padded.
 *
 * <p>An instance keeps buffers and a cache and serves one thread at a time, but for {@link
 * #decode}, which only reads; {@link #copy()} shares the vocabulary. Cost: linear in the text, or n
 * log n for a piece of n bytes beyond 64; no memory is allocated for a text but its tokens, once
 * buffers have grown. Memory: the text's UTF-8 and about 8 MB.
 *
 * <p>How it works: text becomes UTF-8 in a reused buffer, is cut at added tokens, normalized where
 * a quick check of its characters says that this may change it, cut at added tokens again, and then
 * into the pieces of the pattern by a {@link PieceScanner}. The tokens of a piece are one look into
 * a {@link PieceTable} that holds every piece which is one token, and the others seen lately; only
 * what is not there is merged by {@link PieceEncoder}; once there was much of it, pieces of more
 * than {@value #WORTH_MATCHING} bytes go to {@link LongestMatchEncoder}, which takes 0.2 s of CPU
 * to get ready and then less for a byte the longer a piece is.
 */
public final class Tokenizer {
  /** Bytes to merge after which it pays to compute {@link Vocabulary#history}. */
  private static final int WORTH_A_HISTORY = 1 << 21;

  /** Bytes up to which a piece is merged in less time than it is matched. */
  private static final int WORTH_MATCHING = 8;

  private static final String GPT2_RANKS = "/com/knuddels/jtokkit/r50k_base.tiktoken";

  private final Vocabulary vocabulary;
  private final Markers all;
  private final Markers ordinary;
  private final AddedTokens specials;
  private final PieceScanner scanner;
  private final PieceEncoder encoder;
  private final PieceTable pieces;
  private int mergedBytes;
  private @Nullable LongestMatchEncoder matcher;
  private final Utf8Text text;
  private final Utf8Text normalizedText = new Utf8Text(false);

  /** The added tokens that are looked for, before and after normalization. */
  private record Markers(AddedTokens raw, AddedTokens normalized) {
    static Markers of(Vocabulary vocabulary, boolean specials) {
      List<AddedToken> raw = new ArrayList<>();
      List<AddedToken> normalized = new ArrayList<>();
      for (AddedToken token : vocabulary.added()) {
        if (specials || !token.special()) {
          if (token.normalized()) {
            normalized.add(token.normalizedBy(vocabulary.rules().normalization()));
          } else {
            raw.add(token);
          }
        }
      }
      return new Markers(new AddedTokens(raw), new AddedTokens(normalized));
    }
  }

  private Tokenizer(Vocabulary vocabulary) {
    this(
        vocabulary,
        Markers.of(vocabulary, true),
        Markers.of(vocabulary, false),
        specials(vocabulary));
  }

  private Tokenizer(Vocabulary vocabulary, Markers all, Markers ordinary, AddedTokens specials) {
    this.vocabulary = vocabulary;
    this.all = all;
    this.ordinary = ordinary;
    this.specials = specials;
    text = new Utf8Text(normalizes());
    scanner = vocabulary.rules().pattern().scanner();
    encoder = vocabulary.encoder();
    pieces = new PieceTable(vocabulary.pieces());
  }

  private static AddedTokens specials(Vocabulary vocabulary) {
    List<AddedToken> specials = new ArrayList<>();
    for (AddedToken token : vocabulary.added()) {
      if (token.special()) {
        specials.add(token);
      }
    }
    return new AddedTokens(specials);
  }

  /** Returns GPT-2's tokenizer: 50,256 BPE tokens and {@code <|endoftext|>}. */
  public static Tokenizer gpt2() {
    return new Tokenizer(Gpt2.VOCABULARY);
  }

  /**
   * Loads a {@code tokenizer.json} or, by any other name, a tiktoken rank file, whose pattern its
   * name tells.
   *
   * @throws UnsupportedTokenizerException if the file is damaged or asks for something we don't do,
   *     which the message names
   */
  public static Tokenizer load(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    long size = Files.size(file);
    boolean isJson = name.endsWith(".json");
    long largest = isJson ? TokenizerJson.LARGEST_FILE : RankFile.LARGEST_FILE;
    if (size > largest) {
      throw Errors.tooLarge(name, largest, size);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return new Tokenizer(isJson ? TokenizerJson.read(name, in) : RankFile.read(name, in));
    }
  }

  static Tokenizer of(Vocabulary vocabulary) {
    return new Tokenizer(vocabulary);
  }

  /** Returns an equal tokenizer for another thread. */
  public Tokenizer copy() {
    return new Tokenizer(vocabulary, all, ordinary, specials);
  }

  /** The name of the file it came from, or {@code gpt2}. */
  public String name() {
    return vocabulary.name();
  }

  /** One more than the greatest id, added tokens included. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** Whether an id is a token. */
  public boolean isToken(int id) {
    return vocabulary.isToken(id);
  }

  /** Whether it may change a text before it cuts it, so that decoding gives another text. */
  public boolean normalizes() {
    return vocabulary.rules().normalization() != Normalization.NONE;
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

  /** Writes it as {@code tokenizer.json}, which the native library encodes equally. */
  public void writeJson(OutputStream out) throws IOException {
    TokenizerJsonWriter.write(vocabulary, out);
  }

  /** Encodes text, with special tokens where it spells them, into a new array. */
  public int[] encode(CharSequence chars) {
    TokenBuffer tokens = new TokenBuffer();
    encode(chars, tokens);
    return tokens.toArray();
  }

  /** Encodes text, with special tokens where it spells them, and appends its tokens. */
  public void encode(CharSequence chars, TokenBuffer into) {
    text.load(chars);
    encodeLoaded(all, into);
  }

  /** Encodes text that is nothing but text into a new array. */
  public int[] encodeOrdinary(CharSequence chars) {
    TokenBuffer tokens = new TokenBuffer();
    encodeOrdinary(chars, tokens);
    return tokens.toArray();
  }

  /** Encodes text that is nothing but text and appends its tokens. */
  public void encodeOrdinary(CharSequence chars, TokenBuffer into) {
    text.load(chars);
    encodeLoaded(ordinary, into);
  }

  /**
   * Encodes UTF-8 that is nothing but text and appends its tokens. What is no UTF-8 becomes U+FFFD,
   * as in {@code new String(bytes, UTF_8)}.
   */
  public void encodeOrdinary(byte[] utf8, int from, int count, TokenBuffer into) {
    Objects.checkFromIndexSize(from, count, utf8.length);
    if (Utf8.isValid(utf8, from, from + count)) {
      text.load(utf8, from, count);
    } else {
      text.load(new String(utf8, from, count, StandardCharsets.UTF_8));
    }
    encodeLoaded(ordinary, into);
  }

  /** Counts the places in text that spell a special token. */
  public long countSpecials(CharSequence chars) {
    text.load(chars);
    byte[] bytes = text.bytes();
    int end = text.size();
    long count = 0;
    long match = specials.find(bytes, 0, end);
    while (match != AddedTokens.NONE) {
      count++;
      match = specials.find(bytes, place(match) + specials.size(match), end);
    }
    return count;
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

  /** Empties the cache: what comes next costs what it would cost a new copy. */
  void forget() {
    pieces.forget();
  }

  /** Matches longer pieces from now on where the vocabulary allows that, worth it or not. */
  void matchFromNowOn() {
    mergedBytes = WORTH_A_HISTORY;
    MergeHistory history = vocabulary.history();
    matcher = history == null ? null : new LongestMatchEncoder(history);
  }

  private void encodeLoaded(Markers markers, TokenBuffer into) {
    byte[] bytes = text.bytes();
    int end = text.size();
    int from = 0;
    if (!markers.raw.isEmpty()) {
      long match = markers.raw.find(bytes, 0, end);
      while (match != AddedTokens.NONE) {
        encodeRaw(bytes, from, place(match), markers.normalized, into);
        into.add(markers.raw.id(match));
        from = place(match) + markers.raw.size(match);
        match = markers.raw.find(bytes, from, end);
      }
    }
    encodeRaw(bytes, from, end, markers.normalized, into);
  }

  private void encodeRaw(byte[] bytes, int from, int end, AddedTokens markers, TokenBuffer into) {
    Normalization normalization = vocabulary.rules().normalization();
    if (text.mayHaveMarks() && normalization.mayChange(bytes, from, end)) {
      normalization.apply(bytes, from, end, normalizedText);
      encodeNormalized(normalizedText.bytes(), 0, normalizedText.size(), markers, into);
    } else {
      encodeNormalized(bytes, from, end, markers, into);
    }
  }

  private void encodeNormalized(
      byte[] bytes, int from, int end, AddedTokens markers, TokenBuffer into) {
    int start = from;
    if (!markers.isEmpty()) {
      long match = markers.find(bytes, start, end);
      while (match != AddedTokens.NONE) {
        encodePieces(bytes, start, place(match), into);
        into.add(markers.id(match));
        start = place(match) + markers.size(match);
        match = markers.find(bytes, start, end);
      }
    }
    encodePieces(bytes, start, end, into);
  }

  private void encodePieces(byte[] bytes, int from, int end, TokenBuffer into) {
    int at = from;
    while (at < end) {
      int pieceEnd = scanner.pieceEnd(bytes, at, end);
      if (!pieces.append(bytes, at, pieceEnd, into)) {
        merge(bytes, at, pieceEnd, into);
      }
      at = pieceEnd;
    }
  }

  private void merge(byte[] bytes, int from, int end, TokenBuffer into) {
    int before = into.size();
    if (mergedBytes < WORTH_A_HISTORY) {
      mergedBytes += end - from;
      if (mergedBytes >= WORTH_A_HISTORY) {
        matchFromNowOn();
      }
    }
    LongestMatchEncoder faster = matcher;
    if (faster == null || end - from <= WORTH_MATCHING) {
      encoder.encode(bytes, from, end, into);
    } else {
      faster.encode(bytes, from, end, into);
    }
    pieces.put(bytes, from, end, into, before);
  }

  private static int place(long match) {
    return (int) (match >>> Integer.SIZE);
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
