package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.span.SpanConfig;
import org.estover.jobs.run.Durable;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;

/**
 * The second half of 04-dedupe, where a plan asks for it: what the documents that stay repeat of
 * each other is cut.
 *
 * <p>Lines, paragraphs and passages are each looked for in the whole texts, and all that is found
 * is cut. So the searches depend on no order among themselves, and yet something stays of whatever
 * is cut: each cut byte stands once more in a place before its own, in the one order of (priority,
 * id, offset) that all three share, and of a falling chain of places the last is not cut. Not so
 * passages of which the plan keeps none, and what a Bloom filter takes for another one.
 *
 * <p>Each step leaves a mark; an attempt that was killed goes on behind the last one.
 */
final class CutSearch {
  /** Texts are compared as they are: empty lines are no repetition. */
  private static final int MIN_WORDS = 1;

  private static final String GROUPS = "groups";
  private static final String LINES = "lines";
  private static final String PARAGRAPHS = "paragraphs";

  private final Engine engine;
  private final RunPlan.CutPlan plan;
  private final Ranks ranks;

  CutSearch(Engine engine, RunPlan.CutPlan plan, Ranks ranks) {
    this.engine = engine;
    this.plan = plan;
    this.ranks = ranks;
  }

  /** A step, told where to write. */
  private interface Step {
    void run(Path out, Progress.Bar bar) throws IOException;
  }

  /**
   * Judges and cuts.
   *
   * @param filtered the verdicts of 03
   * @param out gets {@code verdicts}, {@code groups} and {@code cuts}
   * @param bytes of all texts
   */
  Part run(
      Deduplication deduplication,
      Path documents,
      Path filtered,
      Path out,
      Progress progress,
      long bytes)
      throws IOException {
    Path steps = out.resolve("cutting");
    Path judged = steps.resolve("judged");
    Steps marked = new Steps(progress, bytes);
    marked.once(judged, (to, bar) -> deduplication.run(documents, filtered, to, bar));
    Path cuts = Files.createDirectories(out.resolve(CutReader.FOLDER));
    Path verdicts = Files.createDirectories(out.resolve("verdicts"));
    Part done = Part.NOTHING;
    if (!RowFile.in(documents).isEmpty()) {
      Path kept = judged.resolve("verdicts");
      String lines = paragraphs(plan.lines(), ParagraphCut.LINE, documents, kept, steps, marked);
      String blocks =
          paragraphs(plan.paragraphs(), ParagraphCut.BLOCK, documents, kept, steps, marked);
      String spans = spans(documents, kept, steps.resolve("spans"), marked);
      CutTask task =
          new CutTask(
              documents.toString(),
              kept.toString(),
              lines,
              blocks,
              spans,
              cuts.toString(),
              verdicts.toString(),
              ranks);
      try (Progress.Bar bar = marked.bar("cuts")) {
        done = engine.forEach(RowFile.in(documents), bar, task);
        bar.advanceTo(bytes);
      }
    }
    if (Files.exists(judged.resolve(GROUPS))) {
      // An attempt that was killed after its last step has them there, and judged once more.
      Leftovers.removeTree(out.resolve(GROUPS));
      Files.move(judged.resolve(GROUPS), out.resolve(GROUPS));
    }
    keepFilter(steps.resolve(LINES), out);
    keepFilter(steps.resolve(PARAGRAPHS), out);
    Leftovers.removeTree(steps);
    return done;
  }

  private String paragraphs(
      RunPlan.CutPlan.Repeated asked,
      ParagraphCut cut,
      Path documents,
      Path kept,
      Path steps,
      Steps marked)
      throws IOException {
    if (!asked.isAsked()) {
      return "";
    }
    ParagraphSearch search =
        new ParagraphSearch(engine, cut, MIN_WORDS, asked.falsePositives(), ranks);
    Path out = steps.resolve(cut == ParagraphCut.LINE ? LINES : PARAGRAPHS);
    marked.once(out, (to, bar) -> search.find(documents, kept, to, bar));
    return out.resolve(ParagraphSearch.ROWS).toString();
  }

  /** A filter goes beside the cuts, called as what it knows: {@code lines.bloom}. */
  private static void keepFilter(Path search, Path out) throws IOException {
    Path filter = search.resolve(ParagraphSearch.FILTER);
    if (Files.exists(filter)) {
      Files.move(
          filter,
          out.resolve(search.getFileName() + ".bloom"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String spans(Path documents, Path kept, Path out, Steps marked) throws IOException {
    if (plan.spans().isEmpty()) {
      return "";
    }
    SpanSearch search =
        new SpanSearch(engine, new SpanConfig(plan.spanBytes()), plan.spans().get(), ranks);
    marked.once(out, (to, bar) -> search.find(documents, kept, to, bar));
    return out.resolve("spans").toString();
  }

  /** Does steps once, however often the stage is begun. */
  private record Steps(Progress progress, long bytes) {
    void once(Path out, Step step) throws IOException {
      Path mark = out.resolve(Leftovers.STEP_MARK);
      if (!Files.exists(mark)) {
        Files.createDirectories(out);
        try (Progress.Bar bar = bar(String.valueOf(out.getFileName()))) {
          step.run(out, bar);
          bar.advanceTo(bytes);
        }
        Durable.write(mark, "");
      }
    }

    Progress.Bar bar(String step) {
      return progress.start(StageName.DEDUPE.folder() + " " + step, "bytes", bytes);
    }
  }
}
