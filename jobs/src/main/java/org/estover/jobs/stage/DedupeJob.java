package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.near.CandidateWindow;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.Shingles;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.release.Release;

/** 04-dedupe: of documents that are equal or similar, the smallest (priority, id) stays. */
public final class DedupeJob implements Stage {
  private static final String BASE_IDS = "base.ids";

  @Override
  public StageName name() {
    return StageName.DEDUPE;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace)
      throws IOException {
    SortedMap<String, String> versions =
        Stage.versions(
            "content", ContentKey.VERSION,
            "shingles", Shingles.VERSION,
            "minhash", MinHash.V2.VERSION,
            "pairs", CandidateWindow.VERSION);
    RunPlan.CutPlan cuts = plan.dedupe().cuts();
    if (cuts.lines()) {
      versions.put("lines", ParagraphCut.LINE.version());
    }
    if (cuts.paragraphs()) {
      versions.put("paragraphs", ParagraphCut.BLOCK.version());
    }
    if (cuts.spans().isPresent()) {
      versions.put("spans", SpanSearch.VERSION);
    }
    if (plan.dedupe().base().isPresent()) {
      versions.put("base", Release.open(plan.dedupe().base().get()).id());
    }
    return versions;
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path documents = folder.folder(StageName.EXTRACT).resolve("documents");
    Path verdicts = folder.folder(StageName.FILTER).resolve("verdicts");
    Path out = folder.temporary(name());
    TreeMap<String, Integer> priorities = new TreeMap<>();
    plan.sources().forEach(source -> priorities.put(source.name(), source.priority()));
    Deduplication deduplication =
        new Deduplication(workplace.engine(), Similarity.of(plan.dedupe()), priorities);
    if (plan.dedupe().base().isPresent()) {
      Path ids = out.resolve(BASE_IDS);
      PublishedIds.write(Release.open(plan.dedupe().base().get()), ids);
      deduplication = deduplication.keeping(ids);
    }
    if (plan.dedupe().cuts().any()) {
      return cut(plan, folder, workplace, deduplication, new Ranks(priorities, baseIds(plan, out)));
    }
    long total = folder.report(StageName.EXTRACT).orElseThrow().unit(StageReport.BYTES).out();
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      Part done = deduplication.run(documents, verdicts, out, bar);
      bar.advanceTo(total);
      Files.deleteIfExists(out.resolve(BASE_IDS));
      return new Sealed(done.reportOr(StageReport.empty(name())), done.rows().text());
    }
  }

  private Sealed cut(
      RunPlan plan, RunFolder folder, Workplace workplace, Deduplication deduplication, Ranks ranks)
      throws IOException {
    Path out = folder.temporary(name());
    long total = folder.report(StageName.EXTRACT).orElseThrow().unit(StageReport.BYTES).out();
    Part done =
        new CutSearch(workplace.engine(), plan.dedupe().cuts(), ranks)
            .run(
                deduplication,
                folder.folder(StageName.EXTRACT).resolve("documents"),
                folder.folder(StageName.FILTER).resolve("verdicts"),
                out,
                workplace.progress(),
                total);
    Files.deleteIfExists(out.resolve(BASE_IDS));
    return new Sealed(done.reportOr(StageReport.empty(name())), done.rows().text());
  }

  private static String baseIds(RunPlan plan, Path out) {
    return plan.dedupe().base().isPresent() ? out.resolve(BASE_IDS).toString() : "";
  }
}
