package org.estover.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.log.LogEntry;

/**
 * What must hold of a ledger after whatever ended its writer: a new process opens it, all that was
 * acknowledged stands in its place, the same requests get the same answers, more can be appended,
 * and neither the {@link Auditor} nor Go's verifier finds a fault.
 *
 * <p>Arguments of the process: the ledger's folder, a file of what a {@link CrashWriter} said, and
 * Go's verifier or {@code -}; ends with 1 where something does not hold.
 */
final class CrashCheck {
  private static final int RESENT = 40;

  /** Numbers of requests that no writer sends. */
  private static final long OWN = 5_000_000_000L;

  private final Path folder;
  private final String verifier;
  private final Map<Long, Acknowledged> acknowledged = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long highest = -1;

  /**
   * A check of a ledger that is allowed to change it.
   *
   * @param verifier the program {@code tlogverify}, or {@code -} to do without
   */
  CrashCheck(Path folder, String verifier) {
    this.folder = folder;
    this.verifier = verifier;
  }

  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    CrashCheck check = new CrashCheck(Path.of(arguments[0]), arguments[2]);
    check.heard(lines(Path.of(arguments[1])));
    Outcome outcome = check.run();
    out.println(outcome);
    outcome.faults().forEach(fault -> out.println("fault: " + fault));
    System.exit(outcome.faults().isEmpty() ? 0 : 1);
  }

  /** The whole lines of a file; a last one that was not ended was never said. */
  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** An answer that a client got. */
  record Acknowledged(String key, long index, String commitment) {
    static Acknowledged of(Append request, Appended answer) {
      return new Acknowledged(
          request.idempotencyKey(), answer.index(), answer.entry().commitment());
    }

    String line() {
      return key + " " + index + " " + commitment;
    }
  }

  /**
   * What was found.
   *
   * @param found how many log entries there are
   * @param lost how many of the acknowledged ones are not among them, each in its place
   * @param cut files that the start cut
   */
  record Outcome(int acknowledged, long found, int lost, List<String> cut, List<String> faults) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "acknowledged %d, found %d, lost %d, torn files cut %d",
          acknowledged,
          found,
          lost,
          cut.size());
    }
  }

  /** Takes over what a writer said; lines that are no answers are passed over. */
  void heard(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words.length == 3 && words[0].contains("/")) {
        heard(new Acknowledged(words[0], Long.parseLong(words[1]), words[2]));
      }
    }
  }

  private void heard(Acknowledged answer) {
    Acknowledged before = acknowledged.put(answer.index(), answer);
    if (before != null && !before.equals(answer)) {
      faults.add("acknowledged \"" + before.line() + "\", and then \"" + answer.line() + "\"");
    }
    highest = Math.max(highest, CrashWriter.number(answer.key()));
  }

  /** The number of the last request that was acknowledged, or -1. */
  long highest() {
    return highest;
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** Makes the check, on the ledger itself. */
  Outcome run() throws IOException, InterruptedException {
    return run(folder);
  }

  /** Makes the check on a copy of the ledger, so that a start still finds what the writer left. */
  Outcome runOnCopy(Path copy) throws IOException, InterruptedException {
    Folders.copy(folder, copy);
    Path newest = newest(folder);
    // A ledger killed before its first write has none, and that of another must not stand for it.
    Files.deleteIfExists(newest(copy));
    if (Files.exists(newest)) {
      Files.copy(newest, newest(copy));
    }
    return run(copy);
  }

  private Outcome run(Path ledger) throws IOException, InterruptedException {
    List<String> found = new ArrayList<>(faults);
    List<String> cut = List.of();
    long size = 0;
    int lost = acknowledged.size();
    try {
      Ledger.openReadOnly(ledger, CrashWriter.settings(ledger)).close();
      try (Ledger opened = Ledger.open(ledger, CrashWriter.settings(ledger))) {
        cut = opened.cut();
        size = opened.checkpoint().size();
        lost = lost(opened);
        if (lost == 0) {
          answerAgain(opened, found);
          goOn(opened, found);
        }
      }
      for (Finding finding : Auditor.audit(ledger, Ledger.verifierKey(ledger))) {
        found.add("the auditor: " + finding.message());
      }
      found.addAll(refusedByGo(ledger));
    } catch (IOException | UncheckedIOException e) {
      found.add(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    if (lost > 0) {
      found.add(0, lost + " acknowledged entries are lost");
    }
    return new Outcome(acknowledged.size(), size, lost, cut, List.copyOf(found));
  }

  private int lost(Ledger ledger) throws IOException {
    int kept = 0;
    long index = 0;
    try (Stream<byte[]> entries = ledger.log().entries(0)) {
      for (byte[] bytes : (Iterable<byte[]>) entries::iterator) {
        Acknowledged answer = acknowledged.get(index++);
        if (answer != null) {
          LogEntry entry = LogEntry.parse(bytes);
          boolean same =
              entry.commitment().equals(answer.commitment())
                  && entry.keyDigest().equals(Append.keyDigest(answer.key()));
          kept += same ? 1 : 0;
        }
      }
    }
    return acknowledged.size() - kept;
  }

  /** Sends some acknowledged requests again, the last ones among them: the answers must be same. */
  private void answerAgain(Ledger ledger, List<String> found) throws IOException {
    List<Acknowledged> resent = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(acknowledged.size());
    List<Long> indexes = acknowledged.keySet().stream().sorted().toList();
    for (int i = 1; i <= Math.min(RESENT, indexes.size()); i++) {
      int at = i % 2 == 0 ? indexes.size() - i : random.nextInt(indexes.size());
      resent.add(acknowledged.get(indexes.get(at)));
    }
    List<Append> requests =
        resent.stream().map(each -> CrashWriter.request(CrashWriter.number(each.key()))).toList();
    List<Appended> answers = ledger.appendAll(requests);
    for (int i = 0; i < answers.size(); i++) {
      Acknowledged again = Acknowledged.of(requests.get(i), answers.get(i));
      if (!again.equals(resent.get(i)) || !answers.get(i).repeated()) {
        found.add("\"" + resent.get(i).line() + "\" is now answered by \"" + again.line() + "\"");
      }
    }
  }

  private static void goOn(Ledger ledger, List<String> found) throws IOException {
    long size = ledger.checkpoint().size();
    List<Append> more =
        List.of(CrashWriter.request(OWN + size), CrashWriter.request(OWN + 1 + size));
    List<Appended> answers = ledger.appendAll(more);
    if (answers.get(1).index() != size + 1 || answers.get(1).repeated()) {
      found.add("appending after entry " + (size - 1) + " gave entry " + answers.get(1).index());
    }
  }

  private List<String> refusedByGo(Path ledger) throws IOException, InterruptedException {
    if (verifier.equals("-")) {
      return List.of();
    }
    String key = Ledger.verifierKey(ledger).toString();
    Process go =
        new ProcessBuilder(verifier, "log", "-vkey", key, ledger.resolve("log").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return go.waitFor() == 0 ? List.of() : List.of("Go: " + said);
  }

  /** The file that keeps the newest checkpoint of a ledger. */
  static Path newest(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".newest");
  }

  /** Removes a folder that may be absent. */
  static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Folders.delete(folder);
    }
  }
}
