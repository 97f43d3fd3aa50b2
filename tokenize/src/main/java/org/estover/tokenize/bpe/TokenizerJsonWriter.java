package org.estover.tokenize.bpe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code tokenizer.json} as the Hugging Face library does, so that it reads it back.
 *
 * <p>That library numbers added tokens itself: one that stands in the vocabulary has its id there,
 * any other the next free one. Where this would give another id, the token is put into the
 * vocabulary as well.
 */
final class TokenizerJsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Vocabulary vocabulary;
  private final JsonGenerator json;

  private TokenizerJsonWriter(Vocabulary vocabulary, JsonGenerator json) {
    this.vocabulary = vocabulary;
    this.json = json;
  }

  static void write(Vocabulary vocabulary, OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new TokenizerJsonWriter(vocabulary, json).write();
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("version", "1.0");
    json.writeNullField("truncation");
    json.writeNullField("padding");
    json.writeArrayFieldStart("added_tokens");
    for (AddedToken token : vocabulary.added()) {
      writeAdded(token);
    }
    json.writeEndArray();
    if (vocabulary.rules().normalization() == Normalization.NONE) {
      json.writeNullField("normalizer");
    } else {
      json.writeObjectFieldStart("normalizer");
      json.writeStringField("type", "NFC");
      json.writeEndObject();
    }
    json.writeFieldName("pre_tokenizer");
    writePattern();
    json.writeNullField("post_processor");
    json.writeFieldName("decoder");
    writeByteLevel(true);
    writeModel();
    json.writeEndObject();
  }

  private void writeAdded(AddedToken token) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", token.id());
    json.writeStringField("content", token.content());
    json.writeBooleanField("single_word", false);
    json.writeBooleanField("lstrip", false);
    json.writeBooleanField("rstrip", false);
    json.writeBooleanField("normalized", token.normalized());
    json.writeBooleanField("special", token.special());
    json.writeEndObject();
  }

  private void writePattern() throws IOException {
    PiecePattern pattern = vocabulary.rules().pattern();
    if (pattern == PiecePattern.GPT2) {
      writeByteLevel(true);
      return;
    }
    json.writeStartObject();
    json.writeStringField("type", "Sequence");
    json.writeArrayFieldStart("pretokenizers");
    json.writeStartObject();
    json.writeStringField("type", "Split");
    json.writeObjectFieldStart("pattern");
    json.writeStringField("Regex", pattern.regex());
    json.writeEndObject();
    json.writeStringField("behavior", "Isolated");
    json.writeBooleanField("invert", false);
    json.writeEndObject();
    writeByteLevel(false);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeByteLevel(boolean useRegex) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "ByteLevel");
    json.writeBooleanField("add_prefix_space", false);
    json.writeBooleanField("trim_offsets", true);
    json.writeBooleanField("use_regex", useRegex);
    json.writeEndObject();
  }

  private void writeModel() throws IOException {
    json.writeObjectFieldStart("model");
    json.writeStringField("type", "BPE");
    for (String off :
        List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
      json.writeNullField(off);
    }
    json.writeBooleanField("fuse_unk", false);
    json.writeBooleanField("byte_fallback", false);
    json.writeBooleanField("ignore_merges", vocabulary.keepsUnmerged());
    json.writeObjectFieldStart("vocab");
    Set<AddedToken> inVocabulary = inVocabulary();
    for (int id = 0; id < vocabulary.size(); id++) {
      byte @Nullable [] bytes = vocabulary.baseBytes(id);
      if (bytes != null) {
        json.writeNumberField(ByteAlphabet.spell(bytes), id);
      }
      for (AddedToken token : inVocabulary) {
        if (token.id() == id && bytes == null) {
          json.writeNumberField(token.content(), id);
        }
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("merges");
    for (int[] merge : vocabulary.merges().inRankOrder()) {
      json.writeStartArray();
      json.writeString(ByteAlphabet.spell(vocabulary.bytes(merge[0])));
      json.writeString(ByteAlphabet.spell(vocabulary.bytes(merge[1])));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The added tokens that would get another id if they did not stand in the vocabulary. */
  private Set<AddedToken> inVocabulary() {
    Set<AddedToken> found = new HashSet<>();
    int base = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      base += vocabulary.baseBytes(id) == null ? 0 : 1;
    }
    boolean isSettled = false;
    while (!isSettled) {
      isSettled = true;
      int next = base + found.size();
      for (AddedToken token : vocabulary.added()) {
        boolean isThere = found.contains(token) || vocabulary.baseBytes(token.id()) != null;
        if (!isThere && token.id() != next) {
          found.add(token);
          isSettled = false;
          break;
        }
        next = Math.max(next, token.id() + 1);
      }
    }
    return found;
  }
}
