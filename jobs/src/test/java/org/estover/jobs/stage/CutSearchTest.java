package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.estover.dedupe.span.SpanMode;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.RunPlan.CutPlan.Repeated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CutSearchTest {
  private static final Map<String, Integer> PRIORITIES = Map.of("s", 100);
  private static final List<String> TEXTS =
      List.of("one\ntwo", "one\nthree words more\n\nfour", "xx three words more", "four\n", "four");

  @TempDir private Path folder;

  /** What was found before the kill is not looked for again: it could not be. */
  @Test
  void aKilledSearchGoesOnBehindItsLastStep() throws IOException {
    Path documents = Files.createDirectories(folder.resolve("documents"));
    Path filtered = Files.createDirectories(folder.resolve("filtered"));
    String name = RowFile.name(0, 0);
    try (RowWriter<DocumentRow> rows = RowWriter.create(DocumentRow.TYPE, documents.resolve(name));
        RowWriter<VerdictRow> kept = RowWriter.create(VerdictRow.TYPE, filtered.resolve(name))) {
      for (int i = 0; i < TEXTS.size(); i++) {
        rows.write(row(i));
        kept.write(VerdictRow.KEEP);
      }
      rows.commit();
      kept.commit();
    }
    Path out = Files.createDirectories(folder.resolve("out"));
    Path inTheWay = Files.createDirectories(out.resolve("cuts/" + name + "/in-the-way"));
    try (Engine engine = new Engine(EngineSettings.of("local[1]"), folder.resolve("spark"))) {
      assertThatThrownBy(() -> run(engine, documents, filtered, out))
          .isInstanceOf(IOException.class);
      assertThat(out.resolve("cutting/spans/complete")).exists();
      Files.delete(inTheWay);
      Files.delete(out.resolve("cuts/" + name));
      run(engine, documents, folder.resolve("nowhere"), out);
      // Killed while it removed its steps, the last thing that it does.
      run(engine, documents, filtered, out);
    }
    assertThat(out.resolve("cutting")).doesNotExist();
    assertThat(out.resolve("groups")).isDirectory();
    StringBuilder left = new StringBuilder();
    try (RowReader<CutRow> cuts = RowReader.open(CutRow.TYPE, out.resolve("cuts/" + name))) {
      for (int i = 0; i < 4; i++) {
        left.append('[').append(cuts.required().left(TEXTS.get(i))).append(']');
      }
    }
    assertThat(left.toString()).isEqualTo("[one\ntwo][three words more\n\nfour][xx ][]");
  }

  private static void run(Engine engine, Path documents, Path filtered, Path out)
      throws IOException {
    Ranks ranks = new Ranks(new TreeMap<>(PRIORITIES), "");
    new CutSearch(
            engine,
            new RunPlan.CutPlan(Repeated.EXACT, Repeated.EXACT, Optional.of(SpanMode.KEEP_ONE), 12),
            ranks)
        .run(
            new Deduplication(engine, Similarity.of(DuplicateSearch.CONTENT), ranks, HeldOut.NONE),
            documents,
            filtered,
            out,
            Progress.silent(),
            0);
  }

  private static DocumentRow row(int number) {
    byte[] id = new byte[16];
    id[0] = (byte) number;
    byte[] utf8 = TEXTS.get(number).getBytes(StandardCharsets.UTF_8);
    return new DocumentRow(
        id,
        "s",
        "",
        TEXTS.get(number),
        utf8.length,
        Sha256.of(utf8),
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        number);
  }
}
