package org.estover.dedupe.overlap;

import java.util.List;

/**
 * The items of an evaluation set by status, each list by id: what evaluation harnesses take.
 *
 * @param benchmark the evaluation set
 * @param clean the items that no document holds
 * @param dirty the items that some document holds
 * @param undecided the items that nobody can look for
 */
public record BenchmarkReport(
    String benchmark, List<String> clean, List<String> dirty, List<String> undecided) {
  public BenchmarkReport {
    clean = List.copyOf(clean);
    dirty = List.copyOf(dirty);
    undecided = List.copyOf(undecided);
  }
}
