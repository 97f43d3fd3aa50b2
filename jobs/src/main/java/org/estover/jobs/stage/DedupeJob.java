package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.exact.ParagraphBloom;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.UrlKey;
import org.estover.dedupe.near.CandidateWindow;
import org.estover.dedupe.near.HoldOut;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.Shingles;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.RunPlan.CutPlan.Repeated;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.release.Release;

/**
 * 04-dedupe: of documents that are equal or similar, or have one URL, the smallest (priority, id)
 * stays.
 */
public final class DedupeJob implements Stage {
  /** The file with the digest of capture dates, where the plan lets them decide. */
  static final String CAPTURES = "captures.txt";

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
    if (plan.dedupe().urls().isPresent()) {
      versions.put("url", UrlKey.VERSION);
    }
    if (plan.dedupe().holdOut().isPresent()) {
      versions.put("hold-out", HoldOut.VERSION);
    }
    RunPlan.CutPlan cuts = plan.dedupe().cuts();
    if (cuts.any()) {
      versions.put("cuts", CutTask.VERSION);
    }
    if (cuts.lines().isAsked()) {
      versions.put("lines", ParagraphCut.LINE.version());
    }
    if (cuts.paragraphs().isAsked()) {
      versions.put("paragraphs", ParagraphCut.BLOCK.version());
    }
    if (cuts.lines() == Repeated.BLOOM || cuts.paragraphs() == Repeated.BLOOM) {
      versions.put("bloom", ParagraphBloom.VERSION + " " + RunPlan.CutPlan.FALSE_POSITIVES);
    }
    if (cuts.spans().isPresent()) {
      versions.put("spans", SpanSearch.VERSION);
    }
    if (plan.dedupe().base().isPresent()) {
      versions.put("base", Release.open(plan.dedupe().base().get()).id());
    }
    return versions;
  }

  private static String baseIds(Path base, Path out) throws IOException {
    Path ids = out.resolve(BASE_IDS);
    PublishedIds.write(Release.open(base), ids);
    return ids.toString();
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
    String baseIds =
        plan.dedupe().base().isPresent() ? baseIds(plan.dedupe().base().get(), out) : "";
    Ranks ranks = new Ranks(priorities, baseIds, plan.dedupe().survivor());
    Deduplication deduplication =
        new Deduplication(
            workplace.engine(),
            Similarity.of(plan.dedupe()),
            ranks,
            plan.dedupe()
                .holdOut()
                .map(held -> new HeldOut(held.share(), held.seed(), baseIds))
                .orElse(HeldOut.NONE));
    long total = folder.report(StageName.EXTRACT).orElseThrow().unit(StageReport.BYTES).out();
    RunPlan.CutPlan cuts = plan.dedupe().cuts();
    Part done =
        cuts.any()
            ? new CutSearch(workplace.engine(), cuts, ranks)
                .run(deduplication, documents, verdicts, out, workplace.progress(), total)
            : judged(deduplication, documents, verdicts, out, workplace.progress(), total);
    Files.deleteIfExists(out.resolve(BASE_IDS));
    if (plan.dedupe().survivor() != RunPlan.Survivor.PRIORITY) {
      String digest = CaptureDates.digest(workplace.engine(), documents, out.resolve("verdicts"));
      Files.writeString(out.resolve(CAPTURES), digest + "\n");
    }
    return new Sealed(done.reportOr(StageReport.empty(name())), done.rows().text());
  }

  private Part judged(
      Deduplication deduplication,
      Path documents,
      Path verdicts,
      Path out,
      Progress progress,
      long bytes)
      throws IOException {
    try (Progress.Bar bar = progress.start(name(), StageReport.BYTES, bytes)) {
      Part done = deduplication.run(documents, verdicts, out, bar);
      bar.advanceTo(bytes);
      return done;
    }
  }
}
