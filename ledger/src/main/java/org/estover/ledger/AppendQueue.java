package org.estover.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.estover.ledger.book.Journal;

/**
 * The way to one ledger for many threads: takes their requests and appends them in groups.
 *
 * <p>One thread orders everything, so that a history of requests is as if each had come alone, one
 * after the other; a decision that reads balances sees all that stands before it. Requests that
 * come while a group is being written are the next group, and share its syncs of the disk. Nobody
 * is answered before the group is durable. What is chained to an answer runs on that one thread and
 * must not wait for another. Thread-safe; owns the ledger until closed.
 */
public final class AppendQueue implements AutoCloseable {
  private static final int MAX_GROUP = 2_048;

  private final Ledger ledger;
  private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Thread sequencer;
  private boolean closed;

  /** Somebody who waits for an answer. */
  private record Waiting(Submission submission, CompletableFuture<List<Appended>> answer) {}

  /** The last one, for whom nothing is recorded. */
  private static final Waiting END =
      new Waiting((group, books) -> List.of(), new CompletableFuture<>());

  /** Decides from the books what to record, or refuses. */
  @FunctionalInterface
  public interface Decision {
    /**
     * Decides.
     *
     * @param books the balances with all that stands before; to be read only, and only meanwhile
     * @throws LedgerRefusedException if nothing shall be recorded
     */
    Append decide(Journal books) throws LedgerRefusedException;
  }

  /** Takes over a ledger that was opened for writing. */
  public AppendQueue(Ledger ledger) {
    this.ledger = ledger;
    this.sequencer = new Thread(this::run, "estover-sequencer");
    sequencer.start();
  }

  /**
   * Records facts, all of them or none.
   *
   * @return completes with an answer for each request once they are durable; exceptionally with a
   *     {@link LedgerRefusedException} if they were refused, or an {@link IOException} if a write
   *     failed, after which all else fails too
   */
  public CompletableFuture<List<Appended>> submit(List<Append> requests) {
    return enter(Submission.of(requests));
  }

  /**
   * Records what a decision says. A key that brought an entry before gets that answer, and nothing
   * is decided again.
   *
   * @param idempotencyKey the key of the request that the decision makes
   */
  public CompletableFuture<List<Appended>> submit(String idempotencyKey, Decision decision) {
    return enter(Submission.of(idempotencyKey, decision));
  }

  private synchronized CompletableFuture<List<Appended>> enter(Submission submission) {
    CompletableFuture<List<Appended>> answer = new CompletableFuture<>();
    if (closed) {
      answer.completeExceptionally(Errors.queueClosed());
    } else {
      waiting.add(new Waiting(submission, answer));
    }
    return answer;
  }

  private void run() {
    List<Waiting> group = new ArrayList<>();
    try {
      boolean open = true;
      while (open) {
        try {
          group.add(waiting.take());
        } catch (InterruptedException e) {
          // Nobody has this thread but the queue, which ends it by a last entry of its own.
          continue;
        }
        waiting.drainTo(group, MAX_GROUP - 1);
        open = !group.remove(END);
        append(group);
        group.clear();
      }
    } finally {
      end(group);
    }
  }

  /** Leaves nobody waiting, whatever ended the sequencer. */
  private synchronized void end(List<Waiting> group) {
    closed = true;
    waiting.drainTo(group);
    group.forEach(each -> each.answer().completeExceptionally(Errors.queueClosed()));
  }

  private void append(List<Waiting> group) {
    List<Writer.Outcome> outcomes;
    try {
      outcomes = ledger.appendEach(group.stream().map(Waiting::submission).toList());
    } catch (IOException | RuntimeException e) {
      group.forEach(each -> each.answer().completeExceptionally(e));
      return;
    }
    for (int i = 0; i < group.size(); i++) {
      Exception refusal = outcomes.get(i).refusal();
      if (refusal == null) {
        group.get(i).answer().complete(outcomes.get(i).answers());
      } else {
        group.get(i).answer().completeExceptionally(refusal);
      }
    }
  }

  /** Answers all who wait, and closes the ledger. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (!closed) {
        closed = true;
        waiting.add(END);
      }
    }
    boolean interrupted = false;
    while (sequencer.isAlive()) {
      try {
        sequencer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    ledger.close();
  }
}
