package org.estover.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.crawl.decision.Decision;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.rights.Explanation;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RightsVerdict;
import org.estover.crawl.rights.Use;

/**
 * The way from the signals of a page to the verdict on each use, in words.
 *
 * @param decision the id of the decision that a corpus makes
 * @param signals the canonical lines of all signals, sorted
 */
record RightsChain(
    String decision, String rules, String license, List<String> signals, List<Step> uses) {
  RightsChain {
    signals = List.copyOf(signals);
    uses = List.copyOf(uses);
  }

  /**
   * What leads to the verdict on one use.
   *
   * @param evidence what each signal says that speaks about the use
   * @param step which of the steps of {@link Resolution} decides, and how
   */
  record Step(String use, String verdict, List<String> evidence, String step, String offer) {
    Step {
      evidence = List.copyOf(evidence);
    }

    /** The whole chain in one line. */
    String line() {
      List<String> links = new ArrayList<>(evidence);
      links.add(step);
      return String.join("; ", links) + ": " + verdict;
    }
  }

  static RightsChain of(
      DecisionRules rules, String url, List<RightsSignal> signals, String license) {
    List<Step> uses = new ArrayList<>();
    for (Use use : Use.values()) {
      Explanation declared = Resolution.explain(signals, use, rules.reading());
      RightsVerdict verdict = rules.silence().apply(declared.verdict(), license);
      String step = step(declared.verdict(), verdict);
      uses.add(new Step(use.label(), verdict.name(), declared.evidence(), step, verdict.offer()));
    }
    return new RightsChain(
        Decision.of(rules, url, signals, license).id(),
        rules.toString(),
        license,
        signals.stream().map(RightsSignal::canonical).sorted().toList(),
        uses);
  }

  private static String step(RightsVerdict declared, RightsVerdict verdict) {
    if (declared instanceof RightsVerdict.LicenseRequired) {
      return "step 2, it is offered on terms, and nothing refuses it outright";
    }
    if (declared instanceof RightsVerdict.Denied) {
      return "step 2, the strictest answer stands";
    }
    if (declared instanceof RightsVerdict.Allowed) {
      return "step 2, it is permitted and not reserved";
    }
    return "step 4, " + verdict.reason();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("  decision ").append(decision).append(" by ").append(rules);
    text.append(", license ").append(license.isEmpty() ? "none known" : license).append("\n\n");
    for (Step use : uses) {
      text.append("  ").append(use.use()).append(": ").append(use.verdict()).append('\n');
      use.evidence().forEach(line -> text.append("    ").append(line).append('\n'));
      text.append("    ").append(use.step()).append('\n');
      if (!use.offer().isEmpty()) {
        text.append("    offer: ").append(use.offer()).append('\n');
      }
    }
    return text.append('\n').toString();
  }

  Map<String, Object> json() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Step use : uses) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("use", use.use());
      each.put("verdict", use.verdict());
      each.put("chain", use.line());
      each.put("evidence", use.evidence());
      each.put("step", use.step());
      each.put("offer", use.offer());
      list.add(each);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("decision", decision);
    json.put("rules", rules);
    json.put("license", license);
    json.put("uses", list);
    json.put("signals", signals);
    return json;
  }
}
