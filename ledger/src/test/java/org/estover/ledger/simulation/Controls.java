package org.estover.ledger.simulation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.LedgerSettings;

/** That the check of histories sees what it looks for, and that there is one writer. */
public final class Controls {
  private Controls() {}

  /** Opens the ledger in a folder for writing, as a process of its own; says how it was refused. */
  public static void main(String... arguments) throws IOException {
    HashSignatures.install();
    try (Ledger ledger = open(Path.of(arguments[0]))) {
      System.out.println("opened at " + ledger.log().size() + " entries");
    } catch (LedgerRefusedException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static Ledger open(Path folder) throws IOException {
    return Ledger.open(folder, settings());
  }

  private static LedgerSettings settings() {
    return LedgerSettings.of(Clock.systemUTC(), new SecureRandom());
  }

  /** The write skew on both databases; whether the check told them apart. */
  static boolean skews(PrintStream out) throws IOException, SQLException {
    SqlSkew.Outcome h2 = SqlSkew.run("jdbc:h2:mem:skew;DB_CLOSE_DELAY=0", "", "");
    out.println("H2: " + told(h2));
    SqlSkew.Outcome postgresql;
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      postgresql = SqlSkew.run(url, "postgres", "postgres");
    }
    out.println("PostgreSQL: " + told(postgresql));
    return !h2.isSerializable()
        && h2.sum() == -100
        && postgresql.isSerializable()
        && postgresql.refusals().equals(List.of("40001"))
        && postgresql.sum() == 0;
  }

  private static String told(SqlSkew.Outcome outcome) {
    return outcome.committed().size()
        + " committed, refused with "
        + outcome.refusals()
        + ", sum "
        + outcome.sum()
        + (outcome.isSerializable() ? ", serializable" : ", ANOMALY: no order explains the reads");
  }

  /** Whether a second writer is refused, in this process and as another one. */
  static boolean secondWriter(PrintStream out) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("estover-second-");
    try {
      Path ledger = folder.resolve("ledger");
      Ledger.init(ledger, "trust.test/log", settings());
      String here;
      String there;
      try (Ledger first = open(ledger)) {
        here = refusal(ledger);
        there = otherProcess(ledger);
        out.println("a second writer in one process: " + here.replace(folder.toString(), ""));
        out.println("a second process: " + there.replace(folder.toString(), ""));
        first.log();
      }
      String after = otherProcess(ledger);
      out.println("once the first has ended: " + after);
      return here.contains("only one may")
          && there.startsWith("refused: ")
          && there.contains("process " + ProcessHandle.current().pid() + " is writing")
          && after.equals("opened at 0 entries");
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : (Iterable<Path>) all.sorted((a, b) -> b.compareTo(a))::iterator) {
          Files.delete(path);
        }
      }
    }
  }

  private static String refusal(Path ledger) throws IOException {
    try (Ledger second = open(ledger)) {
      return "opened at " + second.log().size() + " entries";
    } catch (LedgerRefusedException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String otherProcess(Path ledger) throws IOException, InterruptedException {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Controls.class.getName(),
                ledger.toString())
            .redirectErrorStream(true)
            .start();
    byte[] said = process.getInputStream().readAllBytes();
    process.waitFor();
    return new String(said, StandardCharsets.UTF_8).strip();
  }
}
