package org.estover.jobs.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.estover.dedupe.overlap.EvalItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalReaderTest {
  private static final Path PLAN = Path.of("..", "infra", "plans", "evals.yaml");

  @TempDir Path folder;

  @Test
  void readsGsm8kByItsFields() throws IOException {
    EvalSet set =
        read(
            EvalPlan.BUILT_IN,
            "gsm8k-test.jsonl",
            "{\"question\": \"How many?\", \"answer\": \"#### 3\"}");
    assertThat(set.items())
        .containsExactly(EvalItem.withAnswer("gsm8k-test", "0", "How many?", "#### 3"));
  }

  @Test
  void readsHumanEvalFromGzip() throws IOException {
    Path file = folder.resolve("HumanEval.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          ("{\"task_id\":\"HumanEval/0\",\"prompt\":\"def f():\\n\",\"entry_point\":\"f\","
                  + "\"canonical_solution\":\"  return 1\\n\",\"test\":\"assert f() == 1\"}\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new EvalReader(EvalPlan.load(PLAN)).read(file).items())
        .containsExactly(
            new EvalItem(
                "HumanEval",
                "HumanEval/0",
                "assert f() == 1",
                "def f():\n",
                List.of("  return 1\n"),
                0));
  }

  @Test
  void readsMmluWithLineBreaksQuotesAndBadRows() throws IOException {
    EvalSet set =
        read(
            EvalPlan.BUILT_IN,
            "anatomy_test.csv",
            "Plain?,1,2,3,4,B\r\n"
                + "\"Two\nlines, \"\"quoted\"\"\",a,\"b,c\",d,e,A\n"
                + "too,few\n"
                + "\n"
                + "\"never closed,1,2,3,4,A\n"
                + "After it?,1,2,3,4,D\n"
                + "\"stray\"x,1,2,3,4,D\n"
                + "No such letter?,1,2,3,4,E\n"
                + "Last?,1,2,3,4,");
    assertThat(set.items())
        .containsExactly(
            item("anatomy_test", "0", "Plain?", List.of("1", "2", "3", "4"), 1),
            item("anatomy_test", "1", "Two\nlines, \"quoted\"", List.of("a", "b,c", "d", "e"), 0),
            item("anatomy_test", "4", "After it?", List.of("1", "2", "3", "4"), 3),
            item("anatomy_test", "7", "Last?", List.of("1", "2", "3", "4"), EvalItem.UNKNOWN));
    assertThat(set.aside())
        .containsExactly(
            new EvalAside("anatomy_test.csv", 4, "csv-fields"),
            new EvalAside("anatomy_test.csv", 6, "csv-quote"),
            new EvalAside("anatomy_test.csv", 8, "csv-quote"),
            new EvalAside("anatomy_test.csv", 9, "answer-unknown"));
  }

  @Test
  void aCsvHeaderIsNoItem() throws IOException {
    EvalSet set = read(EvalPlan.BUILT_IN, "a.csv", "question,A,B,answer\nWhich?,x,y,b\n");
    assertThat(set.items()).containsExactly(item("a", "0", "Which?", List.of("x", "y"), 1));
  }

  @Test
  void readsTheTwelvePublishedSets() throws IOException {
    List<String> two = List.of("one", "two");
    check(
        "arc",
        "{'id':'M1','question':'Q?','choices':{'text':['one','two'],'label':['1','2']},"
            + "'answerKey':'2'}",
        new EvalItem("arc", "M1", "", "Q?", two, 1));
    check(
        "arc-original-choices",
        "{'id':'M1','question':'Q?','choices':[{'text':'one','label':'A'},"
            + "{'text':'two','label':'B'}],'answerKey':'B'}",
        new EvalItem("arc-original-choices", "M1", "", "Q?", two, 1));
    check(
        "hellaswag",
        "{'ind':4,'activity_label':'x','ctx_a':'Q','ctx_b':'','ctx':'Q',"
            + "'endings':['one','two'],'label':'1'}",
        item("hellaswag", "0", "Q", two, 1));
    check(
        "hellaswag-test",
        "{'ctx':'Q','endings':['one','two'],'label':''}",
        item("hellaswag-test", "0", "Q", two, EvalItem.UNKNOWN));
    check(
        "mathqa",
        "{'Problem':'Q','Rationale':'r','options':'a ) one , b ) 2 , 5 , c ) rs . 3',"
            + "'correct':'b'}",
        item("mathqa", "0", "Q", List.of("one", "2 , 5", "rs . 3"), 1));
    check(
        "mc-taco",
        "{'sentence':'S','question':'Q','answer':'one','label':0,'category':1}",
        new EvalItem("mc-taco", "0", "S", "Q", List.of("one"), EvalItem.NONE));
    check(
        "mc-taco-yes",
        "{'sentence':'S','question':'Q','answer':'one','label':'yes'}",
        new EvalItem("mc-taco-yes", "0", "S", "Q", List.of("one"), 0));
    check(
        "mmlu",
        "{'question':'Q','subject':'s','choices':['one','two'],'answer':1}",
        item("mmlu", "0", "Q", two, 1));
    check(
        "openbookqa",
        "{'id':'7-1','question_stem':'Q','choices':{'text':['one','two'],"
            + "'label':['A','B']},'answerKey':'A'}",
        new EvalItem("openbookqa", "7-1", "", "Q", two, 0));
    check(
        "piqa",
        "{'goal':'Q','sol1':'one','sol2':'two','label':-1}",
        item("piqa", "0", "Q", two, EvalItem.UNKNOWN));
    check(
        "race",
        "{'example_id':'h1.txt','article':'S','answer':'B','question':'Q',"
            + "'options':['one','two']}",
        new EvalItem("race", "0", "S", "Q", two, 1));
    check(
        "sciq",
        "{'question':'Q','distractor3':'d','distractor1':'b','distractor2':'c',"
            + "'correct_answer':'one','support':'S'}",
        new EvalItem("sciq", "0", "S", "Q", List.of("one", "b", "c", "d"), 0));
    check(
        "social-iqa",
        "{'context':'S','question':'Q','answerA':'one','answerB':'two',"
            + "'answerC':'three','label':'2\\n'}",
        new EvalItem("social-iqa", "0", "S", "Q", List.of("one", "two", "three"), 1));
    check(
        "winogrande",
        "{'sentence':'The _ is big.','option1':'one','option2':'two'," + "'answer':'2'}",
        item("winogrande", "0", "The _ is big.", List.of("The one is big.", "The two is big."), 1));
    check(
        "xwinograd",
        "{'sentence':'_ は','option1':'一','option2':'二','answer':'1'}",
        item("xwinograd", "0", "_ は", List.of("一 は", "二 は"), 0));
  }

  private void check(String name, String json, EvalItem item) throws IOException {
    EvalSet set = read(EvalPlan.load(PLAN), name + ".jsonl", json.replace('\'', '"'));
    assertThat(set.aside()).isEmpty();
    assertThat(set.items()).containsExactly(item);
  }

  @Test
  void badLinesAreKeptAsideWithLineAndReason() throws IOException {
    EvalSet set =
        read(
            EvalPlan.BUILT_IN,
            "g.jsonl",
            """
            {"question": "a", "answer": "b"}
            {"question": "a",

            [1]
            {"question": "a"}
            {"question": [5], "answer": "b"}
            {"question": " ", "answer": "b"}
            {"question": "a", "question": "b", "answer": "b"}
            {"question": "z", "answer": "b"}""");
    assertThat(set.items()).extracting(EvalItem::id).containsExactly("0", "7");
    assertThat(set.aside().stream().map(aside -> aside.line() + " " + aside.reason()))
        .containsExactly(
            "2 json-syntax",
            "4 not-an-object",
            "5 field-missing",
            "6 field-not-text",
            "7 no-question",
            "8 json-syntax");
    assertThat(set.records()).isEqualTo(8);
  }

  /** Sums have numbers for answers. */
  @Test
  void numbersAreTexts() throws IOException {
    EvalSet set = read(EvalPlan.BUILT_IN, "g.jsonl", "{\"question\": \"6 x 7?\", \"answer\": 42}");
    assertThat(set.aside()).isEmpty();
    assertThat(set.items().get(0).options()).containsExactly("42");
  }

  @Test
  void bytesThatAreNoTextAndBrokenGzipAreKeptAside() throws IOException {
    String line = "{\"question\": \"a\", \"answer\": \"b\"}\n";
    Path file = folder.resolve("g.jsonl");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {'{', (byte) 0xff, '\n'});
    bytes.write(line.getBytes(StandardCharsets.UTF_8));
    Files.write(file, bytes.toByteArray());
    EvalSet set = new EvalReader(EvalPlan.BUILT_IN).read(file);
    assertThat(set.items()).hasSize(1);
    assertThat(set.aside()).containsExactly(new EvalAside("g.jsonl", 1, "not-utf8"));

    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      for (int i = 0; i < 20_000; i++) {
        out.write(
            line.replace("\"a\"", "\"" + Integer.toHexString(i * 7919) + "\"")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    Path broken = folder.resolve("broken.jsonl.gz");
    Files.write(broken, Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2));
    EvalSet half = new EvalReader(EvalPlan.BUILT_IN).read(broken);
    assertThat(half.items()).isNotEmpty();
    assertThat(half.aside())
        .singleElement()
        .extracting(EvalAside::reason)
        .isEqualTo("gzip-truncated");
  }

  @Test
  void unknownFieldsAreToldWithTheCure() {
    assertThatThrownBy(() -> read(EvalPlan.BUILT_IN, "u.jsonl", "{\"prompt\": \"a\"}"))
        .isInstanceOf(EvalPlanException.class)
        .hasMessageContaining("u.jsonl: no known evaluation set has the fields prompt; known are ")
        .hasMessageEndingWith("write a mapping as in infra/plans/evals.yaml");
  }

  @Test
  void aWrongMappingIsToldWithItsLine() {
    assertThatThrownBy(() -> EvalPlan.parse(Path.of("e.yaml"), "evals:\n  a:\n    qestion: q\n"))
        .hasMessage("e.yaml:3: unknown key \"qestion\"; nearest is \"question\"");
    assertThatThrownBy(() -> EvalPlan.parse(Path.of("e.yaml"), "evals:\n  a: {question: q}\n"))
        .hasMessage("e.yaml:2: \"a\" needs the key \"answer\"");
    assertThatThrownBy(
            () -> EvalPlan.parse(Path.of("e.yaml"), "evals:\n  a: {question: q, answer-by: x}\n"))
        .hasMessage(
            "e.yaml:2: \"answer-by\" is one of index, number, letter, label, text, right,"
                + " not \"x\"");
    assertThatThrownBy(() -> EvalPlan.parse(Path.of("e.yaml"), "sources: {}\n"))
        .hasMessageStartingWith("e.yaml:1: a mapping of evaluation sets begins with \"evals:\"");
    assertThatThrownBy(() -> EvalPlan.parse(Path.of("e.yaml"), "evals:\n  a: {question: [{}]}\n"))
        .hasMessage("e.yaml:2: \"question\" is a text or a list of texts");
  }

  private EvalSet read(EvalPlan plan, String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return new EvalReader(plan).read(file);
  }

  private static EvalItem item(
      String benchmark, String id, String question, List<String> options, int answer) {
    return new EvalItem(benchmark, id, "", question, options, answer);
  }
}
