package org.estover.jobs.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenizerCommandTest {
  private static final String TEXTS =
      """
      {"text": "Hello world"}

      {"text": "a<|endoftext|>"}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void texts() throws IOException {
    Files.writeString(folder.resolve("texts.jsonl"), TEXTS);
  }

  @Test
  void linesAreEncodedAndDecoded() throws IOException {
    Shell shell = new Shell(folder);
    assertThat(shell.run("tokenizer", "encode", "--input", "texts.jsonl")).isZero();
    assertThat(shell.out()).isEqualTo("{\"ids\":[15496,995]}\n{\"ids\":[64,50256]}\n");
    Files.writeString(folder.resolve("ids.jsonl"), shell.out());
    assertThat(shell.run("tokenizer", "decode", "--input", "ids.jsonl")).isZero();
    assertThat(shell.out())
        .isEqualTo("{\"text\":\"Hello world\"}\n{\"text\":\"a<|endoftext|>\"}\n");
    assertThat(shell.run("tokenizer", "encode", "--ordinary", "--input", "texts.jsonl")).isZero();
    assertThat(shell.out()).doesNotContain("50256");
  }

  @Test
  void aTrainedTokenizerIsTheSameForAnyNumberOfWorkers() throws IOException {
    Shell shell = new Shell(folder);
    for (String workers : new String[] {"1", "3"}) {
      assertThat(
              shell.run(
                  "tokenizer",
                  "train",
                  "--input",
                  "texts.jsonl",
                  "--vocabulary-size",
                  "260",
                  "--workers",
                  workers,
                  "--out",
                  workers + ".json"))
          .isZero();
    }
    assertThat(folder.resolve("3.json")).hasSameBinaryContentAs(folder.resolve("1.json"));
    assertThat(
            shell.run(
                "tokenizer",
                "compare",
                "--tokenizer",
                "1.json",
                "--with",
                "3.json",
                "--input",
                "texts.jsonl"))
        .isZero();
    assertThat(shell.out()).startsWith("2 of 2 texts have equal ids");
  }

  @Test
  void differencesAreShownWhereTheyBegin() throws IOException {
    Shell shell = new Shell(folder);
    Files.writeString(
        folder.resolve("ids.jsonl"), "{\"ids\": [15496, 7]}\n{\"ids\": [64, 50256]}\n");
    assertThat(shell.run("tokenizer", "compare", "--ids", "ids.jsonl", "--input", "texts.jsonl"))
        .isEqualTo(1);
    assertThat(shell.out())
        .contains("1 of 2 texts have equal ids")
        .contains("texts.jsonl:1: token 1: [995] and [7]");
  }

  @Test
  void nothingOfALineIsLeftOut() throws IOException {
    Shell shell = new Shell(folder);
    Path bad = folder.resolve("bad.jsonl");
    Files.writeString(bad, "{\"text\": \"a\"}\n\n{\"text\": \"a\"} {\"text\": \"b\"}\n");
    assertThat(shell.run("tokenizer", "encode", "--input", "bad.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("bad.jsonl:3: expected a JSON object like");
    Files.write(bad, "{\"text\": \"a\"}\n{\"text\": \"\u00e9\"}\n".getBytes(ISO_8859_1));
    assertThat(shell.run("tokenizer", "encode", "--input", "bad.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("bad.jsonl:2: bytes that are no UTF-8; save the file as");
    assertThat(shell.out()).isEqualTo("{\"ids\":[64]}\n");
    Files.writeString(bad, "\uFEFF{\"text\": \"a\"}\r\n{\"text\": \"b\"}");
    assertThat(shell.run("tokenizer", "encode", "--input", "bad.jsonl")).isZero();
    assertThat(shell.out()).isEqualTo("{\"ids\":[64]}\n{\"ids\":[65]}\n");
  }

  @Test
  void linesThatOnlyOneSideHasAreNamed() throws IOException {
    Shell shell = new Shell(folder);
    String equal = "{\"ids\": [15496, 995]}\n";
    String[] compare = {"tokenizer", "compare", "--ids", "ids.jsonl", "--input", "texts.jsonl"};
    Files.writeString(folder.resolve("ids.jsonl"), equal);
    assertThat(shell.run(compare)).isEqualTo(2);
    assertThat(shell.err()).contains("ids.jsonl: has no line 2 where texts.jsonl has");
    Files.writeString(
        folder.resolve("ids.jsonl"), equal + "{\"ids\": [64, 50256]}\n{\"ids\": []}\n");
    assertThat(shell.run(compare)).isEqualTo(2);
    assertThat(shell.err()).contains("texts.jsonl: has no line 3 where ids.jsonl has");
  }

  @Test
  void wrongLinesAndOptionsAreNamedWithTheCure() throws IOException {
    Shell shell = new Shell(folder);
    Files.writeString(folder.resolve("bad.jsonl"), "{\"text\": \"a\"}\n{\"text\": 3}\n");
    assertThat(shell.run("tokenizer", "encode", "--input", "bad.jsonl")).isEqualTo(2);
    assertThat(shell.err())
        .contains("bad.jsonl:2: expected a JSON object like {\"text\": \"...\"}");
    Files.writeString(folder.resolve("ids.jsonl"), "{\"ids\": [1, 50257]}\n");
    assertThat(shell.run("tokenizer", "decode", "--input", "ids.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("ids.jsonl:1: no token has id 50257 (of 50257)");
    Files.writeString(folder.resolve("ids.jsonl"), "{\"ids\": [1]}\n".repeat(3));
    String[] compare = {"tokenizer", "compare", "--input", "texts.jsonl", "--ids", "ids.jsonl"};
    assertThat(shell.run(compare)).isEqualTo(2);
    assertThat(shell.err()).contains("texts.jsonl: has no line 3 where ids.jsonl has");
    Files.write(folder.resolve("latin1.jsonl"), new byte[] {'{', '"', (byte) 0xE9, '"', '}'});
    assertThat(shell.run("tokenizer", "encode", "--input", "latin1.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("latin1.jsonl:1: bytes that are no UTF-8");
    assertThat(shell.run("tokenizer", "compare", "--input", "texts.jsonl")).isEqualTo(2);
    assertThat(shell.err()).contains("expected either --with or --ids");
    String[] train = {
      "tokenizer", "train", "--input", "texts.jsonl", "--out", "x.json", "--vocabulary-size", "9"
    };
    assertThat(shell.run(train)).isEqualTo(2);
    assertThat(shell.err()).contains("--vocabulary-size: expected a number from 257");
    Files.writeString(folder.resolve("x.json"), "mine");
    train[7] = "300";
    assertThat(shell.run(train)).isEqualTo(2);
    assertThat(shell.err()).contains("x.json: exists already");
    assertThat(folder.resolve("x.json")).hasContent("mine");
  }
}
