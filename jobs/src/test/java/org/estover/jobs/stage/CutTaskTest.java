package org.estover.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.util.LongAccumulator;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.dedupe.span.Span;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.StageReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several rules found in documents is cut together, and counted once. */
final class CutTaskTest {
  private static final byte[] ID = new byte[SurvivorKey.ID_SIZE];
  private static final RowFile FILE = new RowFile(0, RowFile.name(0, 0), 0);
  private static final SurvivorRow DUPLICATE =
      new SurvivorRow(false, "exact-duplicate", ID, "1.0000");

  @TempDir private Path folder;

  @Test
  void cutsAreJoinedAndWhatIsEmptyIsDropped() throws IOException {
    write(
        DocumentRow.TYPE,
        "documents",
        List.of(row("s", "0123456789"), row("s", "gone \n"), row("base", "gone \n")),
        List.of(row("s", "duplicate"), row("s", "before"), row("s", "whole")));
    write(
        SurvivorRow.TYPE,
        "judged",
        List.of(SurvivorRow.KEEP, SurvivorRow.KEEP, SurvivorRow.KEEP),
        List.of(DUPLICATE, SurvivorRow.DROPPED_BEFORE, SurvivorRow.KEEP));
    write(
        ParagraphRow.TYPE,
        "lines",
        List.of(found(2, 4), found(0, 5), found(0, 5)),
        List.of(found(), found(), found()));
    write(
        SpanRow.TYPE,
        "spans",
        List.of(spans(3, 6), spans(), spans()),
        List.of(spans(), spans(), spans()));
    CutTask task =
        new CutTask(
            at("documents"),
            at("judged"),
            at("lines"),
            "",
            at("spans"),
            at("cuts"),
            at("verdicts"),
            new Ranks(new TreeMap<>(Map.of("s", 100, "base", SurvivorKey.BASE)), ""));
    StageReport report = task.run(FILE, new LongAccumulator()).report().get(0);
    List<CutRow> cuts = rows(CutRow.TYPE, "cuts");
    assertThat(cuts.get(0).left("0123456789")).isEqualTo("016789");
    assertThat(cuts.get(0).leftSha256()).isEqualTo(Sha256.of(Bytes.utf8("016789")));
    assertThat(cuts.get(0).cuts())
        .extracting(CutRow.Cut::isFirstKnown)
        .containsExactly(true, false);
    assertThat(cuts)
        .extracting(CutRow::isCut)
        .containsExactly(true, true, false, false, false, false);
    assertThat(rows(SurvivorRow.TYPE, "verdicts"))
        .extracting(SurvivorRow::rule)
        .containsExactly("", "nothing-left", "", "exact-duplicate", "dropped-before", "");
    StageReport.Balance bytes = report.unit(StageReport.BYTES);
    assertThat(bytes.in()).isEqualTo(10 + 6 + 6 + 9 + 5);
    assertThat(bytes.out()).isEqualTo(6 + 6 + 5);
    assertThat(bytes.dropped().toString())
        .isEqualTo("{exact-duplicate=9, nothing-left=6, repeated-line=2, repeated-span=2}");
    assertThat(report.requireBalanced().unit(StageReport.DOCUMENTS).dropped().toString())
        .isEqualTo("{exact-duplicate=1, nothing-left=1}");
  }

  @Test
  void whatIsLeftIsWhatNoCutCovers() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 300; round++) {
      byte[] text = new byte[random.nextInt(1, 30)];
      random.nextBytes(text);
      boolean[] goes = new boolean[text.length];
      List<CutRow.Cut> cuts = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        int start = random.nextInt(text.length);
        int end = random.nextInt(start, text.length) + 1;
        cuts.add(new CutRow.Cut(CutRule.of((byte) random.nextInt(3)), start, end, ID));
        Arrays.fill(goes, start, end, true);
      }
      List<Byte> left = new ArrayList<>();
      for (int i = 0; i < text.length; i++) {
        if (!goes[i]) {
          left.add(text[i]);
        }
      }
      CutRow row = CutRow.of(cuts, text);
      assertThat(row.left(text)).containsExactly(left.toArray(Byte[]::new));
      assertThat(row.leftSize()).isEqualTo(cuts.isEmpty() ? 0 : left.size());
      assertThat(row.cuts()).hasSameSizeAs(cuts);
    }
  }

  private static DocumentRow row(String source, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return new DocumentRow(
        ID, source, "", text, utf8.length, Sha256.of(utf8), "", "", "", "", "", "", "", 0);
  }

  private static ParagraphRow found(int... bounds) {
    byte[] found = new byte[bounds.length / 2 * ParagraphRow.SIZE];
    for (int i = 0; i < bounds.length; i += 2) {
      Bytes.put(found, i / 2 * ParagraphRow.SIZE, bounds[i]);
      Bytes.put(found, i / 2 * ParagraphRow.SIZE + Integer.BYTES, bounds[i + 1]);
      found[ParagraphRow.SIZE - 1] = 1;
    }
    return new ParagraphRow(found);
  }

  private static SpanRow spans(int... bounds) {
    return bounds.length == 0
        ? SpanRow.NONE
        : SpanRow.of(List.of(new Span(bounds[0], bounds[1])), 0);
  }

  private String at(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name)).toString();
  }

  private <T> void write(RowType<T> type, String name, List<T> first, List<T> then)
      throws IOException {
    try (RowWriter<T> out = RowWriter.create(type, FILE.at(at(name)))) {
      for (List<T> rows : List.of(first, then)) {
        for (T row : rows) {
          out.write(row);
        }
      }
      out.commit();
    }
  }

  private <T> List<T> rows(RowType<T> type, String name) throws IOException {
    List<T> rows = new ArrayList<>();
    try (RowReader<T> reader = RowReader.open(type, FILE.at(at(name)))) {
      for (T row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
