package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.List;

/**
 * What one place declares: signals that stand for themselves, and pointers to RSL documents that
 * must be fetched before they say anything.
 */
public record Declarations(List<RightsSignal> signals, List<RslPointer> documents) {
  /** Nothing is declared. */
  public static final Declarations NONE = new Declarations(List.of(), List.of());

  public Declarations {
    signals = List.copyOf(signals);
    documents = List.copyOf(documents);
  }

  /** These declarations, then those of {@code other}. */
  public Declarations and(Declarations other) {
    List<RightsSignal> allSignals = new ArrayList<>(signals);
    allSignals.addAll(other.signals);
    List<RslPointer> allDocuments = new ArrayList<>(documents);
    allDocuments.addAll(other.documents);
    return new Declarations(allSignals, allDocuments);
  }
}
