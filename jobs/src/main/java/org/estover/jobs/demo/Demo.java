package org.estover.jobs.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.jobs.run.ArtifactTerms;
import org.estover.jobs.run.Leftovers;

/**
 * The demo: every step is a command that a person could type, run in this process and shown with
 * its output. Only the web it crawls is of its own making.
 *
 * <p>Everything lands in one folder. A demo that was stopped goes on where it stopped; a finished
 * one starts anew, so that it always tells the same story.
 */
public final class Demo {
  private static final String PERIOD = "2026-10";
  private static final int BATCH = 32;
  private static final long STEPS = 300;

  private final Path readme;
  private final Path plan;
  private final String shownPlan;
  private final Path folder;
  private final String master;
  private final PrintStream out;
  private final Commands commands;

  /** Runs a command of the command line and returns its exit code. */
  public interface Commands {
    /** Runs the command with these arguments, its results printed to {@code out}. */
    int run(List<String> arguments, PrintStream out);
  }

  /**
   * A demo that has not begun.
   *
   * @param home the checkout, with the demo's plan and the README that names its release
   * @param folder where everything lands
   */
  public Demo(Path home, Path folder, String master, PrintStream out, Commands commands) {
    this.readme = home.resolve("README.md");
    this.plan = planOf(home);
    this.shownPlan = home.relativize(plan).toString();
    this.folder = folder;
    this.master = master;
    this.out = out;
    this.commands = commands;
  }

  /** The demo's plan in a checkout. */
  public static Path planOf(Path home) {
    return home.resolve("infra").resolve("plans").resolve("demo.yaml");
  }

  /**
   * Walks; the result is the exit code of the first command that failed, 1 if the release is not
   * the one that the README names, else 0.
   */
  public int walk(List<ArtifactTerms> artifacts) throws IOException {
    if (Files.exists(folder.resolve("finished"))) {
      Leftovers.removeTree(folder);
    }
    Files.createDirectories(folder);
    try (DemoSites sites = DemoSites.serve(artifacts)) {
      return walk(String.join(",", sites.connectTo()));
    }
  }

  private int walk(String connectTo) throws IOException {
    List<String> run =
        List.of("run", plan.toString(), "--connect-to", connectTo, "--master", master);
    say("The corridor: crawl > extract > filter > dedupe > tokenize > shard > release");
    int failed = step(run);
    if (failed == 0) {
      failed = license();
    }
    return failed == 0 ? takeDown(run) : failed;
  }

  private int license() {
    return firstFailure(
        List.of(
            List.of("publish"),
            List.of("license", "offer", "--name", "share-of-revenue", "--rate", "percent 1/50"),
            List.of("license", "sign", "--developer", "Example Models Ltd", "--from", "2026-10-01"),
            List.of("license", "grant"),
            List.of(
                "training",
                "register",
                "--name",
                "example-1b",
                "--steps",
                Long.toString(STEPS),
                "--batch",
                Integer.toString(BATCH)),
            List.of(
                "revenue",
                "report",
                "--period",
                PERIOD,
                "--gross",
                "EUR 1250000.00",
                "--deduct",
                "taxes=200000.00"),
            List.of("statement", "--period", PERIOD)));
  }

  /** Takes one crawled page down that a step has read, and makes the next release without it. */
  private int takeDown(List<String> run) throws IOException {
    String release = query(List.of("verify")).path("release").asText();
    String funnel = output(List.of("report"));
    String url = pageReadBy(0);
    say("Takedown: one page that the training run has read, " + url);
    int failed = step(List.of("why", url));
    Files.writeString(folder.resolve("finished"), release + "\n");
    if (failed == 0) {
      failed = firstFailure(List.of(List.of("withdraw", url), run));
    }
    if (failed == 0) {
      String next = query(List.of("verify")).path("release").asText();
      failed = close(funnel, release, next);
    }
    return failed;
  }

  private int close(String funnel, String release, String next) throws IOException {
    boolean named = Files.readString(readme).contains(release);
    say("Done. What became of the corpus:");
    out.println();
    out.println(funnel.stripTrailing());
    out.println();
    out.println(
        "release "
            + release
            + (named ? "  (as in README.md)" : "  (README.md names another one!)"));
    out.println("next    " + next + "  (without the page that was taken down)");
    out.println();
    String where = "--run-dir .estover/demo/run --ledger .estover/demo/ledger";
    out.println("Three commands to try:");
    out.println("  ./estover reconstruct --step 7 --text " + where);
    out.println("  ./estover ledger verify --ledger .estover/demo/ledger");
    out.println("  ./estover init my-corpus && ./estover run my-corpus/plan.yaml --dry-run");
    return named ? 0 : 1;
  }

  private String pageReadBy(long step) throws IOException {
    JsonNode answer =
        query(
            List.of(
                "reconstruct", "--step", Long.toString(step), "--batch", Integer.toString(BATCH)));
    for (JsonNode sequence : answer.path("sequences")) {
      for (JsonNode span : sequence.path("spans")) {
        if (span.path("uri").asText().startsWith("http")) {
          return span.path("uri").asText();
        }
      }
    }
    throw new IOException("step " + step + " read no crawled page; the demo's plan has changed");
  }

  private int firstFailure(List<List<String>> steps) {
    for (List<String> arguments : steps) {
      int exitCode = step(arguments);
      if (exitCode != 0) {
        return exitCode;
      }
    }
    return 0;
  }

  private int step(List<String> arguments) {
    out.println();
    out.println("$ estover " + shown(arguments));
    return commands.run(inDemoFolder(arguments), out);
  }

  private JsonNode query(List<String> arguments) throws IOException {
    List<String> asked = new ArrayList<>(arguments);
    asked.add("--json");
    return new ObjectMapper().readTree(output(asked));
  }

  private String output(List<String> arguments) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    PrintStream into = new PrintStream(answer, true, StandardCharsets.UTF_8);
    if (commands.run(inDemoFolder(arguments), into) != 0) {
      throw new IOException("estover " + shown(arguments) + " failed");
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private List<String> inDemoFolder(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--run-dir", folder.resolve("run").toString()));
    all.addAll(List.of("--ledger", folder.resolve("ledger").toString()));
    return all;
  }

  /** The command as one would type it, its folders and the ten addresses of the sites left out. */
  private String shown(List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals(plan.toString())) {
        words.add(shownPlan);
      } else if (argument.contains(".test=")) {
        words.add(argument.substring(0, argument.indexOf(',')) + ",...");
      } else {
        words.add(argument.contains(" ") ? "\"" + argument + "\"" : argument);
      }
    }
    return String.join(" ", words);
  }

  private void say(String headline) {
    out.println();
    out.println("== " + headline);
  }
}
