package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.frontier.DocIDServer;
import edu.uci.ics.crawler4j.frontier.Frontier;
import edu.uci.ics.crawler4j.url.WebURL;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.source.CrawlPlan;
import org.jspecify.annotations.Nullable;

/**
 * The URLs to visit, in link levels; thread-safe.
 *
 * <p>A level holds every URL first seen in the one before. It is visited completely before the next
 * begins; that one is what its pages linked to, ordered by {@link LevelKey} and cut where the
 * plan's budget ends. So what is visited follows from the plan and the web alone, however many
 * threads there are and whichever is faster. A redirect counts as a link. Only pages that cost a
 * request count against the budget, so pages that robots.txt forbids do not eat it up.
 *
 * <p>Within a level, sites take turns by when their next request is due. Memory: the URLs of all
 * levels so far, and of the next level at most as many as the budget allows; with the plan's {@code
 * max-pages} of 10 million about 2 GB, which is this engine's limit on one machine.
 */
final class LevelFrontier implements Frontier, DocIDServer {
  /** Takes finished visits; called by one thread at a time. */
  interface Finished {
    void level(int level, int pages);

    /** Takes a visit and says whether it cost a request. */
    boolean visit(Visit visit) throws IOException;
  }

  private final CrawlPlan plan;
  private final Scope scope;
  private final HostBudgets budgets;
  private final Politeness politeness;
  private final Clock clock;
  private final Finished finished;

  private final Set<String> known = new HashSet<>();
  private final TreeMap<LevelKey, PageUrl> next = new TreeMap<>();
  private final Set<String> nextUrls = new HashSet<>();
  private final Map<String, Queue> queues = new TreeMap<>();
  private int level = -1;
  private int waiting;
  private int inFlight;
  private long spent;
  private long processed;
  private boolean over;
  private @Nullable Throwable failure;

  LevelFrontier(
      CrawlPlan plan,
      Scope scope,
      HostBudgets budgets,
      Politeness politeness,
      Clock clock,
      Finished finished) {
    this.plan = plan;
    this.scope = scope;
    this.budgets = budgets;
    this.politeness = politeness;
    this.clock = clock;
    this.finished = finished;
  }

  /** The URLs of one site that wait in this level. */
  private static final class Queue {
    private final Deque<PageUrl> urls = new ArrayDeque<>();
    private int inFlight;
  }

  /** Offers a URL for the next level. */
  synchronized void offer(PageUrl url) {
    String text = url.toString();
    if (known.contains(text) || !scope.contains(url) || !nextUrls.add(text)) {
      return;
    }
    next.put(LevelKey.of(plan.seed(), text), url);
    if (next.size() > plan.maxPages() - spent) {
      nextUrls.remove(next.pollLastEntry().getValue().toString());
    }
  }

  @Override
  public void scheduleAll(List<WebURL> urls) {
    urls.forEach(this::schedule);
  }

  @Override
  public void schedule(WebURL url) {
    PageUrl.parse(url.getURL()).ifPresent(this::offer);
  }

  @Override
  public synchronized void getNextURLs(int max, List<WebURL> result) {
    try {
      while (!over) {
        if (waiting == 0 && inFlight == 0) {
          nextLevel();
          continue;
        }
        Queue due = waiting == 0 ? null : firstDue();
        long wait = due == null ? 0 : Math.max(0, freeAt(due) - clock.millis());
        if (due != null && wait == 0) {
          due.inFlight++;
          inFlight++;
          waiting--;
          result.add(new Visit(due.urls.removeFirst()));
          return;
        }
        wait(wait);
      }
    } catch (InterruptedException e) {
      over = true;
      notifyAll();
    }
  }

  private @Nullable Queue firstDue() {
    Queue first = null;
    for (Queue queue : queues.values()) {
      if (!queue.urls.isEmpty()
          && budgets.mayBegin(queue.urls.getFirst(), queue.inFlight)
          && (first == null || freeAt(queue) < freeAt(first))) {
        first = queue;
      }
    }
    return first;
  }

  private long freeAt(Queue queue) {
    return politeness.freeAtMillis(queue.urls.getFirst(), queue.inFlight);
  }

  private void nextLevel() {
    level++;
    while (next.size() > Math.max(0, plan.maxPages() - spent)) {
      next.pollLastEntry();
    }
    over = next.isEmpty() || level > plan.maxDepth();
    if (!over) {
      queues.clear();
      next.values().removeIf(url -> !budgets.admits(url));
      for (PageUrl url : next.values()) {
        known.add(url.toString());
        queues.computeIfAbsent(url.authority(), unused -> new Queue()).urls.addLast(url);
      }
      waiting = next.size();
      finished.level(level, waiting);
    }
    next.clear();
    nextUrls.clear();
    notifyAll();
  }

  @Override
  public void setProcessed(WebURL url) {
    Visit visit = (Visit) url;
    if (visit.again) {
      askAgain(visit.page());
      return;
    }
    boolean cost = true;
    try {
      cost = finished.visit(visit);
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
    synchronized (this) {
      visit.links.forEach(this::offer);
      Queue queue = queues.get(visit.page().authority());
      if (queue != null) {
        queue.inFlight--;
        if (!budgets.ended(visit.page(), level, visit.outcome, visit.fingerprint)) {
          budgets.dropped(queue.urls.size());
          waiting -= queue.urls.size();
          queue.urls.clear();
        }
      }
      inFlight--;
      processed++;
      spent += cost ? 1 : 0;
      notifyAll();
    }
  }

  private synchronized void askAgain(PageUrl page) {
    Queue queue = queues.get(page.authority());
    if (queue != null) {
      queue.urls.addFirst(page);
      queue.inFlight--;
      waiting++;
    }
    inFlight--;
    notifyAll();
  }

  /** Ends the crawl because of {@code cause}, which {@link #failure} then returns. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    finish();
  }

  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** The number of levels visited. */
  synchronized int levels() {
    return level;
  }

  @Override
  public synchronized void finish() {
    over = true;
    notifyAll();
  }

  @Override
  public synchronized boolean isFinished() {
    return over;
  }

  @Override
  public synchronized long getQueueLength() {
    return waiting;
  }

  @Override
  public synchronized long getNumberOfAssignedPages() {
    return inFlight;
  }

  @Override
  public synchronized long getNumberOfProcessedPages() {
    return processed;
  }

  @Override
  public synchronized long getNumberOfScheduledPages() {
    return known.size();
  }

  @Override
  public void close() {}

  // As DocIDServer: only URLs of levels that have begun count as seen, since which page of the
  // running level saw a URL first is a matter of timing.

  @Override
  public synchronized int getDocId(String url) {
    return known.contains(url) ? 1 : -1;
  }

  @Override
  public int getNewDocID(String url) {
    return 1;
  }

  @Override
  public void addUrlAndDocId(String url, int docId) {}

  @Override
  public boolean isSeenBefore(String url) {
    return getDocId(url) > 0;
  }

  @Override
  public synchronized int getDocCount() {
    return known.size();
  }
}
