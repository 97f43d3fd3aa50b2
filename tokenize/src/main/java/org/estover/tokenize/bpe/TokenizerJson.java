package org.estover.tokenize.bpe;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code tokenizer.json} of the Hugging Face library, as far as it is byte-level BPE.
 *
 * <p>Understood: model BPE; normalizer none or NFC; pre-tokenizer ByteLevel with GPT-2's pattern;
 * added tokens found literally. Post-processors, truncation and padding concern model inputs and
 * are left aside. All else is refused by name.
 */
final class TokenizerJson {
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
    checkModel();
    checkPreTokenizer();
    List<AddedToken> added = added();
    Map<String, Integer> ids = ids();
    byte[] @Nullable [] bytesOf = bytesOf(ids, added);
    return new Vocabulary(name, bytesOf, merges(ids, bytesOf), normalization(), added);
  }

  private void checkModel() throws UnsupportedTokenizerException {
    expect("model.type", model.get("type"), "BPE");
    expectAbsent("model.dropout", model.get("dropout"));
    expectAbsent("model.continuing_subword_prefix", model.get("continuing_subword_prefix"));
    expectAbsent("model.end_of_word_suffix", model.get("end_of_word_suffix"));
    expectAbsent("model.byte_fallback", model.get("byte_fallback"));
    expectAbsent("model.ignore_merges", model.get("ignore_merges"));
  }

  private void checkPreTokenizer() throws UnsupportedTokenizerException {
    Object preTokenizer = root.get("pre_tokenizer");
    expect("pre_tokenizer.type", member(preTokenizer, "type"), "ByteLevel");
    expectAbsent("pre_tokenizer.add_prefix_space", member(preTokenizer, "add_prefix_space"));
    Object useRegex = member(preTokenizer, "use_regex");
    if (useRegex != null) {
      expect("pre_tokenizer.use_regex", useRegex, true);
    }
    Object decoder = root.get("decoder");
    if (decoder != null) {
      expect("decoder.type", member(decoder, "type"), "ByteLevel");
    }
  }

  private Normalization normalization() throws UnsupportedTokenizerException {
    Object normalizer = root.get("normalizer");
    if (normalizer == null) {
      return Normalization.NONE;
    }
    expect("normalizer.type", member(normalizer, "type"), "NFC");
    return Normalization.NFC_9;
  }

  private List<AddedToken> added() throws UnsupportedTokenizerException {
    List<AddedToken> added = new ArrayList<>();
    for (Object element : list("added_tokens", root.get("added_tokens"))) {
      String place = "added_tokens[" + added.size() + "]";
      for (String flag : List.of("single_word", "lstrip", "rstrip")) {
        expectAbsent(place + "." + flag, member(element, flag));
      }
      if (!(member(element, "content") instanceof String content) || content.isEmpty()) {
        throw Errors.unsupported(name, place + ".content", "text", "none");
      }
      added.add(
          new AddedToken(
              id(place + ".id", member(element, "id")),
              content,
              Boolean.TRUE.equals(member(element, "special")),
              Boolean.TRUE.equals(member(element, "normalized"))));
    }
    return added;
  }

  private Map<String, Integer> ids() throws UnsupportedTokenizerException {
    if (!(model.get("vocab") instanceof Map<?, ?> vocab)) {
      throw Errors.unsupported(name, "model.vocab", "an object", "another value");
    }
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<?, ?> entry : vocab.entrySet()) {
      String token = String.valueOf(entry.getKey());
      ids.put(token, id("model.vocab[" + token + "]", entry.getValue()));
    }
    return ids;
  }

  private byte[] @Nullable [] bytesOf(Map<String, Integer> ids, List<AddedToken> added)
      throws UnsupportedTokenizerException {
    int size = ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
    byte[] @Nullable [] bytesOf = new byte[size][];
    boolean[] isAdded = new boolean[size];
    for (AddedToken token : added) {
      if (token.id() < size) {
        isAdded[token.id()] = true;
      }
    }
    for (Map.Entry<String, Integer> entry : ids.entrySet()) {
      int id = entry.getValue();
      if (isAdded[id]) {
        continue;
      }
      byte[] bytes = ByteAlphabet.bytes(entry.getKey());
      if (bytes.length == 0 || bytesOf[id] != null) {
        throw Errors.unsupported(
            name, "model.vocab", "byte-level tokens with an id each", entry.getKey());
      }
      bytesOf[id] = bytes;
    }
    return bytesOf;
  }

  private MergeRanks merges(Map<String, Integer> ids, byte[] @Nullable [] bytesOf)
      throws UnsupportedTokenizerException {
    List<?> list = list("model.merges", model.get("merges"));
    MergeRanks merges = new MergeRanks(list.size());
    for (Object merge : list) {
      String place = "model.merges[" + merges.size() + "]";
      List<?> pair =
          merge instanceof String text ? List.of(text.split(" ", -1)) : list(place, merge);
      if (pair.size() != 2) {
        throw Errors.unsupported(name, place, "two tokens", String.valueOf(merge));
      }
      Integer left = ids.get(String.valueOf(pair.get(0)));
      Integer right = ids.get(String.valueOf(pair.get(1)));
      Integer merged = ids.get(String.valueOf(pair.get(0)) + pair.get(1));
      if (left == null || right == null || merged == null || bytesOf[merged] == null) {
        throw Errors.unsupported(name, place, "tokens of the vocabulary", String.valueOf(merge));
      }
      if (!merges.add(left, right, merged)) {
        throw Errors.unsupported(name, place, "a new pair", String.valueOf(merge));
      }
    }
    return merges;
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
}
