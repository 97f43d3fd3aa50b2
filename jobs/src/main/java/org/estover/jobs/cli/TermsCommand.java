package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.estover.jobs.run.Progress;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.TermCounts;
import org.estover.tokenize.reconstruct.Terms;
import org.estover.tokenize.reconstruct.TermsCount;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "terms",
    description = "Counts how often terms were read before training steps.",
    subcommands = TermsCommand.Count.class)
final class TermsCommand {

  @Command(
      name = "count",
      description =
          "Counts terms exactly, and in how many sequences several stand together, before steps.",
      footer = {
        "",
        "occurrences: places that one sequence holds whole; a copy of a sequence counts again.",
        "sequences: sequences with such a place. cut: places that the end of a sequence cuts, which",
        "count nowhere else. together: sequences that hold all terms of a group; in one document: that",
        "hold them in a part of one document. tokenize/FORMAT.md, section 20, says it exactly."
      })
  static final class Count implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final StudyOptions study = new StudyOptions();
    @Mixin private final OrderOption order = new OrderOption();

    @Parameters(
        index = "0",
        paramLabel = "TERMS",
        description = "File with a term a line, or with several between tabs: a group.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "RELEASE", arity = "0..1", description = Context.RELEASE)
    private @Nullable String release;

    @Option(
        names = "--steps",
        split = ",",
        paramLabel = "N",
        description = "Counts what was read before each of these steps (default: all steps).")
    private List<Long> steps = new ArrayList<>();

    @Option(
        names = "--whole-words",
        description = "Passes over places where a letter or number joins the term.")
    private boolean wholeWords;

    Count(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      BatchPlan plan = study.plan();
      int workers = study.workers();
      Terms terms = Terms.read(context.around().path(file));
      try (Reconstruct reconstruct = order.open(context, release, plan)) {
        Tokenizer tokenizer = study.tokenizer(context.around());
        TermsCount.Question question =
            new TermsCount.Question(terms, plan, ascending(reconstruct.steps(plan)), wholeWords);
        TermCounts counts;
        try (Progress.Bar bar = StudyOptions.progress(context, "terms", inputs(reconstruct))) {
          counts = TermsCount.count(reconstruct, tokenizer, question, workers, bar::advance);
        }
        Map<String, Object> data = OrderOption.answer(reconstruct);
        data.put("sequencesPerStep", plan.sequencesPerStep());
        data.put("wholeWords", wholeWords);
        data.put("steps", counts.steps());
        data.put("terms", terms(counts));
        data.put("groups", groups(counts));
        context.answer(people(counts), data);
      }
      return ExitCode.OK;
    }

    private List<Long> ascending(long all) throws UsageException {
      for (long step : steps) {
        if (step < 0 || step > all) {
          throw Errors.notAStep("--steps", step, 0, all, study.plan());
        }
      }
      return steps.isEmpty() ? List.of(all) : steps.stream().distinct().sorted().toList();
    }

    /** The tokens that are read once, whatever the weights. */
    private static long inputs(Reconstruct reconstruct) {
      long sequences =
          IntStream.range(0, reconstruct.order().sources().size())
              .mapToLong(reconstruct.order()::sequenceCount)
              .sum();
      return sequences * reconstruct.order().sequenceTokens();
    }

    private interface Counter {
      long of(int step, int number);
    }

    private static List<Long> all(TermCounts counts, Counter counter, int number) {
      return LongStream.range(0, counts.steps().size())
          .map(step -> counter.of((int) step, number))
          .boxed()
          .toList();
    }

    private static List<Object> terms(TermCounts counts) {
      List<Object> terms = new ArrayList<>();
      for (int term = 0; term < counts.terms().terms().size(); term++) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("term", counts.terms().terms().get(term));
        data.put("occurrences", all(counts, counts::occurrences, term));
        data.put("sequences", all(counts, counts::sequences, term));
        data.put("cut", all(counts, counts::cut, term));
        terms.add(data);
      }
      return terms;
    }

    private static List<String> members(TermCounts counts, int group) {
      return counts.terms().groups().get(group).stream().map(counts.terms().terms()::get).toList();
    }

    private static List<Object> groups(TermCounts counts) {
      List<Object> groups = new ArrayList<>();
      for (int group = 0; group < counts.terms().groups().size(); group++) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("terms", members(counts, group));
        data.put("sequences", all(counts, counts::sequencesOfGroup, group));
        data.put("inOneDocument", all(counts, counts::documentsOfGroup, group));
        groups.add(data);
      }
      return groups;
    }

    private static String people(TermCounts counts) {
      Table terms = new Table().row("before step", "occurrences", "sequences", "cut", "term");
      for (int term = 0; term < counts.terms().terms().size(); term++) {
        for (int step = 0; step < counts.steps().size(); step++) {
          terms.row(
              counts.steps().get(step),
              counts.occurrences(step, term),
              counts.sequences(step, term),
              counts.cut(step, term),
              counts.terms().terms().get(term));
        }
      }
      if (counts.terms().groups().isEmpty()) {
        return terms.toString();
      }
      Table groups = new Table().row("before step", "sequences", "in one document", "together");
      for (int group = 0; group < counts.terms().groups().size(); group++) {
        for (int step = 0; step < counts.steps().size(); step++) {
          groups.row(
              counts.steps().get(step),
              counts.sequencesOfGroup(step, group),
              counts.documentsOfGroup(step, group),
              String.join(" + ", members(counts, group)));
        }
      }
      return terms + "\n" + groups;
    }
  }
}
