package org.estover.licensing.portal.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whose delivery is begun next: one at a time of an account, of those that wait the one
 * whose turn was longest ago, and of its endpoints likewise. Who took long last time gets no more
 * than half of the senders, so that slow ones together leave the others theirs. Holds no queue: who
 * waits is told anew each time, and no more are begun than there are senders. Thread-safe.
 */
final class Turns {
  /** An account whose last delivery took this long is slow until one is faster. */
  static final Duration SLOW = Duration.ofSeconds(2);

  /** How many accounts and endpoints are remembered: some 3 MB; who is forgotten comes first. */
  private static final int MOST = 20_000;

  private final int senders;
  private final Map<String, Boolean> running = new HashMap<>();
  private final Map<String, Long> last = remembered();
  private final Map<String, Boolean> slow = remembered();
  private long turn;

  /** Shares so many senders. */
  Turns(int senders) {
    this.senders = senders;
  }

  private static <V> Map<String, V> remembered() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /** Whom to begin of those that wait; each has to be ended. */
  synchronized List<Due> begin(List<Due> waiting) {
    record Ranked(Due due, long account, long endpoint) {}
    List<Ranked> ranked = new ArrayList<>();
    for (Due due : waiting) {
      long account = last.getOrDefault(due.accountId(), 0L);
      ranked.add(new Ranked(due, account, last.getOrDefault(due.endpointId(), 0L)));
    }
    ranked.sort(
        Comparator.comparingLong(Ranked::account)
            .thenComparingLong(Ranked::endpoint)
            .thenComparingLong(each -> each.due().position()));
    List<Due> begun = new ArrayList<>();
    for (Ranked each : ranked) {
      Due due = each.due();
      boolean isSlow = slow.containsKey(due.accountId());
      boolean free = running.size() < senders && (!isSlow || slowOnes() < senders / 2);
      if (free && running.putIfAbsent(due.accountId(), isSlow) == null) {
        turn++;
        last.put(due.accountId(), turn);
        last.put(due.endpointId(), turn);
        begun.add(due);
      }
    }
    return begun;
  }

  private long slowOnes() {
    return running.values().stream().filter(isSlow -> isSlow).count();
  }

  /** Ends what was begun, which took so long. */
  synchronized void end(Due due, Duration took) {
    running.remove(due.accountId());
    if (took.compareTo(SLOW) < 0) {
      slow.remove(due.accountId());
    } else {
      slow.put(due.accountId(), true);
    }
  }
}
