package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Twelve different texts, from http://texts.test/0 on, and a copy of the first with a plan. */
final class SmallCorpus {
  private static final String PLAN =
      """
      corpus: small
      sources:
        texts: {type: jsonl, filter: none, license: CC0-1.0, files: "texts.jsonl"}
      order:
        sequence-tokens: 64
      """;

  private SmallCorpus() {}

  /** Writes {@code texts.jsonl} and {@code plan.yaml}. */
  static void write(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 60; word++) {
        text.append(Integer.toString(random.nextInt(1 << 20), 36)).append(' ');
      }
      lines.add("{\"url\": \"http://texts.test/" + i + "\", \"text\": \"" + text + "\"}");
    }
    lines.add(lines.get(0).replace("test/0", "test/copy"));
    Files.write(folder.resolve("texts.jsonl"), lines);
    Files.writeString(folder.resolve("plan.yaml"), PLAN);
  }
}
