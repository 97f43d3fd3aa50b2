package org.estover.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.estover.crawl.document.DocumentId;
import org.estover.dedupe.exact.BloomSize;
import org.estover.dedupe.exact.FirstParagraphs;
import org.estover.dedupe.exact.ParagraphBloom;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.Paragraphs;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.dedupe.span.Corpus;
import org.estover.dedupe.span.RepeatedSpans;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.SpanCutter;
import org.estover.dedupe.span.SpanMode;
import org.estover.jobs.rows.PublishedRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus whose documents repeat each other, from its plan to its release. */
final class CutsTest {
  private static final int SPAN_BYTES = 30;
  private static final String PLAN =
      """
      corpus: repeating
      sources:
        first: {type: jsonl, filter: none, license: CC0-1.0, priority: 50, files: "first.jsonl"}
        other: {type: jsonl, filter: none, license: CC0-1.0, files: "other*.jsonl"}
      order:
        sequence-tokens: 64
      dedupe: {near: false, lines: exact, paragraphs: exact, spans: keep-one, span-bytes: 30}
      """;

  @TempDir private Path folder;

  /** A record of the input. */
  private record Given(String url, String source, String text) {
    SurvivorKey key() {
      DocumentId id = DocumentId.of(source, url, sha256());
      return SurvivorKey.of(source.equals("first") ? 50 : 100, id.bytes());
    }

    private byte[] sha256() {
      try {
        return MessageDigest.getInstance("SHA-256").digest(utf8());
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }

    byte[] utf8() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    String json() {
      ObjectNode line = Json.MAPPER.createObjectNode();
      return line.put("url", url).put("text", text).toString();
    }
  }

  @Test
  void whatIsRepeatedIsInTheReleaseOnce() throws IOException {
    List<Given> corpus = corpus(new SplittableRandom(11));
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
    write(corpus, 1);
    Shell shell = new Shell(folder);
    fine(shell, "run", "plan.yaml", "--run-dir", "one");
    Map<String, String> expected = expected(corpus);
    assertThat(expected).hasSizeLessThan(corpus.size());
    assertThat(texts(shell, "one")).isEqualTo(expected);
    fine(shell, "verify", "one/07-release");
    fine(shell, "reconstruct", "one/07-release", "--step", "0", "--batch", "1", "--text");
    RunFolder run = RunFolder.at(folder.resolve("one"));
    StageReport report = run.report(StageName.DEDUPE).orElseThrow();
    assertThat(report.unit(StageReport.BYTES).dropped())
        .containsKeys("repeated-line", "repeated-paragraph", "repeated-span", "nothing-left");
    assertThat(report.unit(StageReport.BYTES).out())
        .isEqualTo(expected.values().stream().mapToLong(CutsTest::size).sum())
        .isEqualTo(run.report(StageName.TOKENIZE).orElseThrow().unit(StageReport.BYTES).in());
    fates(shell, corpus, expected);
    // Another order, in other files, gives the same release; another setting does 04 again.
    Collections.shuffle(corpus, new Random(2));
    write(corpus, 3);
    fine(shell, "run", "plan.yaml", "--run-dir", "other");
    assertThat(id(shell, "other")).isEqualTo(id(shell, "one"));
    Files.writeString(
        folder.resolve("plan.yaml"), PLAN.replace("span-bytes: 30", "span-bytes: 40"));
    fine(shell, "run", "plan.yaml", "--run-dir", "other", "--dry-run");
    assertThat(shell.out()).contains("04-dedupe").doesNotContain("03-filter");
    // A Bloom filter of so few lines takes none for another one.
    Files.writeString(folder.resolve("plan.yaml"), PLAN.replace("exact", "bloom"));
    fine(shell, "run", "plan.yaml", "--run-dir", "other");
    assertThat(texts(shell, "other")).isEqualTo(expected);
    assertThat(folder.resolve("other/04-dedupe/lines.bloom")).isNotEmptyFile();
    assertThat(folder.resolve("other/04-dedupe/paragraphs.bloom")).isNotEmptyFile();
  }

  @Test
  void whyTellsOfALineThatTheFilterTookForAnother() throws IOException {
    List<String> known = new ArrayList<>(List.of("kept"));
    for (int i = 0; i < 40; i++) {
      known.add("line " + i);
    }
    Paragraphs lines = new Paragraphs(1);
    ParagraphBloom bloom =
        new ParagraphBloom(BloomSize.of(known.size() + 1, RunPlan.CutPlan.FALSE_POSITIVES));
    known.forEach(line -> bloom.cuts(line, lines));
    String taken =
        IntStream.range(0, 10_000_000)
            .mapToObj(i -> "other " + i)
            .filter(line -> seemsKnown(bloom, lines, line))
            .findFirst()
            .orElseThrow();
    List<Given> corpus = new ArrayList<>();
    for (String line : known.subList(1, known.size())) {
      corpus.add(new Given("http://r.test/" + corpus.size(), "first", line));
    }
    corpus.add(new Given("http://r.test/taken", "other", "kept\n" + taken));
    Files.writeString(
        folder.resolve("plan.yaml"),
        PLAN.replaceAll("dedupe: .*", "dedupe: {near: false, lines: bloom}"));
    write(corpus, 1);
    Shell shell = new Shell(folder);
    fine(shell, "run", "plan.yaml", "--run-dir", "run");
    fine(shell, "why", "http://r.test/taken", "--run-dir", "run");
    assertThat(shell.out())
        .contains(
            "04-dedupe: cut bytes 5-"
                + (4 + taken.length())
                + " as repeated-line, which the Bloom filter took for another one");
  }

