package org.estover.licensing.portal.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.Removal;

/**
 * What the corridor met, what each rule took away and what is left: a Sankey diagram over stages,
 * in which every stage gives on exactly what it does not take.
 *
 * @param nodes stages in corridor order, then the release, then the rules
 * @param flows from node to node
 * @param stages the same as a table
 */
public record Funnel(List<Node> nodes, List<Flow> flows, List<Stage> stages) {

  /** Node of what is in the release. */
  public static final String RELEASE = "release";

  /** Copies the lists. */
  public Funnel {
    nodes = List.copyOf(nodes);
    flows = List.copyOf(flows);
    stages = List.copyOf(stages);
  }

  /**
   * A box of the diagram.
   *
   * @param id the stage, {@link #RELEASE}, or stage, space and rule
   * @param kind {@code stage}, {@code release} or {@code rule}
   */
  public record Node(String id, String kind) {}

  /**
   * A band of the diagram.
   *
   * @param documents more than 0
   * @param stage of the rule that the band leads to, or ""
   * @param rule that the band leads to, or ""
   */
  public record Flow(String from, String to, long documents, String stage, String rule) {}

  /**
   * A stage: what came in, what its rules took, what it gave on.
   *
   * @param taken by its rules, as the release lists them
   */
  public record Stage(String name, long in, List<Removal> taken, long out) {
    /** Copies the rules. */
    public Stage {
      taken = List.copyOf(taken);
    }
  }

  /** The funnel of a release. */
  public static Funnel of(ReleaseContent content) {
    Map<String, List<Removal>> byStage = new TreeMap<>();
    long met = content.documents();
    for (Removal removal : content.removals()) {
      byStage.computeIfAbsent(removal.stage(), any -> new ArrayList<>()).add(removal);
      met = Math.addExact(met, removal.documents());
    }
    List<Stage> stages = new ArrayList<>();
    long left = met;
    for (Map.Entry<String, List<Removal>> stage : byStage.entrySet()) {
      long in = left;
      for (Removal removal : stage.getValue()) {
        left -= removal.documents();
      }
      stages.add(new Stage(stage.getKey(), in, stage.getValue(), left));
    }
    return drawn(stages);
  }

  private static Funnel drawn(List<Stage> stages) {
    List<Node> nodes = new ArrayList<>();
    List<Node> rules = new ArrayList<>();
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      nodes.add(new Node(stage.name(), "stage"));
      for (Removal removal : stage.taken()) {
        if (removal.documents() > 0) {
          String rule = stage.name() + " " + removal.rule();
          rules.add(new Node(rule, "rule"));
          flows.add(
              new Flow(stage.name(), rule, removal.documents(), removal.stage(), removal.rule()));
        }
      }
      String next = i + 1 < stages.size() ? stages.get(i + 1).name() : RELEASE;
      if (stage.out() > 0) {
        flows.add(new Flow(stage.name(), next, stage.out(), "", ""));
      }
    }
    nodes.add(new Node(RELEASE, RELEASE));
    nodes.addAll(rules);
    return new Funnel(nodes, flows, stages);
  }
}
