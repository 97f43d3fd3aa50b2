package org.estover.tokenize.bpe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.estover.tokenize.bpe.reference.LiteralBpe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    Path ranks = folder.resolve("my-r50k_base.tiktoken");
    try (InputStream in =
        requireNonNull(
            TokenizerFilesTest.class.getResourceAsStream(
                "/com/knuddels/jtokkit/r50k_base.tiktoken"))) {
      Files.copy(in, ranks);
    }
    Tokenizer loaded = Tokenizer.load(ranks);
    assertThat(loaded.digest()).isEqualTo(Tokenizer.gpt2().digest());
    assertThat(loaded.name()).isEqualTo("my-r50k_base.tiktoken");
    assertThat(loaded.vocabularySize()).isEqualTo(50_257);
  }

  @Test
  void rankFileAndJsonOfOneVocabularyAreOneTokenizer() throws IOException {
    Path ranks = folder.resolve("tiny-gpt2.tiktoken");
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
      assertThat(fromJson.encodeOrdinary(text)).isEqualTo(fromRanks.encodeOrdinary(text));
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
    // U+00E9 would be the character that spells byte E9, and so a token of the vocabulary.
    String normalized = ADDED.replace("'  '", "'\u1e53'");
    assertThat(load(nfc, normalized).encode("xo\u0304\u0301x"))
        .containsExactly(byteId('x'), 259, byteId('x'));
  }

  @Test
  void addedTokensThatAreOneTextAfterNormalizationAreRefused() throws IOException {
    String nfc = SETTINGS.replace("'normalizer':null", "'normalizer':{'type':'NFC'}");
    String third = ",{'id':260,'content':'o\u0304\u0301','normalized':true}],";
    String both = ADDED.replace("'  '", "'\u1e53'").replace("],", third);
    assertThat(load(SETTINGS, both).encode("o\u0304\u0301\u1e53")).containsExactly(260, 259);
    assertThatThrownBy(() -> load(nfc, both))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("added_tokens[2].content: expected a text that is a new one when");
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
        "_space':false~_space':true~pre_tokenizer.add_prefix_space: expected false, found true",
        "_space':false~_space':false,'use_regex':false~use_regex: expected true, found false",
        "_space':false~_space':false,'x':1~pre_tokenizer: expected no field but",
        "'truncation'~'truncate'~start: expected no field but",
        "'id':259~'id':260~added_tokens[1].id: expected 259 (what the native library gives it)",
        "'content':'  '~'content':'<|endoftext|>'~added_tokens[1].content: expected a new one",
        "'special':false~'special':false,'x':1~added_tokens[1]: expected no field but",
        "'special':false~'single_word':true~added_tokens[1].single_word: expected nothing",
        "'normalizer':null~'normalizer':{'type':'NFKC'}~normalizer.type: expected NFC, found NFKC",
        "'special':false~'lstrip':true~added_tokens[1].lstrip: expected nothing, found true",
        "<|endoftext|>~<x>~added_tokens: expected a special end of text",
        "'type':'BPE'~'type':'BPE','dropout':0.1~model.dropout: expected nothing, found 0.1",
        "'type':'BPE'~'type':'BPE','ignore_merges':1~model.ignore_merges: expected true or false",
        "'type':'BPE'~'type':'BPE','byte_fallback':true~model.byte_fallback: expected nothing",
        "'type':'BPE'~'type':'BPE','huge':1~model: expected no field but",
        "'aa':256~'aa':77777~model.vocab[aa]: expected an id below",
        "'aa':256~'aa':-1~model.vocab[aa]: expected an id below",
        "'aa':256~'aa':99999999999999999999~model.vocab[aa]: expected an id below",
        "'aa':256~'aa':257~model.vocab: expected byte-level tokens with an id each",
        "'aa':256~'aa':256,'aa':256~each name once in an object, found \"aa\" again",
        "'a a',~'a a','a a',~model.merges[1]: expected a new pair",
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
  void patternsOfTheOtherFamiliesAreReadAndNoOtherIs() throws IOException {
    String split = split(PiecePattern.CL100K.regex());
    Tokenizer llama = load(split, ADDED);
    assertThat(llama.encode("ab;\nab")).containsExactly(257, byteId(';'), byteId('\n'), 257);
    assertThat(llama.digest()).isNotEqualTo(load(SETTINGS, ADDED).digest());
    // Evil patterns are compared, not compiled.
    String evil = split("(a+)+$".repeat(10_000));
    assertThatThrownBy(() -> load(evil, ADDED))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("pre_tokenizer.pretokenizers[0].pattern.Regex: expected one of GPT2");
    assertThatThrownBy(() -> load(split.replace("Isolated", "Removed"), ADDED))
        .hasMessageContaining("pretokenizers[0].behavior: expected Isolated, found Removed");
    assertThatThrownBy(() -> load(split.replace("'Regex'", "'String'"), ADDED))
        .hasMessageContaining("pretokenizers[0].pattern: expected a Regex");
    assertThatThrownBy(() -> load(split.replace("'use_regex':false", "'use_regex':true"), ADDED))
        .hasMessageContaining("pretokenizers[1].use_regex: expected false, found true");
  }

  @Test
  void aTokenThatMergesDoNotMakeIsAWholePieceWhereTheFileSaysSo() throws IOException {
    String unmerged = json(SETTINGS, ADDED).replace("\"a a\",", "");
    Path file = folder.resolve("unmerged.json");
    Files.writeString(file, unmerged);
    Tokenizer plain = Tokenizer.load(file);
    Files.writeString(file, unmerged.replace("\"dropout\":null", "\"ignore_merges\":true"));
    Tokenizer whole = Tokenizer.load(file);
    assertThat(plain.encode("aa")).containsExactly(byteId('a'), byteId('a'));
    assertThat(whole.encode("aa")).containsExactly(256);
    assertThat(whole.encode("aab")).containsExactly(byteId('a'), 257);
    assertThat(whole.digest()).isNotEqualTo(plain.digest());
  }

  /** Tokens of all lengths that a table keeps apart: new to it, known to it, and forgotten. */
  @Test
  void whatMergesDoNotMakeIsSpelledByOthersEachTime() throws IOException {
    List<String> spare = List.of("xx", "xxxxx", "y".repeat(12), "z".repeat(30));
    String more = "";
    for (String token : spare) {
      more += ",\"" + token + "\":" + (258 + spare.indexOf(token));
    }
    Path file = folder.resolve("spare.json");
    String added = ADDED.replace("258", "262").replace("259", "263");
    Files.writeString(file, json(SETTINGS, added).replace("\"ab\":257", "\"ab\":257" + more));
    Tokenizer tokenizer = Tokenizer.load(file);
    for (int round = 0; round < 3; round++) {
      for (String piece : spare) {
        assertThat(tokenizer.encode(piece)).containsExactly(piece.chars().toArray());
      }
      assertThat(tokenizer.encode("ab")).containsExactly(257);
      assertThat(tokenizer.copy().encode("ab")).containsExactly(257);
      if (round == 1) {
        tokenizer.forget();
      }
    }
  }

  @Test
  void aTokenizerThatIsWrittenIsReadBackAsItself() throws IOException {
    Path p50k = copyOf("p50k_base");
    Path cl100k = copyOf("cl100k_base");
    String nfc = SETTINGS.replace("'normalizer':null", "'normalizer':{'type':'NFC'}");
    for (Tokenizer tokenizer :
        List.of(Tokenizer.gpt2(), Tokenizer.load(p50k), Tokenizer.load(cl100k), load(nfc, ADDED))) {
      Path written = folder.resolve("written.json");
      try (OutputStream out = Files.newOutputStream(written)) {
        tokenizer.writeJson(out);
      }
      Tokenizer read = Tokenizer.load(written);
      assertThat(read.digest()).as(tokenizer.name()).isEqualTo(tokenizer.digest());
      assertThat(read.vocabularySize()).isEqualTo(tokenizer.vocabularySize());
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void rankFilesOfEachEncodingFollowTheDefinition(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    String encoding = seed % 2 == 0 ? "p50k_base" : "cl100k_base";
    PiecePattern pattern = seed % 2 == 0 ? PiecePattern.GPT2 : PiecePattern.CL100K;
    LiteralBpe literal = new LiteralBpe(encoding, pattern.regex());
    Tokenizer tokenizer = Tokenizer.load(copyOf(encoding));
    for (int i = 0; i < 100; i++) {
      String text = i % 2 == 0 ? RandomText.of(random) : RandomText.ofAnyScript(random);
      int[] expected = literal.encode(text).stream().mapToInt(Integer::intValue).toArray();
      assertThat(tokenizer.encodeOrdinary(text)).as("%s", text).isEqualTo(expected);
    }
  }

  @Test
  void specialTokensOfRankFilesAreTiktokens() throws IOException {
    Tokenizer cl100k = Tokenizer.load(copyOf("cl100k_base"));
    assertThat(cl100k.endOfText()).isEqualTo(100_257);
    assertThat(cl100k.encode("<|fim_prefix|><|endofprompt|>")).containsExactly(100_258, 100_276);
    assertThat(Tokenizer.load(copyOf("p50k_base")).endOfText()).isEqualTo(50_256);
  }

  @Test
  void aRankFileOfUnknownNameIsRefusedWithTheCure() throws IOException {
    Path file = folder.resolve("o200k_base.tiktoken");
    Files.writeString(file, tinyRanks());
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("expected a name with one of gpt2, r50k_base, p50k_base, cl100k_base")
        .hasMessageContaining("name the file after the encoding it holds");
  }

  @Test
  void bytesOfTwoRanksAreRefused() throws IOException {
    Path file = folder.resolve("twice-gpt2.tiktoken");
    Files.writeString(file, tinyRanks() + line(new byte[] {'a', 'b'}, 258));
    assertThatThrownBy(() -> Tokenizer.load(file))
        .hasMessageContaining("rank 258: expected bytes of their own, found those of rank 257");
  }

  @Test
  void aFileLargerThanAnyTokenizerIsNotRead() throws IOException {
    Path file = folder.resolve("large.json");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), TokenizerJson.LARGEST_FILE);
    }
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("large.json: expected at most 268435456 bytes, found 268435457");
  }

  @Test
  void aRankFileLargerThanAnyIsNotRead() throws IOException {
    Path file = folder.resolve("large-gpt2.tiktoken");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), RankFile.LARGEST_FILE);
    }
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("large-gpt2.tiktoken: expected at most 67108864 bytes");
  }

  @Test
  void tokensOfMoreThanAMegabyteAreRefused() throws IOException {
    String huge = "a".repeat(TokenizerJson.LONGEST_TOKEN + 1);
    Path file = folder.resolve("long.json");
    Files.writeString(
        file,
        json(SETTINGS, ADDED.replace("259", "260").replace("258", "259"))
            .replace("\"ab\":257", "\"ab\":257,\"" + huge + "\":258"));
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("long.json: model.vocab[aaa")
        .hasMessageContaining("expected at most 1048576 bytes, found 1048577 bytes");
    Path ranks = folder.resolve("long-gpt2.tiktoken");
    Files.writeString(ranks, tinyRanks() + line(huge.getBytes(StandardCharsets.US_ASCII), 258));
    assertThatThrownBy(() -> Tokenizer.load(ranks))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("line 259: expected at most 1048576 bytes, found 1048577 bytes");
  }

  /** tiktoken merges xy and zw although their ranks are higher, and then finds xyzw. */
  @Test
  void ranksThatOnlyHigherOnesMakeAreRefused() throws IOException {
    Path file = folder.resolve("odd-gpt2.tiktoken");
    String whole = line("xyzw".getBytes(StandardCharsets.US_ASCII), 258);
    Files.writeString(file, tinyRanks() + whole);
    assertThat(Tokenizer.load(file).encode("xyzw")).containsExactly(258);
    String parts =
        line("xy".getBytes(StandardCharsets.US_ASCII), 259)
            + line("zw".getBytes(StandardCharsets.US_ASCII), 260);
    Files.writeString(file, tinyRanks() + whole + parts);
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("rank 258: expected a token that lower ranks make, or none, found")
        .hasMessageContaining("ranks 259 and 260 make");
  }

  @Test
  void anIdOfTwoTokensIsRefusedInEitherOrder() throws IOException {
    String added = ADDED.replace("259", "257").replace("258", "259");
    String json = json(SETTINGS, added);
    Path file = folder.resolve("twice.json");
    for (String both : List.of("\"ab\":257,\"  \":257", "\"  \":257,\"ab\":257")) {
      Files.writeString(file, json.replace("\"ab\":257", both));
      assertThatThrownBy(() -> Tokenizer.load(file))
          .isInstanceOf(UnsupportedTokenizerException.class)
          .hasMessageContaining("model.vocab: expected byte-level tokens with an id each");
    }
  }

  /** The text " a" and the text that spells its token would be one id. */
  @Test
  void anAddedTokenSpelledLikeAnotherTextsTokenIsRefused() throws IOException {
    String added = ADDED.replace("259", "spelled").replace("258", "259").replace("spelled", "258");
    String json =
        json(SETTINGS, added.replace("'  '", "'\u0120a'"))
            .replace("\"ab\":257", "\"ab\":257,\"\u0120a\":258")
            .replace("[\"a a\",", "[\"a a\",\"\u0120 a\",");
    Path file = folder.resolve("spelled.json");
    Files.writeString(file, json);
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageContaining("added_tokens[1].content: expected text of which no BPE token has")
        .hasMessageContaining("found \u0120a");
  }

  /** A token of a megabyte in the vocabulary, and a chain of merges as long as memory allows. */
  @Test
  void hugeTokensAndMergesAreReadInBoundedTime() throws IOException {
    StringBuilder vocabulary = new StringBuilder("'aa':256,");
    StringBuilder merges = new StringBuilder("'a a',");
    String token = "aa";
    for (int id = 258; id < 277; id++) {
      merges.append('\'').append(token).append(' ').append(token).append("',");
      token = token + token;
      vocabulary.append('\'').append(token).append("':").append(id).append(',');
    }
    String huge =
        json(SETTINGS, ADDED.replace("258", "277").replace("259", "278"))
            .replace("\"aa\":256,", vocabulary.toString().replace('\'', '"'))
            .replace("\"a a\",", merges.toString().replace('\'', '"'));
    Path file = folder.resolve("huge.json");
    Files.writeString(file, huge);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          Tokenizer tokenizer = Tokenizer.load(file);
          assertThat(tokenizer.encode("a".repeat(1 << 21))).containsExactly(276, 276);
        });
  }

  @Test
  void rankFilesOfAnotherPatternAreRefused() throws IOException {
    Path cl100k = folder.resolve("taken-for-r50k_base.tiktoken");
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
    Path file = folder.resolve("bad-gpt2.tiktoken");
    Files.writeString(file, tinyRanks() + line + "\n");
    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(UnsupportedTokenizerException.class)
        .hasMessageStartingWith("bad-gpt2.tiktoken:259: ");
  }

  private Path copyOf(String encoding) throws IOException {
    Path file = folder.resolve(encoding + ".tiktoken");
    if (!Files.exists(file)) {
      String resource = "/com/knuddels/jtokkit/" + encoding + ".tiktoken";
      try (InputStream in =
          requireNonNull(TokenizerFilesTest.class.getResourceAsStream(resource))) {
        Files.copy(in, file);
      }
    }
    return file;
  }

  /** Settings with a pattern of one's own, as Llama 3 has it. */
  private static String split(String regex) {
    return SETTINGS.replace(
        "{'type':'ByteLevel','add_prefix_space':false}",
        "{'type':'Sequence','pretokenizers':[{'type':'Split','pattern':{'Regex':'"
            + regex.replace("\\", "\\\\").replace("'", "\\u0027")
            + "'},'behavior':'Isolated','invert':false},{'type':'ByteLevel',"
            + "'add_prefix_space':false,'trim_offsets':true,'use_regex':false}]}");
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
