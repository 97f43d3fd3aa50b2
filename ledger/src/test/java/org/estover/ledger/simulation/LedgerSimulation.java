package org.estover.ledger.simulation;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.estover.ledger.log.SimulatedDisk;

/**
 * Runs seeds of the simulation, or plants bugs and says which seed finds them first.
 *
 * <pre>
 * LedgerSimulation --seed N               one seed, with its commands and the steps of its disk
 * LedgerSimulation --seeds COUNT [FROM]   many; ends with 1 if one fails
 * LedgerSimulation --histories COUNT      concurrent histories; ends with 1 if one has an anomaly
 * LedgerSimulation --planted [COUNT]      each bug by at most COUNT seeds; ends with 1 if one stays
 * LedgerSimulation --controls             what the check of histories must see, and a second writer
 * </pre>
 */
public final class LedgerSimulation implements AutoCloseable {
  private static final int MOST_FAILURES = 5;

  /** Where the ledger's sources stand; the module's folder is the working directory. */
  static final Path SOURCES = Path.of("src/main/java/org/estover/ledger");

  private final HashSignatures hashes = HashSignatures.install();
  private final FileSystem memory =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix").build());
  private int lives;

  /** What many seeds showed. */
  record Summary(long seeds, long entries, int failures) {}

  LedgerSimulation() {}

  public static void main(String... arguments) throws Exception {
    List<String> given = List.of(arguments);
    String what = given.isEmpty() ? "" : given.get(0);
    long number = given.size() > 1 ? Long.parseLong(given.get(1)) : 1_000;
    boolean fine;
    try (LedgerSimulation simulation = new LedgerSimulation()) {
      fine =
          switch (what) {
            case "--seed" -> simulation.one(number, System.out);
            case "--seeds" -> {
              long from = given.size() > 2 ? Long.parseLong(given.get(2)) : 0;
              yield simulation.many(from, number, System.out).failures() == 0;
            }
            case "--histories" -> simulation.histories(number, System.out) == 0;
            case "--planted" -> simulation.planted(number);
            case "--controls" -> {
              boolean seen = Controls.skews(System.out);
              yield Controls.secondWriter(System.out) && seen;
            }
            default ->
                throw new IllegalArgumentException(
                    "expected --seed N, --seeds COUNT [FROM], --histories COUNT --planted [COUNT]"
                        + " or --controls");
          };
    }
    if (!fine) {
      System.exit(1);
    }
  }

  /** Lives the life of a seed. */
  Simulation.Result run(long seed) throws IOException {
    return Simulation.run(seed, newHome());
  }

  private Path newHome() {
    return memory.getPath("/life-" + ++lives);
  }

  private boolean one(long seed, PrintStream out) throws IOException {
    Simulation.Result result = Simulation.run(seed, newHome(), out::println);
    out.println(result.failure().isEmpty() ? "holds" : "FAILED: " + result.failure());
    out.println(result.entries() + " log entries, trace " + result.digest());
    return result.failure().isEmpty();
  }

  Summary many(long from, long count, PrintStream out) throws IOException {
    long entries = 0;
    int failures = 0;
    for (long seed = from; seed < from + count; seed++) {
      Simulation.Result result = run(seed);
      entries += result.entries();
      if (!result.failure().isEmpty()) {
        failures++;
        out.println("seed " + seed + " FAILED: " + result.failure());
        if (failures <= MOST_FAILURES) {
          out.println(result.commands());
        }
      }
    }
    out.println(count + " seeds, " + entries + " log entries, " + failures + " failures");
    return new Summary(count, entries, failures);
  }

  /** Lives histories; returns in how many of them something is wrong. */
  int histories(long count, PrintStream out) throws IOException {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    // A sequencer that is killed dies of it; all else is shown.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          if (!(thrown instanceof SimulatedDisk.Killed)) {
            out.println(thread.getName() + ": " + thrown);
          }
        });
    int wrong = 0;
    try {
      for (long seed = 0; seed < count; seed++) {
        String failure = Histories.failure(seed, newHome());
        if (!failure.isEmpty()) {
          wrong++;
          out.println("history " + seed + ": " + failure);
        }
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    out.println(count + " histories, " + wrong + " with an anomaly");
    return wrong;
  }

  private boolean planted(long most) throws IOException {
    boolean lives = planted(PlantedBugs.ALL, Simulation.class, most, System.out);
    return planted(PlantedBugs.OF_HISTORIES, Histories.class, most, System.out) && lives;
  }

  /** Plants each bug alone, and tries seeds until one fails. */
  boolean planted(List<PlantedBug> bugs, Class<?> by, long most, PrintStream out)
      throws IOException {
    int missed = 0;
    out.println("| planted bug | first seed | what it shows |\n|---|---|---|");
    for (PlantedBug bug : bugs) {
      Found found = find(bug, by, most);
      missed += found.seed() < 0 ? 1 : 0;
      String seed = found.seed() < 0 ? "NOT FOUND" : Long.toString(found.seed());
      String said = found.failure().substring(0, Math.min(110, found.failure().length()));
      out.println("| " + bug.name() + " | " + seed + " | " + said + " |");
    }
    out.println(
        String.format(
            Locale.ROOT, "%d bugs, %d not found within %d seeds", bugs.size(), missed, most));
    return missed == 0;
  }

  /**
   * What finds a bug.
   *
   * @param seed the first one, from 0, or -1 if none does
   */
  record Found(long seed, String failure) {}

  /** Plants a bug and tries seeds of a class with such a method as {@link Simulation#failure}. */
  Found find(PlantedBug bug, Class<?> by, long most) throws IOException {
    Path work = Files.createTempDirectory("estover-planted-");
    try {
      Class<?> broken = bug.load(by.getName(), SOURCES, work);
      Method failure = broken.getMethod("failure", long.class, Path.class);
      for (long seed = 0; seed < most; seed++) {
        String said = failure(failure, seed);
        if (!said.isEmpty()) {
          return new Found(seed, said);
        }
      }
      return new Found(-1, "");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("planted bug \"" + bug.name() + "\"", e);
    } finally {
      try (Stream<Path> all = Files.walk(work)) {
        for (Path path : (Iterable<Path>) all.sorted((a, b) -> b.compareTo(a))::iterator) {
          Files.delete(path);
        }
      }
    }
  }

  private String failure(Method method, long seed) throws IllegalAccessException {
    try {
      return (String) method.invoke(null, seed, newHome());
    } catch (InvocationTargetException e) {
      return "unexpected: " + e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    memory.close();
    hashes.close();
  }
}
