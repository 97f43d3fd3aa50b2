package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.estover.crawl.extract.ExtractorPlugin;
import org.estover.crawl.filter.FilterPlugin;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.plugin.PluginJars;
import org.estover.crawl.plugin.Plugins;
import org.estover.crawl.read.ReaderPlugin;
import org.estover.ledger.Backup;
import org.estover.tokenize.bpe.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = "Checks Java, Maven, memory, disk, character set, tokenizer, ledger, plug-ins.")
final class DoctorCommand implements Callable<Integer> {
  private static final long MIB = 1L << 20;
  private static final long LEAST_HEAP = 900 * MIB;
  private static final long LEAST_DISK = 2048 * MIB;

  @Mixin private final Context context;

  private final List<Check> checks = new ArrayList<>();

  DoctorCommand(Surroundings around) {
    this.context = new Context(around);
  }

  /** One thing looked at; {@code cure} is empty if it is well. */
  record Check(String subject, String state, String cure) {}

  @Override
  public Integer call() throws IOException {
    int java = Runtime.version().feature();
    check("java", "version " + java, java >= 17, "install JDK 17 or newer");
    checkMaven();
    long heap = Runtime.getRuntime().maxMemory();
    check(
        "memory",
        heap / MIB + " MiB heap, " + Runtime.getRuntime().availableProcessors() + " processors",
        heap >= LEAST_HEAP,
        "give more: ESTOVER_JAVA_OPTS=-Xmx1g estover ...");
    checkDisk();
    Charset charset = Charset.defaultCharset();
    check(
        "charset",
        charset.name(),
        charset.equals(StandardCharsets.UTF_8),
        "start Estover by its launcher, which sets C.UTF-8");
    String digest = HexFormat.of().formatHex(Tokenizer.gpt2().digest()).substring(0, 16);
    check("tokenizer", "gpt2, digest " + digest + "...", true, "");
    checkLedger();
    checkPlugins();
    return answer();
  }

  private void checkLedger() throws IOException {
    boolean ledger = Files.isDirectory(context.ledger());
    String shown = context.around().shown(context.ledger());
    check(
        "ledger",
        ledger ? shown : "none yet; \"estover publish\" makes it",
        Backup.signsNothing(context.ledger()).isEmpty(),
        "it signs nothing, since it was copied: see \"estover ledger restore --help\"");
  }

  private void checkPlugins() {
    List<String> found = new ArrayList<>();
    Plugins.of(FilterPlugin.class, Filters.profiles())
        .values()
        .forEach(plugin -> found.add("filter " + Plugins.named(plugin)));
    Plugins.of(ExtractorPlugin.class, List.of())
        .values()
        .forEach(plugin -> found.add("extractor " + Plugins.named(plugin)));
    Plugins.of(ReaderPlugin.class, List.of())
        .values()
        .forEach(plugin -> found.add("reader " + Plugins.named(plugin)));
    for (PluginJars.PluginJar jar : PluginJars.of(Thread.currentThread().getContextClassLoader())) {
      found.add(jar.name() + ", digest " + jar.sha256().substring(0, 16) + "...");
    }
    check("plug-ins", found.isEmpty() ? "none" : String.join("; ", found), true, "");
  }

  private void checkMaven() {
    String command = context.maven();
    String cure = "install Maven 3.8 or newer; only plans that name artifacts need it";
    try {
      Process maven =
          new ProcessBuilder(command, "-v")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = maven.waitFor(60, TimeUnit.SECONDS);
      check("maven", command, ended && maven.exitValue() == 0, cure);
    } catch (IOException e) {
      check("maven", "\"" + command + "\" does not start", false, cure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkDisk() throws IOException {
    Path folder = context.around().folder();
    long free = Files.getFileStore(folder).getUsableSpace();
    boolean writable = Files.isWritable(folder);
    check(
        "disk",
        free / MIB + " MiB free in " + folder + (writable ? "" : ", not writable"),
        writable && free >= LEAST_DISK,
        "choose another folder with --run-dir and --ledger");
  }

  private void check(String subject, String state, boolean well, String cure) {
    checks.add(new Check(subject, state, well ? "" : cure));
  }

  private int answer() {
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      text.append(check.cure().isEmpty() ? "ok       " : "PROBLEM  ");
      text.append(check.subject()).append(": ").append(check.state());
      text.append(check.cure().isEmpty() ? "\n" : "; " + check.cure() + "\n");
    }
    context.answer(text.toString(), Map.of("checks", checks));
    return checks.stream().allMatch(c -> c.cure().isEmpty()) ? ExitCode.OK : ExitCode.FOUND;
  }
}
