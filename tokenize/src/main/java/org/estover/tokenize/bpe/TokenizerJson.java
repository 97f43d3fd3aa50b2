package org.estover.tokenize.bpe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code tokenizer.json} of the Hugging Face library, as far as it is byte-level BPE.
 *
 * <p>Understood: model BPE, with or without ignore_merges; normalizer none or NFC; pre-tokenizer
 * ByteLevel with its own pattern (GPT-2's), or Split by one of {@link PiecePattern} and ByteLevel
 * behind it; added tokens found literally. Post-processors, truncation and padding concern model
 * inputs and are left aside. All else is refused by name, also what the native library would read
 * otherwise than the file says, such as an added token under another id than it gives. Nothing in a
 * file is run: patterns are compared, never compiled, and a merge makes the token that its two
 * spell, so there are no cycles.
 */
final class TokenizerJson {
  /** Bytes of the largest file that is read; GPT-2's is 2 MB, Llama 3's 9 MB. */
  static final long LARGEST_FILE = 256L << 20;

  /** Bytes of the longest token of a vocabulary; those of trained ones have some hundred. */
  static final int LONGEST_TOKEN = 1 << 20;

  /** Bytes of the longest added token; each place where one begins may cost as many steps. */
  static final int LONGEST_ADDED = 1024;

  /** Ids that may be without a token, beside as many as there are tokens. */
  private static final int SPARE_IDS = 1 << 16;

  private static final List<String> ROOT_FIELDS =
      List.of(
          "version",
          "truncation",
          "padding",
          "added_tokens",
          "normalizer",
          "pre_tokenizer",
          "post_processor",
          "decoder",
          "model");
  private static final List<String> MODEL_FIELDS =
      List.of(
          "type",
          "dropout",
          "unk_token",
          "continuing_subword_prefix",
          "end_of_word_suffix",
          "fuse_unk",
          "byte_fallback",
          "ignore_merges",
          "vocab",
          "merges");
  private static final List<String> ADDED_FIELDS =
      List.of("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
  private static final List<String> BYTE_LEVEL_FIELDS =
      List.of("type", "add_prefix_space", "trim_offsets", "use_regex");

  private final String name;
  private final Map<?, ?> root;
  private final Map<?, ?> model;

  private TokenizerJson(String name, Map<?, ?> root, Map<?, ?> model) {
    this.name = name;
    this.root = root;
    this.model = model;
  }

  static Vocabulary read(String name, InputStream in) throws IOException {
    if (!(JsonTree.read(name, in) instanceof Map<?, ?> root)) {
      throw Errors.unsupported(name, "start", "an object", "another value");
    }
    if (!(root.get("model") instanceof Map<?, ?> model)) {
      throw Errors.unsupported(name, "model", "an object", String.valueOf(root.get("model")));
    }
    return new TokenizerJson(name, root, model).vocabulary();
  }

  private Vocabulary vocabulary() throws UnsupportedTokenizerException {
    expectKnown("", root, ROOT_FIELDS);
    boolean wholePieces = checkModel();
    checkDecoder();
    Vocabulary.Rules rules =
        new Vocabulary.Rules(pattern(root.get("pre_tokenizer")), normalization(), wholePieces);
    if (!(model.get("vocab") instanceof Map<?, ?> vocab)) {
      throw Errors.unsupported(name, "model.vocab", "an object", "another value");
    }
    List<AddedToken> added = added(vocab);
    byte[] @Nullable [] bytesOf = bytesOf(vocab, added);
    PieceTable pieces = new PieceTable(bytesOf, wholePieces);
    MergesReader reader = new MergesReader(name, pieces, bytesOf.length);
    MergeRanks merges = reader.read(list("model.merges", model.get("merges")));
    requireDistinct(added, rules.normalization());
    boolean isChanged = false;
    for (AddedToken token : added) {
      byte[] bytes = token.id() < bytesOf.length ? bytesOf[token.id()] : null;
      if (bytes == null) {
        continue;
      }
      boolean isUsed = reader.isUsed(token.id());
      if ((isUsed || wholePieces)
          && !Arrays.equals(bytes, token.content().getBytes(StandardCharsets.UTF_8))) {
        throw Errors.unsupported(
            name,
            "added_tokens[" + added.indexOf(token) + "].content",
            "text of which no BPE token has the spelling and other bytes",
            token.content());
      }
      // What only stands for an added token is no BPE token.
      if (!isUsed) {
        bytesOf[token.id()] = null;
        isChanged = true;
      }
    }
    if (isChanged && wholePieces) {
      pieces = new PieceTable(bytesOf, true);
    }
    return new Vocabulary(name, bytesOf, pieces, merges, rules, added);
  }

  /** Returns whether a piece that is a token stays one. */
  private boolean checkModel() throws UnsupportedTokenizerException {
    expectKnown("model", model, MODEL_FIELDS);
    if (model.get("type") != null) {
      expect("model.type", model.get("type"), "BPE");
    }
    expectAbsent("model.dropout", model.get("dropout"));
    expectAbsent("model.continuing_subword_prefix", model.get("continuing_subword_prefix"));
    expectAbsent("model.end_of_word_suffix", model.get("end_of_word_suffix"));
    expectAbsent("model.byte_fallback", model.get("byte_fallback"));
    Object ignoreMerges = model.get("ignore_merges");
    if (ignoreMerges != null && !(ignoreMerges instanceof Boolean)) {
      throw Errors.unsupported(
          name, "model.ignore_merges", "true or false", ignoreMerges.toString());
    }
    return Boolean.TRUE.equals(ignoreMerges);
  }

  private void checkDecoder() throws UnsupportedTokenizerException {
    Object decoder = root.get("decoder");
    if (decoder != null) {
      expect("decoder.type", member(decoder, "type"), "ByteLevel");
    }
  }

  private PiecePattern pattern(@Nullable Object preTokenizer) throws UnsupportedTokenizerException {
    Object type = member(preTokenizer, "type");
    if ("ByteLevel".equals(type)) {
      checkByteLevel("pre_tokenizer", preTokenizer, true);
      return PiecePattern.GPT2;
    }
    if (!"Sequence".equals(type)) {
      throw Errors.unsupported(
          name, "pre_tokenizer.type", "ByteLevel, or a Sequence of Split and ByteLevel", "" + type);
    }
    List<?> parts = list("pre_tokenizer.pretokenizers", member(preTokenizer, "pretokenizers"));
    if (parts.size() != 2) {
      throw Errors.unsupported(
          name, "pre_tokenizer.pretokenizers", "Split and ByteLevel", parts.size() + " of them");
    }
    checkByteLevel("pre_tokenizer.pretokenizers[1]", parts.get(1), false);
    return splitPattern("pre_tokenizer.pretokenizers[0]", parts.get(0));
  }

  private PiecePattern splitPattern(String place, Object split)
      throws UnsupportedTokenizerException {
    expect(place + ".type", member(split, "type"), "Split");
    expectKnown(place, split, List.of("type", "pattern", "behavior", "invert"));
    expect(place + ".behavior", member(split, "behavior"), "Isolated");
    expectAbsent(place + ".invert", member(split, "invert"));
    Object pattern = member(split, "pattern");
    Object regex = member(pattern, "Regex");
    if (!(regex instanceof String text)) {
      throw Errors.unsupported(name, place + ".pattern", "a Regex", String.valueOf(pattern));
    }
    return PiecePattern.of(text)
        .orElseThrow(
            () -> Errors.unsupported(name, place + ".pattern.Regex", PiecePattern.all(), text));
  }

  private void checkByteLevel(String place, @Nullable Object byteLevel, boolean useRegex)
      throws UnsupportedTokenizerException {
    expect(place + ".type", member(byteLevel, "type"), "ByteLevel");
    expectKnown(place, byteLevel, BYTE_LEVEL_FIELDS);
    expect(place + ".add_prefix_space", member(byteLevel, "add_prefix_space"), false);
    Object found = member(byteLevel, "use_regex");
    expect(place + ".use_regex", found == null ? (Object) true : found, useRegex);
  }

  private Normalization normalization() throws UnsupportedTokenizerException {
    Object normalizer = root.get("normalizer");
    if (normalizer == null) {
      return Normalization.NONE;
    }
    expect("normalizer.type", member(normalizer, "type"), "NFC");
    expectKnown("normalizer", normalizer, List.of("type"));
    return Normalization.NFC_9;
  }

  private List<AddedToken> added(Map<?, ?> vocab) throws UnsupportedTokenizerException {
    List<AddedToken> added = new ArrayList<>();
    Set<String> contents = new HashSet<>();
    int next = vocab.size();
    for (Object element : list("added_tokens", root.get("added_tokens"))) {
      String place = "added_tokens[" + added.size() + "]";
      AddedToken token = added(place, element);
      if (!contents.add(token.content())) {
        throw Errors.unsupported(name, place + ".content", "a new one", token.content());
      }
      int given = vocab.get(token.content()) instanceof Long known ? known.intValue() : next;
      if (token.id() != given) {
        throw Errors.unsupported(
            name,
            place + ".id",
            given + " (what the native library gives it)",
            String.valueOf(token.id()));
      }
      next = Math.max(next, token.id() + 1);
      added.add(token);
    }
    return added;
  }

  /** Of two that are one text after normalization, the native library would find one only. */
  private void requireDistinct(List<AddedToken> added, Normalization normalization)
      throws UnsupportedTokenizerException {
    Set<String> looked = new HashSet<>();
    for (AddedToken token : added) {
      if (token.normalized() && !looked.add(token.normalizedBy(normalization).content())) {
        throw Errors.unsupported(
            name,
            "added_tokens[" + added.indexOf(token) + "].content",
            "a text that is a new one when it is normalized",
            token.content());
      }
    }
  }

  private AddedToken added(String place, Object element) throws UnsupportedTokenizerException {
    expectKnown(place, element, ADDED_FIELDS);
    for (String flag : List.of("single_word", "lstrip", "rstrip")) {
      expectAbsent(place + "." + flag, member(element, flag));
    }
    if (!(member(element, "content") instanceof String content) || content.isEmpty()) {
      throw Errors.unsupported(name, place + ".content", "text", "none");
    }
    int size = content.getBytes(StandardCharsets.UTF_8).length;
    if (size > LONGEST_ADDED) {
      throw Errors.unsupported(
          name, place + ".content", "at most " + LONGEST_ADDED + " bytes", size + " bytes");
    }
    return new AddedToken(
        id(place + ".id", member(element, "id")),
        content,
        Boolean.TRUE.equals(member(element, "special")),
        Boolean.TRUE.equals(member(element, "normalized")));
  }

  /** The bytes of each token by id; null where an id is only an added token's, or none. */
  private byte[] @Nullable [] bytesOf(Map<?, ?> vocab, List<AddedToken> added)
      throws UnsupportedTokenizerException {
    Set<Integer> addedIds = new HashSet<>();
    for (AddedToken token : added) {
      addedIds.add(token.id());
    }
    int bound = Math.min(1 << 24, 2 * vocab.size() + SPARE_IDS);
    byte[] @Nullable [] bytesOf = new byte[bound][];
    BitSet taken = new BitSet();
    int size = 0;
    for (Map.Entry<?, ?> entry : vocab.entrySet()) {
      String token = String.valueOf(entry.getKey());
      if (!(entry.getValue() instanceof Long id) || id < 0 || id >= bound) {
        throw Errors.unsupported(
            name, "model.vocab[" + token + "]", "an id below " + bound, "" + entry.getValue());
      }
      int index = id.intValue();
      byte[] bytes = ByteAlphabet.bytes(token);
      boolean isSpelled = bytes.length > 0;
      if (taken.get(index) || !(isSpelled || addedIds.contains(index))) {
        throw Errors.unsupported(name, "model.vocab", "byte-level tokens with an id each", token);
      }
      if (bytes.length > LONGEST_TOKEN) {
        throw Errors.unsupported(
            name,
            "model.vocab[" + token + "]",
            "at most " + LONGEST_TOKEN + " bytes",
            bytes.length + " bytes");
      }
      taken.set(index);
      if (isSpelled) {
        bytesOf[index] = bytes;
      }
      size = Math.max(size, index + 1);
    }
    return Arrays.copyOf(bytesOf, size);
  }

  private int id(String place, @Nullable Object value) throws UnsupportedTokenizerException {
    if (value instanceof Long id && id >= 0 && id < 1 << 24) {
      return id.intValue();
    }
    throw Errors.unsupported(name, place, "an id below 2^24", String.valueOf(value));
  }

  private List<?> list(String place, @Nullable Object value) throws UnsupportedTokenizerException {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw Errors.unsupported(name, place, "a list", String.valueOf(value));
  }

  private static @Nullable Object member(@Nullable Object object, String member) {
    return object instanceof Map<?, ?> map ? map.get(member) : null;
  }

  private void expect(String place, @Nullable Object found, Object expected)
      throws UnsupportedTokenizerException {
    if (!expected.equals(found)) {
      throw Errors.unsupported(name, place, expected.toString(), String.valueOf(found));
    }
  }

  /** Accepts what switches a feature off: nothing, false or an empty text. */
  private void expectAbsent(String place, @Nullable Object found)
      throws UnsupportedTokenizerException {
    if (found != null && !found.equals(false) && !found.equals("")) {
      throw Errors.unsupported(name, place, "nothing", found.toString());
    }
  }

  /** Accepts an object with no other fields than these. */
  private void expectKnown(String place, @Nullable Object object, List<String> fields)
      throws UnsupportedTokenizerException {
    if (object instanceof Map<?, ?> map) {
      for (Object field : map.keySet()) {
        if (!fields.contains(field)) {
          throw Errors.unsupported(
              name, place.isEmpty() ? "start" : place, "no field but " + fields, "" + field);
        }
      }
    }
  }
}
