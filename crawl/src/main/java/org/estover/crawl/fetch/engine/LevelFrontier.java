package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.frontier.DocIDServer;
import edu.uci.ics.crawler4j.frontier.Frontier;
import edu.uci.ics.crawler4j.url.WebURL;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.frontier.FoundUrl;
import org.estover.crawl.frontier.Level;
import org.estover.crawl.frontier.OpenLevel;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the URLs of one level after the other; thread-safe.
 *
 * <p>Hosts take turns by when their next request is due, and within a host URLs come in the level's
 * order, one at a time. A visit that is over is kept before its host's next one is handed out. One
 * that waits for another host stands in that host's line, of which one at a time is handed out when
 * the host is due, before the host's own pages.
 *
 * <p>Memory: some 150 bytes per host that has URLs left, and a bit or two per URL of the level;
 * URLs are read from the level's file when their turn comes.
 */
final class LevelFrontier implements Frontier, DocIDServer {
  /** Keeps finished visits; called by several threads at once. */
  interface Finished {
    void visited(Visit visit) throws IOException;
  }

  private final Politeness politeness;
  private final HostBudgets budgets;
  private final Clock clock;
  private final Finished finished;

  private final PriorityQueue<Queue> queues =
      new PriorityQueue<>(
          Comparator.comparingLong((Queue queue) -> queue.dueMillis)
              .thenComparingInt(queue -> queue.index));

  /** Of hosts that visits of others wait for. */
  private final Map<String, Queue> lines = new HashMap<>();

  private @Nullable OpenLevel open;
  private BitSet done = new BitSet();

  /** Which URLs of the level were left out when their turn came, by reason. */
  private final Map<String, BitSet> refused = new TreeMap<>();

  private int number;
  private int left;
  private int inFlight;
  private long processed;
  private boolean over = true;
  private boolean stopped;
  private @Nullable Throwable failure;

  LevelFrontier(Politeness politeness, HostBudgets budgets, Clock clock, Finished finished) {
    this.politeness = politeness;
    this.budgets = budgets;
    this.clock = clock;
    this.finished = finished;
  }

  /** The URLs of one host that wait in this level, or a line: visits of others that wait for it. */
  static final class Queue {
    private final String host;
    private long offset;
    private int index;
    private int left;
    private long dueMillis;

    /** The page that was handed out and is to be handed out again. */
    private @Nullable Visit again;

    /** Of a line: the queues whose pages wait for the host. */
    private @Nullable Deque<Queue> guests;

    /** The line of a host. */
    Queue(String host) {
      this.host = host;
      this.index = -1;
      this.guests = new ArrayDeque<>();
    }

    Queue(Level.Host host, int left) {
      this.host = host.name();
      this.offset = host.offset();
      this.index = host.index();
      this.left = left;
    }
  }

  /** Begins a level; all workers are done with the one before. */
  synchronized void begin(OpenLevel level, int levelNumber) {
    open = level;
    number = levelNumber;
    queues.clear();
    lines.clear();
    left = 0;
    BitSet visited = level.visited();
    done = BitSet.valueOf(visited.toLongArray());
    refused.clear();
    for (Level.Host host : level.level().hosts()) {
      int before = visited.get(host.index(), host.index() + host.count()).cardinality();
      if (before < host.count()) {
        queues.add(new Queue(host, host.count() - before));
        left += host.count() - before;
      }
    }
    over = stopped || left == 0;
  }

  @Override
  public synchronized void getNextURLs(int max, List<WebURL> result) {
    try {
      while (!over) {
        Queue due = firstDue();
        long wait = due == null ? 0 : due.dueMillis - clock.millis();
        if (due != null && wait <= 0) {
          queues.remove(due);
          Visit visit = take(due);
          if (visit != null) {
            result.add(visit);
            return;
          }
          if (left == 0) {
            over = true;
            notifyAll();
          }
          continue;
        }
        wait(Math.max(wait, 0));
      }
    } catch (InterruptedException e) {
      finish();
    } catch (IOException e) {
      fail(e);
    }
  }

  /** The queue whose next request is due first, or null if all that have URLs are in flight. */
  private @Nullable Queue firstDue() {
    while (true) {
      Queue first = queues.peek();
      if (first == null) {
        return null;
      }
      if (first.dueMillis > clock.millis()) {
        return first;
      }
      // Requests about its sites themselves, and what they asked for, may have moved it on.
      long due = politeness.freeAtMillis(first.host);
      if (due <= first.dueMillis) {
        return first;
      }
      queues.remove(first);
      first.dueMillis = due;
      queues.add(first);
    }
  }

