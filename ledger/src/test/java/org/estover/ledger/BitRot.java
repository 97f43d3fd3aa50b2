package org.estover.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.estover.ledger.audit.Auditor;
import org.estover.ledger.audit.Finding;
import org.estover.ledger.book.Balance;
import org.estover.ledger.vault.Vault;

/**
 * Flips one bit of a stored file of a ledger at a time, and sees whether an audit or a start finds
 * it.
 *
 * <p>In log and vault an audit must find it, and a start in the keys and in the newest checkpoint.
 * Where neither finds anything the flip must not matter: what is derived, in {@code index/}, or
 * says nothing, as {@code lock} does; the same requests get the same answers then. Arguments of the
 * process: an empty folder to work in, how many flips, how many more in the database of the index,
 * and a seed.
 */
final class BitRot {
  private static final int ENTRIES = 600;
  private static final int GROUP = 50;
  private static final long ERASED = 1;

  private final Path folder;
  private final Path whole;
  private final Path ledger;
  private final SplittableRandom random;
  private final List<Append> requests;
  private final List<Balance> balances;
  private final List<Long> indexes = new ArrayList<>();
  private final Map<String, Row> rows = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  private BitRot(Path folder, long seed) throws IOException {
    this.folder = folder;
    this.whole = folder.resolve("whole");
    this.ledger = whole.resolve("ledger");
    this.random = new SplittableRandom(seed);
    this.requests = LongStream.range(0, ENTRIES).mapToObj(CrashWriter::request).toList();
    Ledger.init(ledger, Samples.ORIGIN, CrashWriter.settings(ledger));
    try (Ledger opened = Ledger.open(ledger, CrashWriter.settings(ledger))) {
      for (int from = 0; from < ENTRIES; from += GROUP) {
        opened
            .appendAll(requests.subList(from, from + GROUP))
            .forEach(answer -> indexes.add(answer.index()));
      }
      opened.erase(ERASED);
      KeyIndex keys = new KeyIndex();
      requests.forEach(request -> keys.add(request.keyDigest()));
      Files.createDirectories(ledger.resolve("index"));
      keys.write(ledger.resolve("index/keys"), opened.checkpoint().root());
      KeptBooks books = books(ledger, opened);
      books.write(books.read());
      balances = books.read().balances();
    }
  }

