package org.estover.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills a {@link CrashWriter} again and again, at random times of its start, of its recovery and of
 * its writing, and makes a {@link CrashCheck} of a copy after each.
 *
 * <p>The ledger itself goes to the next writer as the kill left it, so that writers are also killed
 * while they recover. Arguments of the process: an empty folder to work in, how many kills, Go's
 * verifier or {@code -}, and a seed.
 */
final class CrashKills {

  /** Kills of one ledger, so that checking all of it after each stays cheap. */
  private static final int KILLS_OF_ONE = 100;

  /** How many requests a writer sends again that the one before may have had answered. */
  private static final int AGAIN = 9;

  /** Three in four writers are killed after fewer answers than these, all after a wait as well. */
  private static final int MOST_ANSWERS = 60;

  private static final int LONGEST_WAIT_MICROS = 60_000;
  private static final int PROGRESS_EVERY = 50;

  private final Path folder;
  private final String verifier;
  private final SplittableRandom random;
  private final PrintStream out;
  private Path ledger;
  private int started;
  private CrashCheck check;
  private Total total = new Total(0, 0, 0, 0, 0, 0, List.of());

  private CrashKills(Path folder, String verifier, long seed, PrintStream out) {
    this.folder = folder;
    this.verifier = verifier;
    this.random = new SplittableRandom(seed);
    this.out = out;
    this.ledger = folder.resolve("ledger");
    this.check = new CrashCheck(ledger, verifier);
  }

  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int kills = Integer.parseInt(arguments[1]);
    long seed = Long.parseLong(arguments[3]);
    out.println("seed " + seed);
    Total total = run(Path.of(arguments[0]), kills, arguments[2], seed, out);
    total.faults().forEach(fault -> out.println("fault: " + fault));
    System.exit(total.faults().isEmpty() ? 0 : 1);
  }

  /**
   * What came of all kills.
   *
   * @param starting kills before the process had acknowledged anything
   * @param acknowledged entries that clients had an answer for
   * @param found log entries that were there, of those ledgers after their last kill
   * @param torn kills after which a start had files to cut
   */
  record Total(
      int kills,
      int starting,
      long acknowledged,
      long found,
      int lost,
      int torn,
      List<String> faults) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d kills, %d of them before an answer; acknowledged %d, found %d, lost %d; torn tails"
              + " cut after %d",
          kills,
          starting,
          acknowledged,
          found,
          lost,
          torn);
    }
  }

  /** Kills writers of ledgers in a folder, and says now and then how far it is. */
  static Total run(Path folder, int kills, String verifier, long seed, PrintStream out)
      throws IOException, InterruptedException {
    return new CrashKills(folder, verifier, seed, out).run(kills);
  }

  private Total run(int kills) throws IOException, InterruptedException {
    long acknowledgedBefore = 0;
    long foundBefore = 0;
    CrashChild next = start();
    try {
      for (int kill = 0; kill < kills; kill++) {
        if (kill % KILLS_OF_ONE == 0) {
          acknowledgedBefore = total.acknowledged();
          foundBefore = total.found();
          renew(kill / KILLS_OF_ONE);
        }
        CrashChild writer = next;
        next = start();
        List<String> said = kill(writer);
        check.heard(said);
        CrashCheck.Outcome outcome = checkCopy();
        List<String> faults = new ArrayList<>(total.faults());
        Stream.concat(
                said.stream().filter(line -> line.startsWith("refused")), outcome.faults().stream())
            .forEach(fault -> faults.add("kill " + (total.kills() + 1) + ": " + fault));
        total =
            new Total(
                kill + 1,
                total.starting() + (said.size() > 1 ? 0 : 1),
                acknowledgedBefore + outcome.acknowledged(),
                foundBefore + outcome.found(),
                total.lost() + outcome.lost(),
                total.torn() + (outcome.cut().isEmpty() ? 0 : 1),
                List.copyOf(faults));
        if (total.kills() % PROGRESS_EVERY == 0 || total.kills() == kills) {
          out.println(total);
        }
      }
    } finally {
      next.kill();
    }
    return total;
  }

  /** Starts a writer while another one writes and is checked; it opens nothing until it is told. */
  private CrashChild start() throws IOException {
    return new CrashChild(CrashWriter.class, folder.resolve("warm-" + started++).toString());
  }

  private void renew(int number) throws IOException {
    CrashCheck.remove(ledger);
    ledger = folder.resolve("ledger-" + number);
    Ledger.init(ledger, Samples.ORIGIN, CrashWriter.settings(ledger));
    check = new CrashCheck(ledger, verifier);
  }

  private CrashCheck.Outcome checkCopy() throws IOException, InterruptedException {
    Path copy = folder.resolve("copy");
    CrashCheck.remove(copy);
    return check.runOnCopy(copy);
  }

  /** Lets a writer go and kills it at some time; gives what it said. */
  private List<String> kill(CrashChild writer) throws IOException, InterruptedException {
    writer.next();
    writer.tell(Math.max(0, check.highest() + 1 - AGAIN) + " " + ledger);
    if (random.nextInt(4) > 0) {
      for (int i = random.nextInt(1, MOST_ANSWERS); i > 0; i--) {
        writer.next();
      }
    }
    TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_WAIT_MICROS));
    writer.kill();
    return writer.said();
  }
}
