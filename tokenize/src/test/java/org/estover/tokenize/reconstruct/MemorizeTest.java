package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.SmallRelease;
import org.estover.tokenize.shard.npy.CorruptNpyException;
import org.estover.tokenize.shard.npy.NpyFile;
import org.estover.tokenize.shard.npy.NpyType;
import org.estover.tokenize.shard.npy.NpyWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MemorizeTest {
  private static final int INPUTS = 12;
  private static final BatchPlan PLAN = new BatchPlan(4);

  @TempDir Path folder;
  private Path releaseFolder = Path.of("");
  private Path studyFolder = Path.of("");

  @BeforeEach
  void write() throws IOException {
    releaseFolder = Files.createDirectories(folder.resolve("release"));
    studyFolder = Files.createDirectories(folder.resolve("study"));
    SmallRelease.write(
        releaseFolder,
        INPUTS,
        List.of(
            SmallRelease.source("books", "2.5", 1, 20, 60, 1),
            SmallRelease.source("web", "1", 2, 90, 12, 2)));
  }

  private static MemorizeStudy study(
      Reconstruct release, long from, long to, int first, int k, int l, long rows) {
    return new MemorizeStudy(release.release().id(), PLAN, from, to, first, k, l, rows, 7);
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void promptsAreTheFirstTokensOfTheSequences(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Reconstruct release = Reconstruct.open(releaseFolder)) {
      long steps = release.steps(PLAN);
      long from = random.nextLong(steps - 1);
      long to = random.nextLong(from + 1, steps + 1);
      long all = (to - from) * 4;
      int first = random.nextInt(4);
      int k = 1 + random.nextInt(4);
      int l = 1 + random.nextInt(INPUTS + 1 - first - k);
      long rows = random.nextBoolean() ? all : random.nextLong(1, all + 1);
      MemorizeStudy study = study(release, from, to, first, k, l, rows);
      MemorizePrompts.write(studyFolder, release, study);
      assertThat(MemorizeStudy.read(studyFolder)).isEqualTo(study);
      NpyFile positions = NpyFile.open(studyFolder.resolve(MemorizePrompts.POSITIONS));
      NpyFile prompts = NpyFile.open(studyFolder.resolve(MemorizePrompts.PROMPTS));
      NpyFile continuations = NpyFile.open(studyFolder.resolve(MemorizePrompts.CONTINUATIONS));
      assertThat(positions.shape()).containsExactly(rows);
      assertThat(prompts.shape()).containsExactly(rows, k);
      assertThat(prompts.type()).isEqualTo(NpyType.UINT16);
      assertThat(continuations.shape()).containsExactly(rows, l);
      long last = from * 4 - 1;
      for (int row = 0; row < rows; row++) {
        long position = positions.element(row);
        assertThat(position).isGreaterThan(last).isLessThan(to * 4);
        last = position;
        int[] expected = Arrays.copyOfRange(release.tokens(position), first, first + k + l);
        int[] found = new int[k + l];
        for (int i = 0; i < k + l; i++) {
          found[i] =
              (int)
                  (i < k
                      ? prompts.element((long) row * k + i)
                      : continuations.element((long) row * l + i - k));
        }
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void scoresAreJoinedWithStepSourceAndHolder(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Reconstruct release = Reconstruct.open(releaseFolder)) {
      int k = 3;
      int l = 5;
      int first = random.nextInt(3);
      long steps = release.steps(PLAN);
      MemorizeStudy study = study(release, 1, steps, first, k, l, 40);
      MemorizePrompts.write(studyFolder, release, study);
      NpyFile positions = NpyFile.open(studyFolder.resolve(MemorizePrompts.POSITIONS));
      boolean withPrompts = random.nextBoolean();
      List<int[]> generated = new ArrayList<>();
      for (int row = 0; row < 40; row++) {
        int[] tokens =
            Arrays.copyOfRange(release.tokens(positions.element(row)), first, first + k + l);
        if (random.nextInt(3) > 0) {
          for (int i = k; i < k + l; i++) {
            tokens[i] ^= random.nextInt(2);
          }
        }
        generated.add(withPrompts ? tokens : Arrays.copyOfRange(tokens, k, k + l));
      }
      Path file = array(generated);
      List<MemorizeScore.Row> rows = new ArrayList<>();
      MemorizeScore.Summary summary = MemorizeScore.score(release, study, file, rows::add);
      Map<String, long[]> holders = new TreeMap<>();
      Map<String, long[]> licenses = new TreeMap<>();
      Map<String, long[]> sources = new TreeMap<>();
      long[] all = new long[3];
      long[] found = new long[10];
      for (int row = 0; row < 40; row++) {
        long position = positions.element(row);
        int[] expected = Arrays.copyOfRange(release.tokens(position), first + k, first + k + l);
        int[] answer = generated.get(row);
        answer = Arrays.copyOfRange(answer, answer.length - l, answer.length);
        int equal = 0;
        for (int i = 0; i < l; i++) {
          equal += answer[i] == expected[i] ? 1 : 0;
        }
        int differs = Arrays.mismatch(answer, expected);
        MemorizeScore.Row scored = rows.get(row);
        assertThat(scored.placed()).isEqualTo(release.sequence(position));
        assertThat(scored.step()).isEqualTo(position / 4);
        assertThat(scored.equal()).isEqualTo(equal);
        assertThat(scored.leading()).isEqualTo(differs < 0 ? l : differs);
        assertThat(scored.memorized()).isEqualTo(differs < 0);
        found[row / 4] += differs < 0 ? 1 : 0;
        TreeSet<String> ofHolders = new TreeSet<>();
        TreeSet<String> ofLicenses = new TreeSet<>();
        TreeSet<String> documents = new TreeSet<>();
        for (Span span : release.spans(position)) {
          for (int t = Math.max(first, span.from()); t < Math.min(first + k + l, span.to()); t++) {
            documents.add(span.document().id());
            if (t >= first + k) {
              ofHolders.add(span.document().holder());
              ofLicenses.add(span.document().license());
            }
          }
        }
        assertThat(scored.spans())
            .extracting(span -> span.document().id())
            .containsExactlyInAnyOrderElementsOf(documents);
        ofHolders.forEach(name -> add(holders, name, scored));
        ofLicenses.forEach(name -> add(licenses, name, scored));
        add(sources, scored.placed().source(), scored);
        add(Map.of("", all), "", scored);
      }
      assertThat(shown(summary.holders())).isEqualTo(shown(holders));
      assertThat(shown(summary.licenses())).isEqualTo(shown(licenses));
      assertThat(shown(summary.sources())).isEqualTo(shown(sources));
      assertThat(shown(List.of(summary.all()))).isEqualTo(shown(Map.of("", all)));
      assertThat(summary.uniformity().found())
          .containsExactlyElementsOf(Arrays.stream(found).boxed().toList());
      assertThat(summary.uniformity().rows()).containsOnly(4L);
      assertThat(summary.uniformity().pValue())
          .isCloseTo(ChiSquare.survival(summary.uniformity().statistic(), 9), within(0.0));
    }
  }

  private static void add(Map<String, long[]> counts, String name, MemorizeScore.Row row) {
    long[] count = counts.get(name);
    if (count == null) {
      count = new long[3];
      counts.put(name, count);
    }
    count[0]++;
    count[1] += row.memorized() ? 1 : 0;
    count[2] += row.equal();
  }

  private static List<String> shown(Map<String, long[]> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + Arrays.toString(e.getValue()))
        .sorted()
        .toList();
  }

  private static List<String> shown(List<MemorizeScore.Share> shares) {
    return shares.stream()
        .map(s -> s.name() + " [" + s.rows() + ", " + s.memorized() + ", " + s.equalTokens() + "]")
        .sorted()
        .toList();
  }

  @Test
  void anArrayOfOtherRowsIsNamed() throws IOException {
    try (Reconstruct release = Reconstruct.open(releaseFolder)) {
      MemorizeStudy study = study(release, 0, 2, 0, 3, 5, 8);
      List<int[]> rows = new ArrayList<>();
      for (int row = 0; row < 8; row++) {
        rows.add(Arrays.copyOf(release.tokens(row), 8));
      }
      MemorizeScore.Summary summary = score(release, study, array(rows));
      assertThat(summary.all().memorized()).isEqualTo(8);
      rows.get(6)[2] ^= 1;
      assertThatThrownBy(() -> score(release, study, array(rows)))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("generated.npy: row 6 has token " + rows.get(6)[2])
          .hasMessageContaining("in column 2, expected " + (rows.get(6)[2] ^ 1));
      assertThatThrownBy(() -> score(release, study, array(rows.subList(0, 7))))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining(
              "shape [7, 8], expected [8, 5], or with the prompts before it [8, 8]");
      Path file = array(rows);
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 130));
      assertThatThrownBy(() -> score(release, study, file))
          .isInstanceOf(CorruptNpyException.class)
          .hasMessageContaining("generated.npy:130");
    }
  }

  @Test
  void promptsOfAStudyAreRecognisedBeforeAndAfterADocumentIsMasked() throws IOException {
    List<int[]> stored = new ArrayList<>();
    String masked;
    try (Reconstruct release = Reconstruct.open(releaseFolder)) {
      for (int row = 0; row < 8; row++) {
        stored.add(Arrays.copyOf(release.tokens(row), 8));
      }
      masked = release.spans(0).get(0).document().id();
    }
    Masks.of(Map.of(masked, "case_0001")).write(Release.open(releaseFolder));
    try (Reconstruct release = Reconstruct.open(releaseFolder)) {
      MemorizeStudy study = study(release, 0, 2, 0, 3, 5, 8);
      List<int[]> handedOut = new ArrayList<>();
      for (int row = 0; row < 8; row++) {
        handedOut.add(release.handedOut(row, 0, 8));
      }
      assertThat(handedOut.get(0)[0]).isNotEqualTo(stored.get(0)[0]);
      // What was memorized is told by what was read, not by what stands in its place.
      assertThat(score(release, study, array(handedOut)).all().memorized()).isLessThan(8);
      assertThat(score(release, study, array(stored)).all().memorized()).isEqualTo(8);
      handedOut.get(0)[0] = stored.get(0)[0] ^ 1;
      assertThatThrownBy(() -> score(release, study, array(handedOut)))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("in column 0, expected " + stored.get(0)[0]);
    }
  }

  @Test
  void studiesThatDoNotFitTheReleaseAreRefused() throws IOException {
    try (Reconstruct release = Reconstruct.open(releaseFolder)) {
      long steps = release.steps(PLAN);
      assertThatThrownBy(
              () ->
                  MemorizePrompts.write(
                      studyFolder, release, study(release, 0, steps + 1, 0, 3, 5, 8)))
          .isInstanceOf(NotInReleaseException.class);
      assertThatThrownBy(
              () -> MemorizePrompts.write(studyFolder, release, study(release, 0, 2, 6, 3, 5, 8)))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("3 and 5 tokens from token 6 on")
          .hasMessageContaining("have 13 tokens");
      MemorizeStudy other = new MemorizeStudy("rel_" + "0".repeat(32), PLAN, 0, 2, 0, 3, 5, 8, 7);
      assertThatThrownBy(() -> MemorizePrompts.write(studyFolder, release, other))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("the study is one of rel_000");
      assertThatThrownBy(() -> study(release, 0, 2, 0, 3, 5, 9))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("9 of the 8 sequences");
    }
  }

  @Test
  void aFolderWithoutAStudyIsNamed() throws IOException {
    try (Reconstruct release = Reconstruct.open(releaseFolder)) {
      MemorizePrompts.write(studyFolder, release, study(release, 0, 2, 0, 3, 5, 8));
    }
    Path file = studyFolder.resolve(MemorizeStudy.FILE);
    String json = Files.readString(file);
    for (String[] change :
        new String[][] {
          {"estover.memorize.v1", "estover.memorize.v2"},
          {"\"rows\":8", "\"rows\":9"},
          {"\"rows\":8", "\"rows\":\"8\""},
          {"\"seed\":\"7\"", "\"seed\":\"x\""},
          {"{", "["}
        }) {
      assertThat(json).contains(change[0]);
      Files.writeString(file, json.replace(change[0], change[1]));
      assertThatThrownBy(() -> MemorizeStudy.read(studyFolder))
          .as(change[1])
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("study.json: no study: ");
    }
  }

  private static MemorizeScore.Summary score(Reconstruct release, MemorizeStudy study, Path file)
      throws IOException {
    return MemorizeScore.score(release, study, file, row -> {});
  }

  private Path array(List<int[]> rows) throws IOException {
    Path file = folder.resolve("generated.npy");
    int columns = rows.get(0).length;
    try (NpyWriter writer = NpyWriter.create(file, NpyType.INT64, rows.size(), columns)) {
      for (int[] row : rows) {
        writer.write(row, 0, columns);
      }
      writer.finish();
    }
    return file;
  }
}
