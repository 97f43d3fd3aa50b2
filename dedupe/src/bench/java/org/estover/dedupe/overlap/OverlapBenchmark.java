package org.estover.dedupe.overlap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.estover.dedupe.BenchTexts;
import org.estover.dedupe.Pass;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * All documents of an input against GSM8K (test and train) and HumanEval, which lie in the folder
 * that the property {@code bench.evals} names; counted are the shared places.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class OverlapBenchmark {
  /** A profile. */
  @Param({"default", "pile"})
  public String profile;

  /** An input. */
  @Param({"en50"})
  public String input;

  private List<String> texts = List.of();
  private long bytes;
  private OverlapScanner scanner = new OverlapScanner(EvalIndex.of(List.of()));

  /** Reads the documents and the items. */
  @Setup(Level.Trial)
  public void read() throws IOException {
    texts = BenchTexts.read(input);
    bytes = BenchTexts.bytes(texts);
    List<EvalItem> items = items(Path.of(System.getProperty("bench.evals", ".")));
    scanner =
        new OverlapScanner(profile.equals("pile") ? EvalIndex.pile(items) : EvalIndex.of(items));
  }

  /** Looks for the items. */
  @Benchmark
  public long scan(Pass pass) {
    pass.start();
    long matches = 0;
    for (String text : texts) {
      matches += scanner.scan(text).matches();
    }
    pass.stop(bytes, matches);
    return matches;
  }

  static List<EvalItem> items(Path folder) throws IOException {
    List<EvalItem> items = new ArrayList<>();
    add(items, folder.resolve("gsm8k-test.jsonl"), "question", "answer");
    add(items, folder.resolve("gsm8k-train.jsonl"), "question", "answer");
    add(items, folder.resolve("HumanEval.jsonl.gz"), "prompt", "canonical_solution");
    return items;
  }

  private static void add(List<EvalItem> items, Path file, String question, String answer)
      throws IOException {
    try (InputStream in = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
                    StandardCharsets.UTF_8))) {
      int place = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        items.add(
            EvalItem.withAnswer(
                file.getFileName().toString(),
                Integer.toString(place++),
                BenchTexts.member(line, question),
                BenchTexts.member(line, answer)));
      }
    }
  }
}
