package org.estover.jobs.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.exact.ParagraphCut;
import org.estover.dedupe.exact.UrlKey;
import org.estover.dedupe.exact.UrlRule;
import org.estover.jobs.dedupe.Documents;
import org.estover.jobs.dedupe.ExactJudge;
import org.estover.jobs.dedupe.Judge;
import org.estover.jobs.dedupe.ParagraphJudge;
import org.estover.jobs.dedupe.Results;
import org.estover.jobs.dedupe.UrlJudge;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.stage.DuplicateSearch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "exact",
    description =
        "Finds documents of equal text, white space and Unicode form aside: the smallest stays."
            + " Or documents of one URL; or paragraphs and lines that stand elsewhere.")
final class DedupeExact implements Callable<Integer> {
  private static final double FALSE_POSITIVES = RunPlan.CutPlan.FALSE_POSITIVES;

  /** Smaller ones ask for filters that no machine has. */
  private static final double LEAST_CHANCE = 1e-12;

  @Mixin private final Context context;
  @Mixin private final DedupeInputs inputs = new DedupeInputs();
  @Mixin private final DedupeProfile profile = new DedupeProfile();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "content",
      description =
          "content (default), url, paragraph (lines between blank ones) or line (what dolma and"
              + " datatrove call paragraph). Of the last two, spans.jsonl tells what goes.")
  private String by = "";

  @Option(
      names = "--bloom",
      description =
          "Remember paragraphs or lines in a Bloom filter, which paragraphs.bloom keeps: 4 bytes"
              + " each, and a few that stand nowhere else go, too.")
  private boolean bloom;

  @Option(
      names = "--fpp",
      paramLabel = "P",
      description = "The filter's chance to take a paragraph for another (default: 1e-5).")
  private @Nullable Double falsePositives;

  @Option(
      names = "--min-words",
      paramLabel = "N",
      description = "Paragraphs with fewer words stay (default: 1).")
  private @Nullable Integer minWords;

  @Option(
      names = "--drop-params",
      paramLabel = "NAME",
      split = ",",
      description = "Query parameters that make no other URL, as in utm_*,fbclid.")
  private List<String> droppedParameters = List.of();

  DedupeExact(Surroundings around) {
    this.context = new Context(around);
  }

  /** By what documents, or parts of them, are equal. */
  private enum By {
    CONTENT,
    URL,
    PARAGRAPH,
    LINE;

    static By of(String name) throws UsageException {
      return switch (name) {
        case "content" -> CONTENT;
        case "url" -> URL;
        case "paragraph" -> PARAGRAPH;
        case "line" -> LINE;
        default -> throw Errors.noEquality(name);
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    profile.oneOf("exact", DedupeProfile.DEFAULT);
    By kind = By.of(by);
    checkOptions(kind);
    return inputs.run(
        context,
        "exact",
        (documents, results, report) -> {
          report.put("by", by);
          return switch (kind) {
            case CONTENT -> content(documents, results, report);
            case URL -> url(documents, results, report);
            case PARAGRAPH -> parts(documents, results, report, ParagraphCut.BLOCK);
            case LINE -> parts(documents, results, report, ParagraphCut.LINE);
          };
        });
  }

  private void checkOptions(By kind) throws UsageException {
    boolean parts = kind == By.PARAGRAPH || kind == By.LINE;
    if (!parts && (bloom || minWords != null)) {
      throw Errors.onlyWith(bloom ? "--bloom" : "--min-words", "--by paragraph and --by line");
    }
    if (!bloom && falsePositives != null) {
      throw Errors.onlyWith("--fpp", "--bloom");
    }
    double chance = falsePositives == null ? FALSE_POSITIVES : falsePositives;
    if (!(chance >= LEAST_CHANCE && chance < 1)) {
      throw Errors.noChance(chance, LEAST_CHANCE);
    }
    if (minWords != null && minWords < 0) {
      throw Errors.tooSmall("--min-words", minWords, 0);
    }
    if (kind != By.URL && !droppedParameters.isEmpty()) {
      throw Errors.onlyWith("--drop-params", "--by url");
    }
  }

  private Judge content(Documents documents, Results results, Map<String, Object> report)
      throws IOException {
    report.put("content", ContentKey.VERSION);
    return inputs.spark()
        ? inputs.sparkJudge(context, documents, results, DuplicateSearch.CONTENT)
        : new ExactJudge(documents);
  }

  private Judge url(Documents documents, Results results, Map<String, Object> report)
      throws IOException {
    UrlRule rule = new UrlRule(droppedParameters);
    report.put("url", UrlKey.VERSION);
    report.put("dropped_parameters", rule.droppedParameters());
    return inputs.spark()
        ? inputs.sparkJudge(context, documents, results, DuplicateSearch.url(droppedParameters))
        : new UrlJudge(documents, rule);
  }

  private Judge parts(
      Documents documents, Results results, Map<String, Object> report, ParagraphCut cut)
      throws IOException {
    int least = minWords == null ? 1 : minWords;
    double chance = !bloom ? 0 : falsePositives == null ? FALSE_POSITIVES : falsePositives;
    report.put("cut", cut.version());
    report.put("min_words", least);
    if (inputs.spark()) {
      return inputs.sparkParagraphs(context, documents, results, report, cut, least, chance);
    }
    return Arguments.checked(
        () -> new ParagraphJudge(documents, results, report, cut, least, chance));
  }
}
