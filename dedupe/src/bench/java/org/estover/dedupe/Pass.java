package org.estover.dedupe;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one pass over an input did: text read, CPU time and new memory of its thread. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Pass {
  /** CPU time of the thread. */
  public long cpuNanos;

  /** Bytes of text in UTF-8. */
  public long textBytes;

  /** Bytes that the thread allocated. */
  public long allocatedBytes;

  /** What the pass counted: shingles, paragraphs, duplicates. */
  public long found;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Starts to count. */
  public void start() {
    cpuNanos -= threads.getCurrentThreadCpuTime();
    allocatedBytes -= threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Ends a pass over so many bytes that found so much. */
  public void stop(long bytes, long count) {
    cpuNanos += threads.getCurrentThreadCpuTime();
    allocatedBytes += threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    textBytes += bytes;
    found += count;
  }
}
