package org.estover.tokenize.bpe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenizerFilesTest {
  private static final String SETTINGS =
      "'normalizer':null,'pre_tokenizer':{'type':'ByteLevel','add_prefix_space':false},"
          + "'decoder':{'type':'ByteLevel'},'truncation':{'max_length':8},";
  private static final String ADDED =
      "'added_tokens':[{'id':258,'content':'<|endoftext|>','special':true},"
          + "{'id':259,'content':'  ','special':false,'normalized':true}],";

  @TempDir private Path folder;

  @Test
  void anEqualTokenizerFromAnotherFileHasTheSameDigest() throws IOException {
    Path ranks = folder.resolve("some.tiktoken");
    try (InputStream in =
        requireNonNull(
            TokenizerFilesTest.class.getResourceAsStream(
                "/com/knuddels/jtokkit/r50k_base.tiktoken"))) {
      Files.copy(in, ranks);
    }
    Tokenizer loaded = Tokenizer.load(ranks);
    assertThat(loaded.digest()).isEqualTo(Tokenizer.gpt2().digest());
    assertThat(loaded.name()).isEqualTo("some.tiktoken");
    assertThat(loaded.vocabularySize()).isEqualTo(50_257);
  }

  @Test
  void rankFileAndJsonOfOneVocabularyAreOneTokenizer() throws IOException {
    Path ranks = folder.resolve("tiny.tiktoken");
    Files.writeString(ranks, tinyRanks());
    Path json = folder.resolve("tiny.json");
    String added =
        "'added_tokens':[{'id':258,'content':'<|endoftext|>','special':true,'normalized':true}],";
    Files.writeString(json, json(SETTINGS, added));
    Tokenizer fromRanks = Tokenizer.load(ranks);
    Tokenizer fromJson = Tokenizer.load(json);
    assertThat(fromJson.digest()).isEqualTo(fromRanks.digest());
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      String text = RandomText.of(random) + " aabab";
      assertThat(fromJson.encode(text)).isEqualTo(fromRanks.encode(text));
    }
  }

  @Test
  void eachDefiningPartChangesTheDigest() throws IOException {
    byte[] base = load(SETTINGS, ADDED).digest();
    String nfc = SETTINGS.replace("'normalizer':null", "'normalizer':{'type':'NFC'}");
    assertThat(load(nfc, ADDED).digest()).isNotEqualTo(base);
    assertThat(load(SETTINGS, ADDED.replace("'  '", "'   '")).digest()).isNotEqualTo(base);
    assertThat(load(SETTINGS.replace("8", "9"), ADDED).digest()).isEqualTo(base);
  }

  @Test
  void addedRunsOfSpacesAreCutOutOfText() throws IOException {
    Tokenizer tokenizer = load(SETTINGS, ADDED);
    assertThat(tokenizer.encode("ab  ab")).containsExactly(257, 259, 257);
    assertThat(tokenizer.encode("     ")).containsExactly(259, 259, byteId(' '));
    assertThat(tokenizer.decode(new int[] {257, 259, 257}))
        .isEqualTo("ab  ab".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void addedTokensThatAreNotNormalizedAreCutBeforeNormalization() throws IOException {
    String nfc = SETTINGS.replace("'normalizer':null", "'normalizer':{'type':'NFC'}");
    String raw =
        ADDED.replace("'  ','special':false,'normalized':true", "'e\u0301','special':false");
    assertThat(load(nfc, raw).encode("xe\u0301x")).containsExactly(byteId('x'), 259, byteId('x'));
    String normalized = ADDED.replace("'  '", "'\u00e9'");
    assertThat(load(nfc, normalized).encode("xe\u0301x"))
        .containsExactly(byteId('x'), 259, byteId('x'));
  }

  @Test
  void youngMarksAreStartersToNfc() {
    assertThat(Normalization.NFC_9.apply("e\u0301").toString()).isEqualTo("\u00e9");
    String young = "e\uD834\uDD65\u1DF8\u0301";
    assertThat(Normalization.NFC_9.apply(young).toString()).isEqualTo(young);
    String composed = "\uD805\uDF82\uD805\uDFC9";
    assertThat(Normalization.NFC_9.apply(composed).toString())
        .as("Tulu-Tigalari composes since Unicode 16 only")
        .isEqualTo(composed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "'type':'BPE'~'type':'Unigram'~model.type: expected BPE, found Unigram",
        "'type':'ByteLevel','add~'type':'Split','add~pre_tokenizer.type: expected ByteLevel",
        "_space':false~_space':true~pre_tokenizer.add_prefix_space: expected nothing, found true",
        "'normalizer':null~'normalizer':{'type':'NFKC'}~normalizer.type: expected NFC, found NFKC",
        "'special':false~'lstrip':true~added_tokens[1].lstrip: expected nothing, found true",
        "<|endoftext|>~<x>~added_tokens: expected a special end of text",
        "'type':'BPE'~'type':'BPE','dropout':0.1~model.dropout: expected nothing, found 0.1",
        "'type':'BPE'~'type':'BPE','ignore_merges':true~model.ignore_merges: expected nothing",
        "'a a'~'a q q'~model.merges[0]: expected two tokens, found a q q",
        "'a a'~'a zz'~model.merges[0]: expected tokens of the vocabulary, found a zz"
      })
  void whatIsNotSupportedIsRefusedByName(String part, String instead, String message)
      throws IOException {
    Path file = folder.resolve("odd.json");
    String good = json(SETTINGS, ADDED);
    String bad = good.replace(part.replace('\'', '"'), instead.replace('\'', '"'));
    assertThat(bad).isNotEqualTo(good);
    Files.writeString(file, bad);
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageStartingWith("odd.json: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"model\":3}", "{\"model\":{}} x"})
  void damagedJsonIsRefused(String content) throws IOException {
    Path file = folder.resolve("damaged.json");
    Files.writeString(file, content);
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageStartingWith("damaged.json: ");
  }

  @Test
  void rankFilesOfAnotherPatternAreRefused() throws IOException {
    Path cl100k = folder.resolve("cl100k_base.tiktoken");
    try (InputStream in =
        requireNonNull(
            TokenizerFilesTest.class.getResourceAsStream(
                "/com/knuddels/jtokkit/cl100k_base.tiktoken"))) {
      Files.copy(in, cl100k);
    }
    assertThatThrownBy(() -> Tokenizer.load(cl100k))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("was made for another pattern");
  }

  @ParameterizedTest
  @ValueSource(strings = {"YWE= x", "YWE=", "%% 256", "YWE= 3", "YWE= 99999"})
  void damagedRankLinesAreNamed(String line) throws IOException {
    Path file = folder.resolve("bad.tiktoken");
    Files.writeString(file, tinyRanks() + line + "\n");
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageStartingWith("bad.tiktoken:259: ");
  }

  private Tokenizer load(String settings, String added) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, json(settings, added));
    return Tokenizer.load(file);
  }

  /** All bytes in order of their characters, then aa and ab. */
  private static String json(String settings, String added) {
    StringBuilder json = new StringBuilder("{'version':'1.0'," + settings + added);
    json.append("'model':{'type':'BPE','dropout':null,'merges':['a a',['a','b']],'vocab':{");
    for (int id = 0; id < 256; id++) {
      String token = String.valueOf(spelled(id));
      json.append('\'')
          .append(
              token.equals("'") || token.equals("\"") || token.equals("\\")
                  ? "\\u00" + Integer.toHexString(token.charAt(0))
                  : token);
      json.append("':").append(id).append(',');
    }
    return json.append("'aa':256,'ab':257}}}").toString().replace('\'', '"');
  }

  private static String tinyRanks() {
    StringBuilder ranks = new StringBuilder();
    for (int id = 0; id < 256; id++) {
      ranks.append(line(new byte[] {(byte) id}, id));
    }
    return ranks
        .append(line(new byte[] {'a', 'a'}, 256))
        .append(line(new byte[] {'a', 'b'}, 257))
        .toString();
  }

  private static String line(byte[] token, int rank) {
    return Base64.getEncoder().encodeToString(token) + " " + rank + "\n";
  }

  private static int byteId(char c) {
    return c;
  }

  private static char spelled(int b) {
    for (char c = 0; c < 0x200; c++) {
      byte[] bytes = ByteAlphabet.bytes(String.valueOf(c));
      if (bytes.length == 1 && (bytes[0] & 0xFF) == b) {
        return c;
      }
    }
    throw new AssertionError("byte " + b);
  }
}