  private static KeptBooks books(Path ledger, Ledger opened) {
    Vault vault = Vault.forReading(ledger.resolve("vault"));
    return new KeptBooks(ledger.resolve("index/books"), opened::log, vault);
  }

  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long seed = Long.parseLong(arguments[3]);
    BitRot rot = new BitRot(Path.of(arguments[0]), seed);
    rot.flip(Integer.parseInt(arguments[1]));
    rot.flipInDatabase(Integer.parseInt(arguments[2]));
    out.println("seed " + seed);
    out.println("file          flips  found by an audit  by a start only  harmless");
    rot.rows.forEach((name, row) -> out.println(row.line(name)));
    rot.faults.forEach(fault -> out.println("fault: " + fault));
    System.exit(rot.faults.isEmpty() ? 0 : 1);
  }

  /** Flips bits of the files of a new ledger in an empty folder; gives what is wrong with that. */
  static List<String> faults(Path folder, int flips, long seed) throws IOException {
    BitRot rot = new BitRot(folder, seed);
    rot.flip(flips);
    return rot.faults;
  }

  /** What came of the flips in some files. */
  private record Row(int audited, int started, int harmless) {
    Row and(Row other) {
      return new Row(audited + other.audited, started + other.started, harmless + other.harmless);
    }

    String line(String name) {
      return String.format(
          Locale.ROOT,
          "%-12s %6d  %17d  %15d  %8d",
          name,
          audited + started + harmless,
          audited,
          started,
          harmless);
    }
  }

  private void flip(int flips) throws IOException {
    List<Path> files = files(whole);
    for (int i = 0; i < flips; i++) {
      flip(files.get(random.nextInt(files.size())));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> Files.isRegularFile(file) && isFilled(file)).sorted().toList();
    }
  }

  private static boolean isFilled(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the ledger with one bit of one of its files flipped; gives the copy. */
  private Path flipped(Path file, int at, int bit) throws IOException {
    Path copy = folder.resolve("flipped");
    CrashCheck.remove(copy);
    Folders.copy(whole, copy);
    Path target = copy.resolve(whole.relativize(file));
    byte[] bytes = Files.readAllBytes(target);
    bytes[at] ^= (byte) (1 << bit);
    Files.write(target, bytes);
    return copy.resolve("ledger");
  }

  private void flip(Path file) throws IOException {
    int at = random.nextInt(Math.toIntExact(Files.size(file)));
    int bit = random.nextInt(8);
    Path path = whole.relativize(file);
    Path copy = flipped(file, at, bit);
    boolean derived = path.startsWith("ledger/index");
    String name =
        path.getNameCount() > 2 && !derived ? path.subpath(1, 2).toString() : path.toString();
    boolean audited = isFoundByAudit(copy);
    boolean started = isFoundAtStart(copy);
    boolean mustBeAudited = name.equals("log") || name.equals("vault");
    boolean mustBeFound = mustBeAudited || path.endsWith("key") || name.endsWith(".newest");
    if (mustBeAudited ? !audited : mustBeFound && !started) {
      faults.add(path + ": bit " + bit + " of byte " + at + " was flipped, and nothing found it");
    }
    Row row = audited ? new Row(1, 0, 0) : started ? new Row(0, 1, 0) : new Row(0, 0, 1);
    rows.merge(name, row, Row::and);
    if (!audited && !started) {
      answersAgain(copy, path + ": after bit " + bit + " of byte " + at + " was flipped, ");
    }
  }

  private static boolean isFoundByAudit(Path ledger) {
    try {
      return Auditor.audit(ledger, Ledger.verifierKey(ledger)).stream().anyMatch(Finding::isFault);
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isFoundAtStart(Path ledger) {
    try {
      Ledger.open(ledger, CrashWriter.settings(ledger)).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Every request must still have the answer, and every account the balance, that it had. */
  private void answersAgain(Path copy, String where) throws IOException {
    try (Ledger opened = Ledger.open(copy, CrashWriter.settings(copy))) {
      List<Long> now = opened.appendAll(requests).stream().map(Appended::index).toList();
      if (!now.equals(indexes)) {
        faults.add(where + "requests are answered otherwise");
      }
      if (!books(copy, opened).read().balances().equals(balances)) {
        faults.add(where + "the books have other balances");
      }
    }
  }

  /** Flips bits of the index, which is then found wrong or is not, and can be rebuilt. */
  private void flipInDatabase(int flips) throws IOException {
    if (flips == 0) {
      return;
    }
    try (Ledger opened = Ledger.open(ledger, CrashWriter.settings(ledger))) {
      opened.books();
    }
    List<Path> files =
        files(ledger.resolve("index")).stream()
            .filter(file -> file.toString().endsWith(".db"))
            .toList();
    for (int i = 0; i < flips; i++) {
      Path file = files.get(random.nextInt(files.size()));
      int at = random.nextInt(Math.toIntExact(Files.size(file)));
      Path copy = flipped(file, at, random.nextInt(8));
      boolean found;
      try (Ledger opened = Ledger.open(copy, CrashWriter.settings(copy))) {
        found = opened.auditIndex().stream().anyMatch(Finding::isFault);
      } catch (IOException e) {
        found = true;
      }
      rows.merge("the database", found ? new Row(1, 0, 0) : new Row(0, 0, 1), Row::and);
      try (Ledger opened = Ledger.open(copy, CrashWriter.settings(copy))) {
        opened.rebuild();
        if (opened.auditIndex().stream().anyMatch(Finding::isFault)) {
          faults.add(file.getFileName() + ": a flip at byte " + at + " is not mended by a rebuild");
        }
      }
    }
  }
}
