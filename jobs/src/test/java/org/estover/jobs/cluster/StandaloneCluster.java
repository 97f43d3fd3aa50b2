package org.estover.jobs.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Spark standalone cluster: one master and some workers, each a process of its own on loopback,
 * started from the jars of this process's class path.
 *
 * <p>No Spark distribution is needed: the launcher of executors only wants a home folder that holds
 * {@code jars/} and {@code RELEASE}. Ports are chosen by the system. Closing ends every process
 * that was started here, and no other.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER_URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final List<Process> daemons = new ArrayList<>();
  private final String masterUrl;

  private StandaloneCluster(Path folder, int workers, String workerMemory) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("home/jars"));
    Files.writeString(folder.resolve("home/RELEASE"), "");
    start("master", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0");
    this.masterUrl =
        await("the master's address", () -> find(log("master"), MASTER_URL)).orElseThrow();
    for (int i = 0; i < workers; i++) {
      String name = "worker-" + i;
      start(
          name,
          "org.apache.spark.deploy.worker.Worker",
          "--cores",
          "1",
          "--memory",
          workerMemory,
          "--webui-port",
          "0",
          "--work-dir",
          folder.resolve(name).toString(),
          masterUrl);
      await(
          name + " to register",
          () -> find(log(name), Pattern.compile("Successfully registered with master")));
    }
  }

  /**
   * Starts a cluster whose files lie in {@code folder}.
   *
   * @param workers processes of one core each
   * @param workerMemory memory that each may give to executors, for example {@code 1g}
   * @throws IOException if a process does not come up; its log is quoted
   */
  public static StandaloneCluster start(Path folder, int workers, String workerMemory)
      throws IOException {
    return new StandaloneCluster(folder, workers, workerMemory);
  }

  /** Address for {@code --master}. */
  public String masterUrl() {
    return masterUrl;
  }

  /** Ends one running executor by force; empty if none runs. */
  public Optional<Long> killOneExecutor() {
    return daemons.stream()
        .flatMap(daemon -> daemon.toHandle().descendants())
        .filter(StandaloneCluster::isExecutor)
        .findFirst()
        .map(
            executor -> {
              executor.destroyForcibly();
              return executor.pid();
            });
  }

  private static boolean isExecutor(ProcessHandle handle) {
    try {
      String line = Files.readString(Path.of("/proc/" + handle.pid() + "/cmdline"));
      return line.contains("CoarseGrainedExecutorBackend");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    for (int i = daemons.size() - 1; i >= 0; i--) {
      Process daemon = daemons.get(i);
      daemon.descendants().forEach(ProcessHandle::destroyForcibly);
      daemon.destroyForcibly();
    }
  }

  private void start(String name, String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-Dlog4j2.configurationFile=" + logSettings()));
    command.addAll(List.of(mainClass, "--host", "127.0.0.1"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectErrorStream(true).redirectOutput(logFile(name).toFile());
    daemons.add(builder.start());
  }

  private Path logSettings() throws IOException {
    Path file = folder.resolve("log4j2.properties");
    Files.writeString(
        file,
        """
        rootLogger.level = info
        rootLogger.appenderRef.stdout.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %m%n
        """);
    return file;
  }

  private Path logFile(String name) {
    return folder.resolve(name + ".out");
  }

  private String log(String name) {
    try {
      return Files.readString(logFile(name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<String> find(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  private Optional<String> await(String what, Supplier<Optional<String>> probe) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<String> found = probe.get();
      if (found.isPresent()) {
        return found;
      }
      pause();
    }
    close();
    String logs =
        List.of("master", "worker-0", "worker-1").stream()
            .map(this::log)
            .collect(Collectors.joining("\n"));
    throw new IOException(
        "waited " + PATIENCE + " for " + what + " in vain; the logs say:\n" + logs);
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a cluster starts", e);
    }
  }
}
