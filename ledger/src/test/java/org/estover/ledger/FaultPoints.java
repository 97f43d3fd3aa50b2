package org.estover.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.estover.ledger.log.FaultyDisk;

/**
 * Lets every system call by which an append or a start touches a ledger fail in turn, by an error
 * of the disk, by a full disk, and by a kill.
 *
 * <p>{@code strace} traces the one thread of a {@link FaultVictim} that works: first to see its
 * calls, then, on a fresh copy of the ledger each time, to fail the n-th call of a name. After that
 * nothing may have been acknowledged behind a sync or write that failed, nothing more may be
 * written, and a {@link CrashCheck} must pass. Arguments of the process: an empty folder to work in
 * and Go's verifier or {@code -}; and a word, where only steps whose names hold it are to be taken.
 */
final class FaultPoints {
  private static final List<String> FAULTS = List.of("error=EIO", "error=ENOSPC", "signal=KILL");

  /** Of calls that change nothing. */
  private static final List<String> READ_FAULTS = List.of("error=EIO");

  /** Of reading calls of one name so many are failed, the first ones. */
  private static final int MOST_READS = 20;

  /** Calls after whose failure nothing may be acknowledged. */
  private static final List<String> WRITES =
      List.of("write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "rename", "mkdir");

  /** Others that are part of a change. */
  private static final List<String> CHANGES = List.of("openat", "unlink", "close");

  private static final Predicate<String> IS_ANSWER =
      Pattern.compile("[a-z]+/[0-9]+ .*").asMatchPredicate();

  private static final Pattern CALL = Pattern.compile("^([a-z0-9_]+)\\(.*");

  private final Path folder;
  private final String verifier;
  private final PrintStream out;
  private final List<String> faults = new ArrayList<>();
  private CrashChild victim;
  private int number;

  private FaultPoints(Path folder, String verifier, PrintStream out) throws IOException {
    this.folder = folder;
    this.verifier = verifier;
    this.out = out;
    this.victim = victim();
  }

  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    FaultPoints points = new FaultPoints(Path.of(arguments[0]), arguments[1], out);
    points.all(arguments.length > 2 ? arguments[2] : "");
    points.faults.forEach(fault -> out.println("fault: " + fault));
    System.exit(points.faults.isEmpty() ? 0 : 1);
  }

  /**
   * A step under faults.
   *
   * @param order what the victim is told
   * @param entries size of the log before it
   * @param torn whether a group was not finished before
   */
  private record Step(String name, String order, int entries, int group, boolean torn) {}

  /** A call of the traced thread: the n-th of its name. */
  private record Call(String name, int n, boolean isWrite) {
    boolean isChange() {
      return isWrite || CHANGES.contains(name);
    }
  }

  /** What came of the faults at the calls of one name. */
  private record Row(int injected, int acknowledged, int refused, int killed, int lost) {
    Row and(Row other) {
      return new Row(
          injected + other.injected,
          acknowledged + other.acknowledged,
          refused + other.refused,
          killed + other.killed,
          lost + other.lost);
    }
  }

  private void all(String word) throws IOException, InterruptedException {
    List<Step> steps =
        List.of(
            new Step("the first append", "append", 0, 2, false),
            new Step("an append", "append", 3, 3, false),
            new Step("an append that fills a tile", "append", 254, 5, false),
            new Step("a start after a group was not finished", "start", 254, 5, true));
    for (Step step : steps) {
      if (step.name().contains(word)) {
        run(step);
      }
    }
    victim.kill();
  }

