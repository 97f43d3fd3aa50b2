package org.estover.ledger.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which months of account are closed, and in which month a journal entry is booked: a fold of the
 * log.
 *
 * <p>An entry is booked in the month of its effective day if that is open when it is recorded, else
 * in the first later month that is open then. So what was booked in a closed month never changes,
 * and a late fact shows in an open month, with its earlier effective day. The last month there is,
 * 9999-12, takes what finds no other and is never closed. Memory as the closed months. Not
 * thread-safe.
 */
public final class Periods {

  private static final Period LAST = new Period(9999, 12);

  private final Map<Period, PeriodState> states = new HashMap<>();
  private final List<PeriodChange> changes = new ArrayList<>();

  /** The months as some changes, in log order, left them. */
  public static Periods of(List<PeriodChange> changes) {
    Periods periods = new Periods();
    changes.forEach(periods::add);
    return periods;
  }

  /**
   * The month that an entry is booked in.
   *
   * <p>Call it for every journal entry in log order, before {@link #close} for its own log entry:
   * what a closing carries belongs to the month that it closes. What is pending, and what frees it,
   * moves no balance and restates no month.
   */
  public Period book(RecordedEntry recorded) {
    Period month = Period.of(recorded.entry().effective());
    if (state(month) == PeriodState.CLOSED && recorded.entry().kind().isPosted()) {
      add(new PeriodChange(recorded.logIndex(), month, PeriodState.RESTATED));
    }
    Period booked = month;
    while (state(booked) != PeriodState.OPEN) {
      booked = booked.next();
    }
    return booked;
  }

  /** Closes a month; one that is closed already stays as it is. */
  public void close(long logIndex, Period period) {
    if (state(period) == PeriodState.OPEN && !period.equals(LAST)) {
      add(new PeriodChange(logIndex, period, PeriodState.CLOSED));
    }
  }

  private void add(PeriodChange change) {
    states.put(change.period(), change.state());
    changes.add(change);
  }

  /** How far a month has come. */
  public PeriodState state(Period period) {
    return states.getOrDefault(period, PeriodState.OPEN);
  }

  /** Every change so far, in log order; at most two a month. */
  public List<PeriodChange> changes() {
    return List.copyOf(changes);
  }

  /** The changes that came after the first {@code known}. */
  public List<PeriodChange> changesAfter(int known) {
    return List.copyOf(changes.subList(known, changes.size()));
  }

  /** How many changes there were. */
  public int changeCount() {
    return changes.size();
  }
}
