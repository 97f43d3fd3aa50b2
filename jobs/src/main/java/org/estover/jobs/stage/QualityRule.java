package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.estover.crawl.filter.Verdict;
import org.estover.crawl.quality.CorruptModelException;
import org.estover.crawl.quality.MinimumScore;
import org.estover.crawl.quality.QualityModel;
import org.estover.crawl.quality.Scorer;
import org.estover.jobs.run.RunPlan;

/**
 * The rule of a source that drops documents which a model scores too low, on its way to the tasks:
 * each process reads the model once, and makes sure that it is the plan's.
 *
 * @param model path of the model
 * @param sha256 of the model, in hex
 * @param min the least score, as the plan has it
 */
record QualityRule(String model, String sha256, String label, String min) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The rule's name; {@link #version} says more. */
  static final String RULE = "quality";

  private static final String VERSION = "quality v1";

  static QualityRule of(RunPlan.QualityPlan plan) {
    return new QualityRule(plan.model().toString(), plan.sha256(), plan.label(), plan.min());
  }

  /** The rule and the way in which models of this kind score texts, with their versions. */
  static String version(RunPlan.QualityPlan plan) throws IOException {
    return VERSION + " " + QualityModel.algorithmOf(plan.model());
  }

  /** Refuses a plan whose models cannot be used, before any work begins. */
  static void check(RunPlan plan) throws IOException {
    for (Map.Entry<String, RunPlan.QualityPlan> quality : plan.filter().quality().entrySet()) {
      try {
        of(quality.getValue()).judge();
      } catch (CorruptModelException | IllegalArgumentException e) {
        throw plan.wrongModel(quality.getValue(), String.valueOf(e.getMessage()));
      }
    }
  }

  /** The rule at work; serves one thread. */
  Judge judge() throws IOException {
    Scorer scorer = LoadedModels.of(Path.of(model), sha256).scorer(label);
    MinimumScore least = MinimumScore.of(new BigDecimal(min));
    Verdict drop = new Verdict.Drop(RULE, "quality below " + min);
    return (text, before) -> {
      String left = before instanceof Verdict.Keep keep && keep.left() != null ? keep.left() : text;
      byte[] utf8 = left.getBytes(StandardCharsets.UTF_8);
      return least.keeps(scorer.score(utf8, 0, utf8.length)) ? before : drop;
    };
  }

  /** Judges documents. */
  interface Judge {
    /**
     * Judges a text.
     *
     * @param before the verdict of the filters, which may have left a part of the text
     */
    Verdict judge(String text, Verdict before);
  }
}