  /** The queue's next URL that is to be visited, or null if none is left. */
  private @Nullable Visit take(Queue queue) throws IOException {
    OpenLevel level = open;
    if (level == null) {
      throw new IllegalStateException("no level has begun");
    }
    Deque<Queue> guests = queue.guests;
    if (guests != null) {
      Queue guest = guests.remove();
      Visit visit = Objects.requireNonNull(guest.again, "a guest waits");
      visit.line = queue;
      guest.again = null;
      return handedOut(guest, visit);
    }
    Visit again = queue.again;
    if (again != null) {
      queue.again = null;
      return handedOut(queue, again);
    }
    while (queue.left > 0) {
      Level.Entry entry = level.level().at(queue.offset);
      int index = queue.index++;
      queue.offset = entry.next();
      if (!level.visited().get(index)) {
        FoundUrl found = entry.found();
        PageUrl page = PageUrl.parse(found.url()).orElseThrow(() -> Errors.notNormal(found.url()));
        String reason = budgets.reasonAgainst(page, found.isOwn());
        if (reason.isEmpty()) {
          return handedOut(queue, new Visit(page, index, found.isOwn()));
        }
        refused.computeIfAbsent(reason, unused -> new BitSet()).set(index);
        queue.left--;
        left--;
      }
    }
    return null;
  }

  private Visit handedOut(Queue queue, Visit visit) {
    queue.left--;
    inFlight++;
    visit.queue = queue;
    return visit;
  }

  private synchronized void askAgain(Visit visit) {
    inFlight--;
    leaveLine(visit);
    Queue queue = visit.queue;
    if (queue != null) {
      queue.again = visit.exchange == null ? visit.anew() : visit;
      queue.left++;
      if (visit.waitsFor.isEmpty() || visit.waitsFor.equals(queue.host)) {
        add(queue);
      } else {
        Queue line = lines.get(visit.waitsFor);
        if (line == null) {
          line = new Queue(visit.waitsFor);
          lines.put(line.host, line);
          join(line, queue);
          add(line);
        } else {
          join(line, queue);
        }
      }
      visit.again = false;
      visit.waitsFor = "";
    }
    notifyAll();
  }

  private static void join(Queue line, Queue queue) {
    Objects.requireNonNull(line.guests, "a line has guests").add(queue);
  }

  /** Hands the queue's next out when its host is due, and behind those that are due already. */
  private void add(Queue queue) {
    queue.dueMillis = Math.max(politeness.freeAtMillis(queue.host), clock.millis());
    queues.add(queue);
  }

  /** Lets the next in line, where a visit was taken from one. */
  private void leaveLine(Visit visit) {
    Queue line = visit.line;
    visit.line = null;
    if (line != null && Objects.requireNonNull(line.guests).isEmpty()) {
      lines.remove(line.host);
    } else if (line != null) {
      add(line);
    }
  }

  /** When the visit of another host could ask a host that begins to wait now. */
  synchronized long dueMillis(String host) {
    long due = Math.max(politeness.freeAtMillis(host), clock.millis());
    Queue line = lines.get(host);
    int before = line == null ? 0 : Objects.requireNonNull(line.guests).size();
    return due + before * politeness.delayMillis(host);
  }

  @Override
  public void setProcessed(WebURL url) {
    Visit visit = (Visit) url;
    if (visit.again) {
      askAgain(visit);
      return;
    }
    boolean goesOn = true;
    try {
      // Without an outcome the crawl was stopped while this page was on its way.
      if (!visit.outcome.isEmpty()) {
        finished.visited(visit);
        goesOn =
            budgets.visited(visit.page(), visit.isOwn, number, visit.outcome, visit.fingerprint);
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
    synchronized (this) {
      inFlight--;
      if (!visit.outcome.isEmpty()) {
        left--;
        processed++;
        done.set(visit.index);
      }
      Queue queue = visit.queue;
      if (queue != null && !goesOn) {
        left -= queue.left;
        queue.left = 0;
      }
      leaveLine(visit);
      if (queue != null && queue.left > 0) {
        add(queue);
      }
      over |= left == 0;
      notifyAll();
    }
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

  /** Why a URL of a level that is done was not visited, or "" if it was. */
  synchronized String reasonAgainst(int index) {
    if (done.get(index)) {
      return "";
    }
    for (Map.Entry<String, BitSet> reason : refused.entrySet()) {
      if (reason.getValue().get(index)) {
        return reason.getKey();
      }
    }
    return HostBudgets.LOW_YIELD;
  }

  /** Whether every URL of the level was visited or left out. */
  synchronized boolean isLevelDone() {
    return left == 0 && inFlight == 0;
  }

  @Override
  public synchronized void finish() {
    stopped = true;
    over = true;
    notifyAll();
  }

  @Override
  public synchronized boolean isFinished() {
    return over;
  }

  @Override
  public synchronized long getQueueLength() {
    return (long) left - inFlight;
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
    return processed + left;
  }

  @Override
  public void close() {}

  // Links reach the next level by the journal, so crawler4j schedules nothing and asks for no ids.

  @Override
  public void scheduleAll(List<WebURL> urls) {
    urls.forEach(this::schedule);
  }

  @Override
  public void schedule(WebURL url) {
    throw new IllegalStateException("crawler4j has found a link of its own: " + url);
  }

  @Override
  public int getDocId(String url) {
    return -1;
  }

  @Override
  public int getNewDocID(String url) {
    return 1;
  }

  @Override
  public void addUrlAndDocId(String url, int docId) {}

  @Override
  public boolean isSeenBefore(String url) {
    return false;
  }

  @Override
  public int getDocCount() {
    return 0;
  }
}
