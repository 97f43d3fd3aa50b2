package org.estover.ledger;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.estover.ledger.log.CorruptLogException;
import org.estover.ledger.log.LogCheck;
import org.estover.ledger.log.LogFiles;
import org.estover.ledger.log.LogReader;
import org.estover.ledger.log.VerifierKey;

/**
 * Changes one byte of a log at a time and asks two verifiers that share no code: ours, and Go's.
 *
 * <p>{@code infra/checks/ledger} runs it. The log itself is never touched. Ours reads it with the
 * byte changed on the way; Go reads a folder of links to its files, of which one is replaced. Ours
 * judges every tampering, Go every {@code n}-th, each on the whole log.
 */
final class LedgerTamper {
  /** Of so many tamperings one goes to the few files that a random choice would hardly hit. */
  private static final int RARE = 4;

  private final Path log;
  private final VerifierKey key;
  private final String go;
  private final List<String> all;
  private final List<String> rare;

  private LedgerTamper(Path ledger, String go) throws IOException {
    this.log = ledger.resolve("log");
    this.key = Ledger.verifierKey(ledger);
    this.go = go;
    this.all = named(log);
    this.rare = all.stream().filter(LedgerTamper::isRare).toList();
  }

  /** One changed bit. */
  private record Tampering(String file, int at, int mask) {
    byte[] applied(byte[] bytes) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) mask;
      return changed;
    }
  }

  /** How many of the tamperings judged so far were refused. */
  private record Tally(int ours, int asked, int theirs, int otherwise) {
    Tally plus(Tally other) {
      return new Tally(
          ours + other.ours,
          asked + other.asked,
          theirs + other.theirs,
          otherwise + other.otherwise);
    }
  }

  /**
   * Runs as {@code LEDGER TAMPERINGS GO_EVERY GO SCRATCH}; ends with an exception where one is
   * taken, where the two disagree, or where the whole log is refused.
   */
  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    LedgerTamper tamper = new LedgerTamper(Path.of(arguments[0]), arguments[3]);
    int count = Integer.parseInt(arguments[1]);
    int every = Integer.parseInt(arguments[2]);
    Tally tally = tamper.run(count, every, Path.of(arguments[4]));
    out.println(
        String.format(
            Locale.ROOT,
            "%d entries, %d tamperings: %d refused by us; Go judged %d of them and refused %d;"
                + " %d judged differently",
            LogReader.open(tamper.log, tamper.key).size(),
            count,
            tally.ours,
            tally.asked,
            tally.theirs,
            tally.otherwise));
    if (tally.ours < count || tally.theirs < tally.asked || tally.otherwise > 0) {
      throw new IllegalStateException("a changed log was taken");
    }
  }

  private Tally run(int count, int every, Path scratch) throws Exception {
    int workers = Runtime.getRuntime().availableProcessors();
    SplittableRandom random = new SplittableRandom(count);
    List<Tampering> tamperings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tamperings.add(tampering(i % RARE == 0 ? rare : all, random));
    }
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Tally>> parts = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int first = worker;
        Path links = linked(scratch.resolve("links-" + worker));
        parts.add(
            pool.submit(
                () -> {
                  requireTaken(links);
                  Tally part = new Tally(0, 0, 0, 0);
                  for (int i = first; i < count; i += workers) {
                    part = part.plus(judged(tamperings.get(i), i % every == 0, links));
                  }
                  requireTaken(links);
                  return part;
                }));
      }
      return sum(parts);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Tally sum(List<Future<Tally>> parts)
      throws InterruptedException, ExecutionException {
    Tally sum = new Tally(0, 0, 0, 0);
    for (Future<Tally> part : parts) {
      sum = sum.plus(part.get());
    }
    return sum;
  }

  private Tampering tampering(List<String> files, SplittableRandom random) throws IOException {
    String file = files.get(random.nextInt(files.size()));
    int at = random.nextInt((int) Files.size(log.resolve(file)));
    return new Tampering(file, at, 1 << random.nextInt(8));
  }

  private Tally judged(Tampering tampering, boolean byGo, Path links)
      throws IOException, InterruptedException {
    boolean ours = isRefused(tampering);
    if (!byGo) {
      return new Tally(ours ? 1 : 0, 0, 0, 0);
    }
    Path file = links.resolve(tampering.file);
    Path whole = log.resolve(tampering.file);
    Files.delete(file);
    Files.write(file, tampering.applied(Files.readAllBytes(whole)));
    boolean theirs = isRefusedByGo(links);
    Files.delete(file);
    Files.createLink(file, whole);
    return new Tally(ours ? 1 : 0, 1, theirs ? 1 : 0, ours == theirs ? 0 : 1);
  }

  private boolean isRefused(Tampering tampering) throws IOException {
    LogFiles files = LogFiles.in(log);
    try {
      LogReader changed =
          LogReader.open(
              path -> {
                byte[] bytes = files.read(path);
                return path.equals(tampering.file) ? tampering.applied(bytes) : bytes;
              },
              key);
      return !new LogCheck(changed).holds();
    } catch (CorruptLogException e) {
      return true;
    }
  }

  private boolean isRefusedByGo(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(go, "log", "-vkey", key.toString(), folder.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() != 0;
  }

  private void requireTaken(Path links) throws IOException, InterruptedException {
    if (!new LogCheck(LogReader.open(log, key)).holds() || isRefusedByGo(links)) {
      throw new IllegalStateException(log + ": the whole log is refused");
    }
  }

  private Path linked(Path links) throws IOException {
    for (String file : all) {
      Path link = links.resolve(file);
      Path parent = link.getParent();
      if (parent == null) {
        throw new NoSuchFileException(link.toString());
      }
      Files.createDirectories(parent);
      Files.createLink(link, log.resolve(file));
    }
    return links;
  }

  /** The files that the checkpoint names; neither verifier reads the partial tiles of others. */
  private static List<String> named(Path log) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(log)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        String path = log.relativize(file).toString();
        if (!path.contains(".p/") || isWidest(file)) {
          files.add(path);
        }
      }
    }
    return files;
  }

  private static boolean isWidest(Path partial) throws IOException {
    Path folder = partial.getParent();
    if (folder == null) {
      return false;
    }
    String name = String.valueOf(folder.getFileName());
    if (Files.exists(folder.resolveSibling(name.substring(0, name.length() - 2)))) {
      return false;
    }
    try (Stream<Path> others = Files.list(folder)) {
      return others.mapToInt(LedgerTamper::width).max().orElse(0) == width(partial);
    }
  }

  private static int width(Path partial) {
    return Integer.parseInt(String.valueOf(partial.getFileName()));
  }

  private static boolean isRare(String path) {
    return path.contains(".p/") || !path.matches("tile/(0|entries)/.*");
  }
}
