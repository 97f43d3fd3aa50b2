package org.estover.jobs.stage;

import java.time.Clock;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.estover.crawl.fetch.ConnectTo;
import org.estover.crawl.fetch.WebCrawler;
import org.estover.jobs.run.Progress;

/**
 * What a run has around it and a plan does not say: the engine, the screen, the clock, where names
 * lead, and what the trust has withdrawn.
 *
 * @param clock for reports and evidence; what a release is never depends on it
 * @param connectTo addresses for names, instead of what DNS says; never recorded
 * @param withdrawn what no release may hold any more: document ids, and names of URIs and hosts as
 *     {@code WithdrawnSet.nameOfUri} and {@code nameOfHost} give them
 * @param signer who signs the requests of crawls
 */
public record Workplace(
    Engine engine,
    Progress progress,
    Clock clock,
    ConnectTo connectTo,
    SortedSet<String> withdrawn,
    WebCrawler.Signer signer) {
  public Workplace {
    withdrawn = Collections.unmodifiableSortedSet(new TreeSet<>(withdrawn));
  }

  /** The same, whose crawls sign nothing. */
  public Workplace(
      Engine engine,
      Progress progress,
      Clock clock,
      ConnectTo connectTo,
      SortedSet<String> withdrawn) {
    this(engine, progress, clock, connectTo, withdrawn, WebCrawler.Signer.NOBODY);
  }
}
