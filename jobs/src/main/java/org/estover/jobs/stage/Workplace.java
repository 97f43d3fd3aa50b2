package org.estover.jobs.stage;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.jobs.run.Progress;

/**
 * What a run has around it and a plan does not say: the engine, the screen, where names lead, and
 * what the trust has withdrawn.
 *
 * @param connectTo addresses for names, instead of what DNS says; never recorded
 * @param withdrawn URIs of documents that no release may contain any more
 */
public record Workplace(
    Engine engine, Progress progress, ConnectTo connectTo, SortedSet<String> withdrawn) {
  public Workplace {
    withdrawn = Collections.unmodifiableSortedSet(new TreeSet<>(withdrawn));
  }
}