  private static boolean seemsKnown(ParagraphBloom bloom, Paragraphs lines, String line) {
    lines.open(line);
    return lines.next() && bloom.mightContain(lines.high(), lines.low());
  }

  private static void fine(Shell shell, String... arguments) {
    assertThat(shell.run(arguments)).as(shell.out() + shell.err()).isZero();
  }

  private static long size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String id(Shell shell, String run) throws IOException {
    fine(shell, "verify", run + "/07-release", "--json");
    JsonNode found = Json.tree(shell.out());
    return found.path("release").asText();
  }

  private static void fates(Shell shell, List<Given> corpus, Map<String, String> expected) {
    int told = 0;
    for (Given each : corpus.subList(0, 12)) {
      fine(shell, "why", each.url(), "--run-dir", "one");
      String left = expected.get(each.url());
      if (left == null) {
        assertThat(shell.out()).contains("04-dedupe: dropped by nothing-left");
      } else if (left.equals(each.text())) {
        assertThat(shell.out()).contains("04-dedupe: kept").doesNotContain("cut bytes");
      } else {
        assertThat(shell.out()).contains("04-dedupe: kept", "04-dedupe: cut bytes ");
        told++;
      }
    }
    assertThat(told).isPositive();
  }

  private static List<Given> corpus(SplittableRandom random) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      lines.add(words(random, random.nextInt(1, 6)));
    }
    List<String> passages = List.of(words(random, 9), words(random, 12));
    List<Given> corpus = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(2, 7); k > 0; k--) {
        text.append(
            switch (random.nextInt(4)) {
              case 0 -> lines.get(random.nextInt(lines.size()));
              case 1 -> words(random, 2) + passages.get(random.nextInt(2)) + words(random, 3);
              case 2 -> lines.get(0) + "\n" + lines.get(random.nextInt(2));
              default -> words(random, 5);
            });
        text.append(random.nextBoolean() ? "\n\n" : "\n");
      }
      String source = i < 10 ? "first" : "other";
      corpus.add(new Given("http://r.test/" + i, source, text.toString().strip()));
    }
    // Nothing of this is left: all of it stands in documents that come first.
    String again = corpus.get(0).text() + "\n\n" + corpus.get(1).text();
    corpus.add(0, new Given("http://r.test/again", "other", again));
    return corpus;
  }

  private static String words(SplittableRandom random, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(Integer.toString(random.nextInt(1 << 20), 36)).append(i % 3 == 0 ? "é " : " ");
    }
    return words.toString();
  }

  private void write(List<Given> corpus, int files) throws IOException {
    List<String> first = new ArrayList<>();
    List<List<String>> others = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      others.add(new ArrayList<>());
    }
    int next = 0;
    for (Given each : corpus) {
      (each.source().equals("first") ? first : others.get(next++ % files)).add(each.json());
    }
    Files.write(folder.resolve("first.jsonl"), first);
    for (int i = 0; i < files; i++) {
      Files.write(folder.resolve("other" + i + ".jsonl"), others.get(i));
    }
  }

  /** What is left of each document by the library's own searches in one process, by its URL. */
  private static Map<String, String> expected(List<Given> corpus) {
    List<Given> ranked = corpus.stream().sorted(Comparator.comparing(Given::key)).toList();
    List<byte[]> texts = ranked.stream().map(Given::utf8).toList();
    List<boolean[]> goes = texts.stream().map(text -> new boolean[text.length]).toList();
    for (ParagraphCut cut : ParagraphCut.values()) {
      FirstParagraphs first = new FirstParagraphs(new Paragraphs(cut, 1));
      for (int i = 0; i < ranked.size(); i++) {
        first.offer(i, ranked.get(i).text());
      }
      for (int i = 0; i < ranked.size(); i++) {
        var cuts = first.cuts(i, ranked.get(i).text());
        for (int k = 0; k < cuts.size(); k++) {
          Arrays.fill(goes.get(i), cuts.byteStart(k), cuts.byteEnd(k), true);
        }
      }
    }
    Corpus documents = Corpus.documents(texts);
    new SpanCutter(SpanMode.KEEP_ONE)
        .cut(
            documents,
            new RepeatedSpans(new SpanConfig(SPAN_BYTES)).find(documents),
            (i, span) -> Arrays.fill(goes.get(i), span.start(), span.end(), true));
    Map<String, String> left = new TreeMap<>();
    for (int i = 0; i < ranked.size(); i++) {
      ByteArrayOutputStream own = new ByteArrayOutputStream();
      for (int k = 0; k < texts.get(i).length; k++) {
        if (!goes.get(i)[k]) {
          own.write(texts.get(i)[k]);
        }
      }
      String text = own.toString(StandardCharsets.UTF_8);
      if (!text.isBlank()) {
        left.put(ranked.get(i).url(), text);
      }
    }
    return left;
  }

  /** The texts that the release's tokens spell, by URL. */
  private Map<String, String> texts(Shell shell, String run) throws IOException {
    fine(shell, "release", "documents", run + "/07-release", "--to", "set-" + run);
    Map<String, String> texts = new TreeMap<>();
    try (var files = Files.walk(folder.resolve("set-" + run))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        try (RowReader<PublishedRow> rows = RowReader.open(PublishedRow.TYPE, file)) {
          for (PublishedRow row = rows.next(); row != null; row = rows.next()) {
            texts.put(row.url(), row.text());
          }
        }
      }
    }
    return texts;
  }
}