  private void run(Step step) throws IOException, InterruptedException {
    Path base = folder.resolve("base-" + number++);
    List<String> acknowledged = found(base, step);
    List<Call> calls = calls(base, step);
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Call call : calls) {
      for (String fault : call.isChange() ? FAULTS : READ_FAULTS) {
        Row row = inject(base, step, acknowledged, call, fault);
        rows.merge(call.name(), row, Row::and);
      }
    }
    out.println(step.name() + ": " + calls.size() + " system calls that touch the ledger");
    out.println("call         injected  acknowledged  refused  killed  lost");
    rows.forEach(
        (call, row) ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "%-12s %8d  %12d  %7d  %6d  %4d",
                    call,
                    row.injected(),
                    row.acknowledged(),
                    row.refused(),
                    row.killed(),
                    row.lost())));
  }

  /** Makes the ledger that a step is taken with; gives what was acknowledged in it. */
  private static List<String> found(Path base, Step step) throws IOException {
    LedgerSettings settings = CrashWriter.settings(base);
    Ledger.init(base, Samples.ORIGIN, settings);
    List<String> acknowledged = new ArrayList<>();
    try (Ledger ledger = Ledger.open(base, settings)) {
      List<Append> requests = requests(0, step.entries());
      List<Appended> answers = ledger.appendAll(requests);
      for (int i = 0; i < answers.size(); i++) {
        acknowledged.add(CrashCheck.Acknowledged.of(requests.get(i), answers.get(i)).line());
      }
    }
    if (step.torn()) {
      tear(base, requests(7_000, 20));
    }
    return acknowledged;
  }

  private static List<Append> requests(long from, int count) {
    return LongStream.range(from, from + count).mapToObj(CrashWriter::request).toList();
  }

  /** Leaves of a group all that a writer leaves which dies before the checkpoint is in place. */
  private static void tear(Path base, List<Append> group) throws IOException {
    boolean torn = false;
    for (int step = 0; !torn; step++) {
      // Under a name of its own each time, as this process must not write again where it failed.
      Path copy = base.resolveSibling(base.getFileName() + "-torn-" + step);
      Folders.copy(base, copy);
      try (Ledger ledger =
          Ledger.open(copy, CrashWriter.settings(base), FaultyDisk.failingAt(step))) {
        ledger.appendAll(group);
        throw new IllegalStateException("no step renames the checkpoint");
      } catch (IOException e) {
        torn = String.valueOf(e.getMessage()).contains("rename checkpoint");
      }
      if (torn) {
        CrashCheck.remove(base);
        Files.move(copy, base);
      } else {
        CrashCheck.remove(copy);
      }
    }
  }

  /** The calls of the traced thread that touch the ledger, as one undisturbed step makes them. */
  private List<Call> calls(Path base, Step step) throws IOException, InterruptedException {
    Path copy = copy(base, "dry");
    Path trace = folder.resolve("dry.trace");
    List<String> said = take(copy, step, trace, List.of("-e", "trace=all"));
    if (!said.contains("then acknowledged")) {
      throw new IllegalStateException(step + " fails by itself: " + said);
    }
    List<Call> calls = new ArrayList<>();
    Map<String, Integer> all = new HashMap<>();
    Map<String, Integer> reads = new HashMap<>();
    for (String line : Files.readAllLines(trace)) {
      Matcher matcher = CALL.matcher(line);
      if (matcher.matches()) {
        String name = matcher.group(1);
        boolean isWrite = WRITES.contains(name) || line.contains("O_CREAT");
        Call call = new Call(name, all.merge(name, 1, Integer::sum), isWrite);
        boolean touches = line.contains(inTrace(copy));
        if (touches
            && (call.isChange() || reads.merge(call.name(), 1, Integer::sum) <= MOST_READS)) {
          calls.add(call);
        }
      }
    }
    return calls;
  }

  /** Takes a step in which one call fails, and judges what it leaves. */
  private Row inject(Path base, Step step, List<String> acknowledged, Call call, String fault)
      throws IOException, InterruptedException {
    Path copy = copy(base, "point");
    Path trace = folder.resolve("point.trace");
    String inject = "inject=" + call.name() + ":" + fault + ":when=" + call.n();
    List<String> said =
        take(copy, step, trace, List.of("-e", "trace=" + call.name(), "-e", inject));
    String where = step.name() + ", " + call.name() + " " + call.n() + " with " + fault + ": ";
    boolean died = !said.contains("done");
    List<String> first = said.subList(0, Math.max(0, said.indexOf("taken")));
    boolean answered = first.stream().anyMatch(IS_ANSWER);
    boolean answeredThen = said.contains("then acknowledged");
    boolean kill = fault.startsWith("signal");
    if (died != kill) {
      faults.add(where + (died ? "the process died" : "the process was not killed"));
    }
    String traced = Files.readString(trace);
    if (!kill
        && !traced
            .lines()
            .anyMatch(line -> line.contains("(INJECTED)") && line.contains(inTrace(copy)))) {
      faults.add(where + "the call was not reached");
    }
    if (!kill && (answered || answeredThen) && call.isWrite()) {
      faults.add(where + "acknowledged all the same");
    }
    CrashCheck check = new CrashCheck(copy, verifier);
    check.heard(acknowledged);
    check.heard(said);
    CrashCheck.Outcome outcome = check.run();
    outcome.faults().forEach(each -> faults.add(where + each));
    long added = outcome.found() - step.entries() - (answeredThen ? 1 : 0);
    if (added != 0 && added != step.group()) {
      faults.add(where + "a part of a group is there: " + outcome);
    }
    Folders.delete(Path.of(inTrace(copy)));
    return new Row(1, answered ? 1 : 0, died || answered ? 0 : 1, died ? 1 : 0, outcome.lost());
  }

  /** A copy of a ledger in a folder of its own, with the newest checkpoint beside it. */
  private Path copy(Path base, String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name + "-" + number++)).resolve("ledger");
    Folders.copy(base, copy);
    Files.copy(CrashCheck.newest(base), CrashCheck.newest(copy));
    return copy;
  }

  /** By what a trace shows that a call touches a copy or what is beside it. */
  private static String inTrace(Path copy) {
    return String.valueOf(copy.getParent());
  }

  private CrashChild victim() throws IOException {
    return new CrashChild(FaultVictim.class, folder.resolve("warm-" + number++).toString());
  }

  /** Has the victim take a step under a trace; gives what it said. */
  private List<String> take(Path ledger, Step step, Path trace, List<String> options)
      throws IOException, InterruptedException {
    victim.tell(step.order() + " " + step.entries() + " " + step.group() + " " + ledger);
    String ready = victim.next();
    List<String> command = new ArrayList<>(List.of("strace", "-y", "-s", "0"));
    command.addAll(List.of("-o", trace.toString(), "-p", ready.substring(ready.indexOf(' ') + 1)));
    command.addAll(options);
    Process strace = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader reader = strace.inputReader(StandardCharsets.UTF_8);
    String attached = reader.readLine();
    if (attached == null || !attached.contains("attached")) {
      throw new IOException(String.join(" ", command) + ": " + attached);
    }
    victim.tell("go");
    List<String> said = heard("taken");
    strace.toHandle().destroy();
    strace.waitFor();
    if (said.contains("taken")) {
      victim.tell("more");
      said.addAll(heard("done"));
    } else {
      victim = victim();
    }
    return said;
  }

  /** What the victim says up to a line, or until it dies. */
  private List<String> heard(String last) throws InterruptedException {
    List<String> said = new ArrayList<>();
    for (String line = victim.next(); !line.equals(CrashChild.END); line = victim.next()) {
      said.add(line);
      if (line.equals(last)) {
        return said;
      }
    }
    return said;
  }
}
