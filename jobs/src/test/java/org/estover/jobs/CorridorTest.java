package org.estover.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.rows.VerdictRow;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.RunReport;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.NothingSurvivedException;
import org.estover.jobs.stage.RowFile;
import org.estover.licensing.terms.withdrawal.WithdrawnSet;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.BatchSequence;
import org.estover.tokenize.reconstruct.Occurrence;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.Span;
import org.estover.tokenize.reconstruct.TextMatch;
import org.estover.tokenize.reconstruct.TextTrace;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.LookupResult;
import org.estover.tokenize.release.Manifest;
import org.estover.tokenize.release.RejectSamples;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseLookup;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleaseVerifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorridorTest {
  @TempDir static Path folder;

  private static Path planFile = Path.of("unset");
  private static RunFolder run = RunFolder.at(Path.of("unset"));
  private static RunReport report = RunReport.empty();

  @BeforeAll
  static void walk() throws IOException {
    planFile = TestCorpus.write(folder.resolve("corpus"), 42);
    run = RunFolder.at(folder.resolve("run"));
    try (Walk walk = Walk.in(run, EngineSettings.of("local[2]"))) {
      report = Corridor.run(RunPlan.load(planFile), run, walk.workplace());
    }
  }

  @Test
  void everyStageBalancesAndHandsOnWhatItKept() {
    for (StageReport stage : report.stages().values()) {
      stage.requireBalanced();
    }
    long previous = documents(StageName.EXTRACT).out();
    for (StageName stage : StageName.EXTRACT.fromHere()) {
      if (stage != StageName.EXTRACT) {
        assertThat(documents(stage).in()).as(stage.folder()).isEqualTo(previous);
        previous = documents(stage).out();
      }
    }
  }

  @Test
  void rightsDropWhatIsReservedBeforeAnythingElse() {
    assertThat(documents(StageName.FILTER).dropped())
        .containsEntry(
            "rights-denied", (long) TestCorpus.RESERVED_PAGES + TestCorpus.RESERVED_TWINS);
  }

  @Test
  void duplicatesOfEveryKindAreFound() {
    assertThat(documents(StageName.DEDUPE).dropped())
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "duplicate-id", (long) TestCorpus.SAME_ID,
                    "exact-duplicate", (long) TestCorpus.EXACT,
                    "near-duplicate", (long) TestCorpus.NEAR)));
  }

  @Test
  void theReleaseHoldsEverythingElse() throws IOException {
    long kept =
        TestCorpus.BOOKS
            + TestCorpus.MANUALS
            + TestCorpus.OPEN_PAGES
            + TestCorpus.NOTES
            + TestCorpus.SOURCES_OF_CODE;
    Manifest manifest = Walk.manifest(run);
    assertThat(manifest.content().documents()).isEqualTo(kept);
    assertThat(manifest.content().shards().size()).isGreaterThan(6);
    assertThat(manifest.content().tokens())
        .isEqualTo(unit(report, StageName.TOKENIZE, StageReport.TOKENS).out());
  }

  @Test
  void groupsRememberWhoDidNotSurvive() throws IOException {
    List<GroupRow> members = new ArrayList<>();
    try (var files = Files.list(run.folder(StageName.DEDUPE).resolve("groups"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        try (RowReader<GroupRow> rows = RowReader.open(GroupRow.TYPE, file)) {
          for (GroupRow row = rows.next(); row != null; row = rows.next()) {
            members.add(row);
          }
        }
      }
    }
    assertThat(members).hasSize(TestCorpus.SAME_ID + TestCorpus.EXACT + TestCorpus.NEAR);
    for (GroupRow member : members) {
      boolean same = Arrays.equals(member.survivor(), member.id());
      assertThat(same).isEqualTo(member.rule().equals("duplicate-id"));
      assertThat(Arrays.compareUnsigned(member.survivor(), member.id())).isLessThanOrEqualTo(0);
    }
    assertThat(members).extracting(GroupRow::holder).contains("Book House");
  }

  @Test
  void aSecondRunDoesNothing() throws IOException {
    FileTime before = Files.getLastModifiedTime(run.folder(StageName.CRAWL));
    try (Walk walk = Walk.in(run, EngineSettings.of("local[1]"))) {
      RunPlan plan = RunPlan.load(planFile);
      assertThat(Corridor.pending(plan, run, walk.workplace())).isEmpty();
      assertThat(Corridor.run(plan, run, walk.workplace())).isEqualTo(report);
    }
    assertThat(Files.getLastModifiedTime(run.folder(StageName.CRAWL))).isEqualTo(before);
  }

  @Test
  void anEditedPlanAsksForItsStageAndAllAfterIt() throws IOException {
    assertThat(pendingAfter("shard-tokens: 4000", "shard-tokens: 9000"))
        .isEqualTo(StageName.SHARD.fromHere());
    assertThat(pendingAfter("shard-tokens: 4000", "shard-tokens: 4000\n  text-index: true"))
        .isEqualTo(StageName.SHARD.fromHere());
    assertThat(pendingAfter("filter: gopher-quality", "filter: none"))
        .isEqualTo(StageName.FILTER.fromHere());
    assertThat(pendingAfter("corpus: test", "corpus: test\ndedupe:\n  near: false"))
        .isEqualTo(StageName.DEDUPE.fromHere());
    assertThat(pendingAfter("holder: Code House", "holder: Another House"))
        .isEqualTo(StageName.CRAWL.fromHere());
  }

  @Test
  void withdrawalsAskForTheFilterAndTheReleaseLacksTheDocuments() throws IOException {
    RunFolder other = RunFolder.at(folder.resolve("withdrawn"));
    RunPlan plan = RunPlan.load(planFile);
    String byUri = WithdrawnSet.nameOfUri("http://open.test/3");
    String byId = idOf("http://open.test/4");
    try (Walk walk = Walk.in(other, EngineSettings.of("local[2]"))) {
      RunReport without = Corridor.run(plan, other, walk.withdrawing(byUri, byId));
      assertThat(unit(without, StageName.FILTER, StageReport.DOCUMENTS).dropped())
          .containsEntry("withdrawn", 2L);
      assertThat(Corridor.pending(plan, other, walk.workplace()))
          .extracting(Corridor.Pending::stage)
          .isEqualTo(StageName.FILTER.fromHere());
    }
    assertThat(Walk.manifest(other).content().documents())
        .isEqualTo(Walk.manifest(run).content().documents() - 2);
    // What was taken down is found by who asks for it, and shown to nobody.
    Path release = other.folder(StageName.RELEASE);
    try (ReleaseLookup lookup = ReleaseLookup.open(ReleasePlace.of(release), () -> 0)) {
      List<LookupResult> found = lookup.byUri("http://open.test/3", 10);
      assertThat(found).hasSize(1);
      DroppedDocument gone = ((LookupResult.Dropped) found.get(0)).document();
      assertThat(gone.rule()).isEqualTo("withdrawn");
      assertThat(gone.uri()).startsWith("sha256:");
      assertThat(gone.reason()).isEmpty();
      RejectSamples.Rule rule =
          lookup.rejects().orElseThrow().rules().stream()
              .filter(each -> each.rule().equals("withdrawn"))
              .findFirst()
              .orElseThrow();
      assertThat(rule.samples()).hasSize(2);
      assertThat(rule.samples()).allSatisfy(each -> assertThat(each.excerpt()).isEmpty());
      assertThat(rule.samples()).extracting(RejectSamples.Sample::uri).contains(gone.uri());
    }
  }

  @Test
  void anIndexOfTheTextChangesNoReleaseAndFindsWhatItsDocumentsSay() throws IOException {
    RunFolder other = RunFolder.at(folder.resolve("indexed"));
    String indexed =
        Files.readString(planFile)
            .replace("shard-tokens: 4000", "shard-tokens: 4000\n  text-index: true");
    try (Walk walk = Walk.in(other, EngineSettings.of("local[2]"))) {
      Corridor.run(RunPlan.parse(planFile, indexed), other, walk.workplace());
    }
    Path release = other.folder(StageName.RELEASE);
    assertThat(ReleaseVerifier.verify(release)).isEmpty();
    Tokenizer gpt2 = Tokenizer.gpt2();
    try (Reconstruct reconstruct = Reconstruct.open(release);
        TextTrace trace = TextTrace.open(reconstruct)) {
      assertThat(reconstruct.release().id())
          .isEqualTo(Release.open(run.folder(StageName.RELEASE)).id());
      assertThat(TextTrace.writeIndexes(reconstruct, gpt2)).isZero();
      BatchPlan plan = new BatchPlan(1);
      for (long step = 0; step < 5; step++) {
        BatchSequence sequence = reconstruct.sequences(step, step + 1).get(0);
        Span span =
            sequence.spans().stream().filter(s -> s.to() - s.from() > 5).findFirst().orElseThrow();
        byte[] text = gpt2.decode(sequence.tokens(), span.from(), 4);
        List<TextMatch> matches = trace.trace(text, Integer.MAX_VALUE, plan).matches();
        long expected = step;
        assertThat(matches)
            .anySatisfy(
                match -> {
                  assertThat(match.document()).isEqualTo(span.document());
                  assertThat(match.occurrences()).extracting(Occurrence::step).contains(expected);
                });
      }
    }
  }

  @Test
  void everyDocumentThatTheRunMetIsFoundWithItsFate() throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    Map<String, Long> found = new TreeMap<>();
    Path documents = run.folder(StageName.EXTRACT).resolve("documents");
    try (ReleaseLookup lookup =
        ReleaseLookup.open(ReleasePlace.of(run.folder(StageName.RELEASE)), () -> 0)) {
      for (RowFile file : RowFile.in(documents)) {
        try (RowReader<DocumentRow> rows =
                RowReader.open(DocumentRow.TYPE, file.at(documents.toString()));
            RowReader<VerdictRow> verdicts =
                RowReader.open(VerdictRow.TYPE, verdicts(StageName.FILTER, file));
            RowReader<SurvivorRow> survivors =
                RowReader.open(SurvivorRow.TYPE, verdicts(StageName.DEDUPE, file))) {
          for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
            VerdictRow verdict = verdicts.required();
            SurvivorRow survivor = survivors.required();
            String id = DocumentId.of(row.id()).toString();
            String uri = row.uri();
            String textSha256 = HexFormat.of().formatHex(row.textSha256());
            String rule = verdict.keep() ? survivor.rule() : verdict.rule();
            expected.merge(rule, 1L, Long::sum);
            List<LookupResult> results = lookup.byDocument(id, 100);
            assertThat(lookup.byUri(row.uri(), 100))
                .containsAll(row.uri().isEmpty() ? List.of() : results);
            assertThat(results)
                .anySatisfy(
                    result -> {
                      if (rule.isEmpty()) {
                        assertThat(result).isInstanceOf(LookupResult.Kept.class);
                      } else {
                        assertThat(result).isInstanceOf(LookupResult.Dropped.class);
                        DroppedDocument gone = ((LookupResult.Dropped) result).document();
                        assertThat(gone.rule()).isEqualTo(rule);
                        assertThat(gone.uri()).isEqualTo(uri);
                        assertThat(gone.textSha256()).isEqualTo(textSha256);
                      }
                    });
          }
        }
      }
      RejectSamples samples = lookup.rejects().orElseThrow();
      found.put("", Walk.manifest(run).content().documents());
      for (RejectSamples.Rule rule : samples.rules()) {
        if (!rule.stage().equals("02-extract")) {
          found.merge(rule.rule().split(":", 2)[0], rule.documents(), Long::sum);
        }
        assertThat(rule.samples()).hasSize((int) Math.min(RejectSamples.MOST, rule.documents()));
        boolean quoted = !rule.rule().equals("rights-denied") && !rule.stage().equals("02-extract");
        assertThat(rule.samples())
            .allSatisfy(
                sample -> {
                  assertThat(sample.excerpt().isEmpty()).as(rule.rule()).isNotEqualTo(quoted);
                  assertThat(sample.excerpt().length()).isLessThanOrEqualTo(300);
                });
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(expected).containsKeys("", "rights-denied", "near-duplicate", "duplicate-id");
  }

  private static Path verdicts(StageName stage, RowFile file) {
    return file.at(run.folder(stage).resolve("verdicts").toString());
  }

  private static String idOf(String uri) throws IOException {
    try (var files = Files.list(run.folder(StageName.EXTRACT).resolve("documents"))) {
      for (Path file : files.sorted().toList()) {
        try (RowReader<DocumentRow> rows = RowReader.open(DocumentRow.TYPE, file)) {
          for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
            if (row.uri().equals(uri)) {
              return DocumentId.of(row.id()).toString();
            }
          }
        }
      }
    }
    throw new AssertionError("no document " + uri);
  }

  @Test
  void whereNothingSurvivesNothingIsPublished() throws IOException {
    RunFolder other = RunFolder.at(folder.resolve("nothing"));
    String plan = Files.readString(planFile) + "filter:\n  max-document: 5B\n";
    try (Walk walk = Walk.in(other, EngineSettings.of("local[2]"))) {
      assertThatThrownBy(() -> Corridor.run(RunPlan.parse(planFile, plan), other, walk.workplace()))
          .isInstanceOf(NothingSurvivedException.class)
          .hasMessageContaining("no document is left");
    }
    assertThat(other.folder(StageName.RELEASE)).doesNotExist();
    assertThat(other.report(StageName.FILTER).orElseThrow().unit(StageReport.DOCUMENTS).out())
        .isZero();
  }

  @Test
  void damagedInputIsSetAsideAndTheRestIsUsed() throws IOException {
    Path damaged = folder.resolve("damaged");
    Path plan = TestCorpus.write(damaged, 5);
    Path manuals = damaged.resolve("data/manuals.jsonl.gz");
    byte[] whole = Files.readAllBytes(manuals);
    Files.write(manuals, Arrays.copyOf(whole, whole.length * 2 / 3));
    RunFolder other = RunFolder.at(folder.resolve("damaged-run"));
    try (Walk walk = Walk.in(other, EngineSettings.of("local[2]"))) {
      RunReport found = Corridor.run(RunPlan.load(plan), other, walk.workplace());
      StageReport.Balance captures = unit(found, StageName.CRAWL, StageReport.DOCUMENTS);
      assertThat(captures.aside()).containsKey("gzip-truncated");
      assertThat(captures.out()).isGreaterThan(TestCorpus.BOOKS + TestCorpus.OPEN_PAGES);
      assertThat(found.hasDamagedInput()).isTrue();
    }
    Path asides = other.folder(StageName.CRAWL).resolve("aside");
    try (var files = Files.list(asides)) {
      String lines = Files.readString(files.findFirst().orElseThrow());
      assertThat(lines).contains("\"file\":\"manuals.jsonl.gz\"", "\"offset\":");
    }
  }

  @Test
  void whatAKilledProcessLeftForSparkIsRemoved() throws IOException {
    Path scratch = Files.createDirectories(run.root().resolve(".spark/blockmgr-killed"));
    Files.writeString(scratch.resolve("shuffle_0_0_0.data"), "half a shuffle");
    try (Walk walk = Walk.in(run, EngineSettings.of("local[1]"))) {
      Corridor.run(RunPlan.load(planFile), run, walk.workplace());
    }
    assertThat(run.root().resolve(".spark")).doesNotExist();
  }

  @Test
  void whatAKilledAttemptLeftIsNotPublished() throws IOException {
    try (var walk = Files.walk(run.root())) {
      assertThat(
              walk.filter(path -> !path.startsWith(run.root().resolve(".spark")))
                  .filter(path -> path.getFileName().toString().endsWith(".unfinished")))
          .isEmpty();
    }
    Path killed = Files.createDirectories(folder.resolve("killed"));
    Files.createFile(killed.resolve(".part.parquet.1.unfinished"));
    Path kept = Files.createFile(killed.resolve("part.parquet"));
    Leftovers.removeHidden(killed);
    try (var files = Files.list(killed)) {
      assertThat(files).containsExactly(kept);
    }
  }

  private static List<StageName> pendingAfter(String before, String after) throws IOException {
    String edited = Files.readString(planFile).replace(before, after);
    assertThat(edited).contains(after);
    RunPlan plan = RunPlan.parse(planFile, edited);
    try (Walk walk = Walk.in(run, EngineSettings.of("local[1]"))) {
      return Corridor.pending(plan, run, walk.workplace()).stream()
          .map(Corridor.Pending::stage)
          .toList();
    }
  }

  private static StageReport.Balance documents(StageName stage) {
    return unit(report, stage, StageReport.DOCUMENTS);
  }

  private static StageReport.Balance unit(RunReport of, StageName stage, String unit) {
    return Objects.requireNonNull(of.stages().get(stage), stage.folder()).unit(unit);
  }
}
