package org.estover.jobs.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;

/**
 * Says where a run stands that a signal ends, such as Ctrl-C, or want of memory.
 *
 * <p>Spark stops itself then, in the middle of its work: what fails of that is no error, and the
 * exit status is the signal's.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** From here until it is closed, the end of the process is an interruption of {@code run}. */
  static Interruption of(RunFolder run, PrintStream screen) {
    Thread hook = new Thread(() -> screen.println(place(run)), "estover-interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came before; the process ends as soon as it can.
      screen.println(place(run));
    }
    return new Interruption(hook);
  }

  private static String place(RunFolder run) {
    String where = "";
    for (StageName stage : StageName.values()) {
      if (where.isEmpty() && Files.exists(run.temporary(stage))) {
        where = " in " + stage.folder();
      }
    }
    return isSignal()
        ? "estover: interrupted" + where + "; run the plan again to go on"
        : "estover: stopped"
            + where
            + ", most likely for want of memory: give it more, as in"
            + " ESTOVER_JAVA_OPTS=-Xmx8g, and run the plan again to go on";
  }

  /** Java handles each signal in a thread of its name; who ends for another reason has none. */
  private static boolean isSignal() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("SIG[A-Z]+ handler"));
  }

  /** Whether a signal is ending this process. */
  static boolean isUnderWay() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running, or it has been.
      return;
    }
  }
}
