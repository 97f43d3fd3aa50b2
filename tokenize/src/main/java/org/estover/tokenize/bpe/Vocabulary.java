package org.estover.tokenize.bpe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that defines a tokenizer, immutable and shared by its copies. */
final class Vocabulary {
  private static final String DIGEST_DOMAIN = "estover.tokenizer.v1";
  private static final String CLASSES = "unicode-16.0";
  private static final String WHOLE_PIECES = "whole-pieces";
  private static final List<String> END_OF_TEXT =
      List.of("<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>");

  private final String name;
  private final byte[] @Nullable [] bytesOf;
  private final byte[] @Nullable [] base;
  private final MergeRanks merges;
  private final Rules rules;
  private final List<AddedToken> added;
  private final int[] byteIds;
  private final long[] ofBytes;
  private final int endOfText;
  private final PieceTable pieces;
  private byte @Nullable [] digest;
  private boolean historyIsKnown;
  private @Nullable MergeHistory history;

  /**
   * What a tokenizer does to text before and beside merging.
   *
   * @param wholePieces whether a piece that is a token stays one, whatever merges would make of it
   */
  record Rules(PiecePattern pattern, Normalization normalization, boolean wholePieces) {}

  /**
   * Builds a vocabulary.
   *
   * @param bytesOf bytes of each BPE token by id; null where an id is an added token or none
   * @param pieces these tokens as pieces, and unproven ones for any of the others
   */
  Vocabulary(
      String name,
      byte[] @Nullable [] bytesOf,
      PieceTable pieces,
      MergeRanks merges,
      Rules rules,
      List<AddedToken> added)
      throws UnsupportedTokenizerException {
    this.name = name;
    this.merges = merges;
    this.rules = rules;
    List<AddedToken> sorted = new ArrayList<>(added);
    Collections.sort(sorted);
    this.added = List.copyOf(sorted);
    this.byteIds = byteIds(name, bytesOf);
    this.endOfText = endOfText(name, this.added);
    this.ofBytes = merges.ofBytes(byteIds);
    this.base = bytesOf;
    this.pieces = pieces;
    this.bytesOf = withAdded(bytesOf, this.added);
  }

  String name() {
    return name;
  }

  /** A new encoder of pieces. */
  PieceEncoder encoder() {
    return new PieceEncoder(byteIds, merges, ofBytes);
  }

  /** How its tokens came to be, where that can be told; computed when it is first asked for. */
  synchronized @Nullable MergeHistory history() {
    if (!historyIsKnown) {
      history = MergeHistory.of(byteIds, base, merges);
      historyIsKnown = true;
    }
    return history;
  }

  MergeRanks merges() {
    return merges;
  }

  Rules rules() {
    return rules;
  }

  /** The tokens that a piece of their bytes is, or may be, for copies to start from. */
  PieceTable pieces() {
    return pieces;
  }

  List<AddedToken> added() {
    return added;
  }

  int endOfText() {
    return endOfText;
  }

  /** Computed when it is first asked for: a short text is encoded in less time. */
  synchronized byte[] digest() {
    byte[] known = digest;
    if (known == null) {
      known = digest(base);
      digest = known;
    }
    return known.clone();
  }

  /** The bytes of a BPE token; null where an id is an added token or none. */
  byte @Nullable [] baseBytes(int id) {
    return id < base.length ? base[id] : null;
  }

  /** Whether a piece stays a token that merges would not make of it; costs as much as a digest. */
  boolean keepsUnmerged() {
    return rules.wholePieces() && !areAllMerged();
  }

  private boolean areAllMerged() {
    PieceEncoder encoder = encoder();
    TokenBuffer tokens = new TokenBuffer();
    boolean areMerged = true;
    for (int id = 0; areMerged && id < base.length; id++) {
      byte[] bytes = base[id];
      if (bytes != null) {
        tokens.clear();
        encoder.encode(bytes, 0, bytes.length, tokens);
        areMerged = tokens.size() == 1 && tokens.get(0) == id;
      }
    }
    return areMerged;
  }

