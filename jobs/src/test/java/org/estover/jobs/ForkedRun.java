package org.estover.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.jobs.cli.Estover;
import org.estover.jobs.run.CompletionMark;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.jspecify.annotations.Nullable;

/**
 * {@code estover run} in a process of its own, which can be watched and killed.
 *
 * @param javaHome the JDK
 * @param options options of that JVM
 * @param connectTo where the sites of a crawl are
 */
record ForkedRun(Path javaHome, List<String> options, List<String> connectTo) {
  /** What a process that was killed returns. */
  static final int KILLED = 137;

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern JAVA_VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final List<String> SMALL =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** A process on the JDK of this one, with further options. */
  ForkedRun(List<String> options) {
    this(ownHome(), options, List.of());
  }

  ForkedRun on(Path otherJavaHome) {
    return new ForkedRun(otherJavaHome, options, connectTo);
  }

  ForkedRun connectedTo(List<String> sites) {
    return new ForkedRun(javaHome, options, sites);
  }

  /** JDKs newer than this one that lie beside it, by their feature version. */
  static SortedMap<Integer, Path> newerJdks() throws IOException {
    SortedMap<Integer, Path> newer = new TreeMap<>();
    try (var siblings = Files.list(Objects.requireNonNull(ownHome().toRealPath().getParent()))) {
      for (Path home : siblings.sorted().toList()) {
        Path release = home.resolve("release");
        if (Files.isExecutable(home.resolve("bin/java")) && Files.exists(release)) {
          Matcher version = JAVA_VERSION.matcher(Files.readString(release));
          int feature = version.find() ? Integer.parseInt(version.group(1)) : 0;
          if (feature > Runtime.version().feature()) {
            newer.put(feature, home);
          }
        }
      }
    }
    return newer;
  }

  private static Path ownHome() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Runs to the end, or to where an option kills it; returns the exit code. */
  int run(Path plan, RunFolder run) throws IOException, InterruptedException {
    Process process = start(plan, run);
    await(process, run);
    return process.exitValue();
  }

  /** CPU time of a whole run, and how much of it was spent when each stage had been committed. */
  record Profile(Duration whole, Map<StageName, Duration> commits) {}

  /** Runs to the end and keeps watch of its CPU time. */
  Profile profile(Path plan, RunFolder run) throws IOException, InterruptedException {
    Process process = start(plan, run);
    Duration spent = Duration.ZERO;
    Map<StageName, Duration> commits = new EnumMap<>(StageName.class);
    while (process.isAlive()) {
      spent = process.info().totalCpuDuration().orElse(spent);
      for (StageName stage : StageName.values()) {
        if (!commits.containsKey(stage) && isCommitted(run, stage)) {
          commits.put(stage, spent);
        }
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    await(process, run);
    if (process.exitValue() != 0) {
      throw new IOException("exit " + process.exitValue() + ": " + output(run));
    }
    return new Profile(spent, commits);
  }

  /**
   * Kills the process by force once it has used {@code cpu} of CPU time, counted from the commit of
   * {@code after}, or from its start; returns its exit code.
   */
  int killAfter(@Nullable StageName after, Duration cpu, Path plan, RunFolder run)
      throws IOException, InterruptedException {
    Process process = start(plan, run);
    @Nullable Duration end = after == null ? cpu : null;
    while (process.isAlive()) {
      Duration spent = process.info().totalCpuDuration().orElse(Duration.ZERO);
      if (end == null && after != null && isCommitted(run, after)) {
        end = spent.plus(cpu);
      }
      if (end != null && spent.compareTo(end) >= 0) {
        process.destroyForcibly();
        break;
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    await(process, run);
    return process.exitValue();
  }

  /** Ends the process by a signal that it can handle, while it is in {@code stage}. */
  int endIn(StageName stage, Path plan, RunFolder run) throws IOException, InterruptedException {
    Process process = start(plan, run);
    while (process.isAlive() && !Files.exists(run.temporary(stage))) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    process.destroy();
    await(process, run);
    return process.exitValue();
  }

  private static boolean isCommitted(RunFolder run, StageName stage) {
    return Files.exists(run.folder(stage).resolve(CompletionMark.FILE));
  }

  /** What the process printed. */
  static String output(RunFolder run) throws IOException {
    return Files.readString(outputFile(run));
  }

  private static Path outputFile(RunFolder run) {
    return run.root().resolveSibling(run.root().getFileName() + ".out");
  }

  private Process start(Path plan, RunFolder run) throws IOException {
    Path folder = Files.createDirectories(run.root().resolveSibling("shell"));
    List<String> line = new ArrayList<>();
    line.add(javaHome.resolve("bin/java").toString());
    line.addAll(SMALL);
    line.addAll(options);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Estover.class.getName()));
    line.addAll(List.of("run", plan.toString(), "--run-dir", run.root().toString()));
    line.addAll(List.of("--master", "local[1]", "--json"));
    if (!connectTo.isEmpty()) {
      line.addAll(List.of("--connect-to", String.join(",", connectTo)));
    }
    File output = outputFile(run).toFile();
    return new ProcessBuilder(line)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
  }

  private static void await(Process process, RunFolder run)
      throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("waited " + PATIENCE + " in vain; it said: " + output(run));
    }
  }
}
