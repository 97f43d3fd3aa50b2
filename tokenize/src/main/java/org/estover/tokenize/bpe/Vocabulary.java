package org.estover.tokenize.bpe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that defines a tokenizer, immutable and shared by its copies. */
final class Vocabulary {
  private static final String DIGEST_DOMAIN = "estover.tokenizer.v1";
  private static final String CLASSES = "unicode-16.0";
  private static final List<String> END_OF_TEXT =
      List.of("<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>");

  private final String name;
  private final byte[] @Nullable [] bytesOf;
  private final MergeRanks merges;
  private final Normalization normalization;
  private final List<AddedToken> added;
  private final int[] byteIds;
  private final int endOfText;
  private final byte[] digest;

  /**
   * Builds a vocabulary.
   *
   * @param bytesOf bytes of each BPE token by id; null where an id is an added token or none
   */
  Vocabulary(
      String name,
      byte[] @Nullable [] bytesOf,
      MergeRanks merges,
      Normalization normalization,
      List<AddedToken> added)
      throws UnsupportedTokenizerException {
    this.name = name;
    this.merges = merges;
    this.normalization = normalization;
    this.added = added.stream().sorted(Comparator.comparingInt(AddedToken::id)).toList();
    this.byteIds = byteIds(name, bytesOf);
    this.endOfText = endOfText(name, this.added);
    this.digest = digest(bytesOf);
    this.bytesOf = withAdded(bytesOf, this.added);
  }

  String name() {
    return name;
  }

  MergeRanks merges() {
    return merges;
  }

  Normalization normalization() {
    return normalization;
  }

  List<AddedToken> added() {
    return added;
  }

  int[] byteIds() {
    return byteIds;
  }

  int endOfText() {
    return endOfText;
  }

  byte[] digest() {
    return digest.clone();
  }

  /** One more than the greatest id. */
  int size() {
    return bytesOf.length;
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
    canonical.text(PreTokenizer.PATTERN);
    canonical.text(CLASSES);
    canonical.text(normalization.canonicalName());
    canonical.number(added.size());
    for (AddedToken token : added) {
      canonical.number(token.id());
      canonical.text(token.content());
      canonical.number(token.special() ? 2 : token.normalized() ? 1 : 0);
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