  /** One more than the greatest id. */
  int size() {
    return bytesOf.length;
  }

  boolean isToken(int id) {
    return id >= 0 && id < bytesOf.length && bytesOf[id] != null;
  }

  byte[] bytes(int id) {
    byte[] bytes = id >= 0 && id < bytesOf.length ? bytesOf[id] : null;
    if (bytes == null) {
      throw Errors.unknownId(id, bytesOf.length);
    }
    return bytes;
  }

  private static int[] byteIds(String name, byte[] @Nullable [] bytesOf)
      throws UnsupportedTokenizerException {
    int[] ids = new int[256];
    Arrays.fill(ids, -1);
    for (int id = bytesOf.length - 1; id >= 0; id--) {
      byte[] bytes = bytesOf[id];
      if (bytes != null && bytes.length == 1) {
        ids[bytes[0] & 0xFF] = id;
      }
    }
    for (int b = 0; b < 256; b++) {
      boolean inUtf8 = b < 0xC0 || (b > 0xC1 && b < 0xF5);
      if (ids[b] < 0 && inUtf8) {
        throw Errors.unsupported(
            name, "vocabulary", "a token for each byte of UTF-8", "none for byte " + b);
      }
    }
    return ids;
  }

  private static int endOfText(String name, List<AddedToken> added)
      throws UnsupportedTokenizerException {
    for (String content : END_OF_TEXT) {
      for (AddedToken token : added) {
        if (token.special() && token.content().equals(content)) {
          return token.id();
        }
      }
    }
    throw Errors.unsupported(
        name, "added_tokens", "a special end of text, one of " + END_OF_TEXT, "none");
  }

  private static byte[] @Nullable [] withAdded(
      byte[] @Nullable [] bytesOf, List<AddedToken> added) {
    int size = bytesOf.length;
    for (AddedToken token : added) {
      size = Math.max(size, token.id() + 1);
    }
    byte[] @Nullable [] all = Arrays.copyOf(bytesOf, size);
    for (AddedToken token : added) {
      all[token.id()] = token.content().getBytes(StandardCharsets.UTF_8);
    }
    return all;
  }

  private byte[] digest(byte[] @Nullable [] baseBytes) {
    CanonicalDigest canonical = new CanonicalDigest();
    canonical.text(DIGEST_DOMAIN);
    int tokens = 0;
    for (byte[] bytes : baseBytes) {
      tokens += bytes == null ? 0 : 1;
    }
    canonical.number(tokens);
    for (int id = 0; id < baseBytes.length; id++) {
      byte[] bytes = baseBytes[id];
      if (bytes != null) {
        canonical.number(id);
        canonical.bytes(bytes);
      }
    }
    canonical.number(merges.size());
    for (int[] merge : merges.inRankOrder()) {
      canonical.number(merge[0]);
      canonical.number(merge[1]);
      canonical.number(merge[2]);
    }
    canonical.text(rules.pattern().regex());
    canonical.text(CLASSES);
    canonical.text(rules.normalization().canonicalName());
    canonical.number(added.size());
    for (AddedToken token : added) {
      canonical.number(token.id());
      canonical.text(token.content());
      canonical.number(token.special() ? 2 : token.normalized() ? 1 : 0);
    }
    if (keepsUnmerged()) {
      canonical.text(WHOLE_PIECES);
    }
    return canonical.digest.digest();
  }

  /** SHA-256 over 4-byte big-endian numbers and byte strings behind their lengths. */
  private static final class CanonicalDigest {
    private final MessageDigest digest;

    CanonicalDigest() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every JDK has SHA-256", e);
      }
    }

    void number(int value) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
    }

    void bytes(byte[] value) {
      number(value.length);
      digest.update(value);
    }

    void text(String value) {
      bytes(value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
