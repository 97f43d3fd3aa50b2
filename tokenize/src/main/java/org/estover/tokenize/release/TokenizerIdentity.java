package org.estover.tokenize.release;

import java.util.Map;
import org.estover.tokenize.shard.TokenWidth;

/**
 * Which tokenizer made a release's tokens.
 *
 * @param name for people
 * @param digest SHA-256 of its vocabulary, merges, pattern, normalizer and added tokens, in hex
 * @param vocabularySize all ids, added tokens included
 * @param endOfText the token that ends each document
 */
public record TokenizerIdentity(String name, String digest, int vocabularySize, int endOfText) {
  /** Checks digest and ids. */
  public TokenizerIdentity {
    Digests.requireHex("tokenizer digest", digest);
    if (endOfText < 0 || endOfText >= vocabularySize) {
      throw new IllegalArgumentException(
          "end-of-text " + endOfText + " in a vocabulary of " + vocabularySize);
    }
  }

  /** How many bytes a token takes in the shards. */
  public TokenWidth tokenWidth() {
    return TokenWidth.forVocabulary(vocabularySize);
  }

  Map<String, Object> toJson() {
    return Map.of(
        "name", name,
        "digest", digest,
        "vocabulary-size", vocabularySize,
        "end-of-text", endOfText);
  }

  static TokenizerIdentity fromJson(JsonFields json) {
    TokenizerIdentity tokenizer =
        new TokenizerIdentity(
            json.text("name"),
            json.text("digest"),
            Math.toIntExact(json.integer("vocabulary-size")),
            Math.toIntExact(json.integer("end-of-text")));
    json.end();
    return tokenizer;
  }
}
