package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.estover.jobs.artifact.ArtifactCache;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.licensing.terms.ReleaseStore;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasePlace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which run and which ledger a command acts on, and how it answers; the same for every command. */
final class Context {
  private static final Path STATE = Path.of(".estover");
  private static final Path LAST_RUN = STATE.resolve("last-run");
  private static final Pattern RELEASE_ID = Pattern.compile("rel_[0-9a-f]+");

  /** What commands say of the name that {@link #place} takes. */
  static final String RELEASE =
      "Folder, id or http(s) address of the release (default: the run's own).";

  /** What a command's environment sets to "no" whose run is not the person's own. */
  static final String REMEMBER = "estover.remember";

  private final Surroundings around;

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Folder of the run (default: the last run).")
  private @Nullable Path runDir;

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description =
          "Folder of the trust's ledger (default: .estover/ledger). Its releases are kept beside"
              + " it: in \"releases\" where the folder is named \"ledger\", else in DIR.releases.")
  private @Nullable Path ledger;

  @Option(
      names = "--witness",
      paramLabel = "FILE",
      description =
          "Keeps the ledger's newest checkpoint, so that an old backup refuses to sign (default:"
              + " ESTOVER_WITNESS, or the ledger's folder with .newest).")
  private @Nullable Path witness;

  @Option(
      names = PluginPlaces.OPTION,
      paramLabel = "JAR|DIR",
      description =
          "Jars with filters, extractors and readers of your own, or folders of them; repeat for"
              + " more (default: ESTOVER_PLUGINS, separated by colons).")
  void plugins(List<Path> places) {
    // PluginPlaces has opened them before this line was understood.
  }

  @Option(names = "--json", description = "Answer with JSON on standard output, without progress.")
  private boolean json;

  Context(Surroundings around) {
    this.around = around;
  }

  Surroundings around() {
    return around;
  }

  boolean json() {
    return json;
  }

  /** Folder of the trust's ledger. */
  Path ledger() {
    return around.path(ledger == null ? STATE.resolve("ledger") : ledger);
  }

  /** The file that keeps the ledger's newest checkpoint, outside of the ledger's folder. */
  Path witness() throws UsageException {
    Path file = namedWitness();
    Path usual = usualWitness();
    if (file.normalize().startsWith(ledger().normalize())) {
      throw Errors.witnessInside(file);
    }
    if (!Files.exists(file) && Files.exists(usual)) {
      throw Errors.witnessElsewhere(file, usual);
    }
    return file;
  }

  private Path usualWitness() {
    return ledger().resolveSibling(ledger().getFileName() + ".newest");
  }

  private Path namedWitness() {
    String named = around.environment().apply("ESTOVER_WITNESS");
    if (witness != null) {
      return around.path(witness);
    }
    return named == null || named.isBlank() ? usualWitness() : around.path(Path.of(named));
  }

  /**
   * The trust's published releases, beside its ledger: in {@code releases} where the ledger's
   * folder is named {@code ledger}, which only one of a folder can be, else in a folder of its
   * name, so that neighbouring ledgers share none. Before, all of them kept theirs in {@code
   * releases}.
   */
  ReleaseStore releases() {
    Path shared = ledger().resolveSibling("releases");
    String name = String.valueOf(ledger().getFileName());
    return name.equals("ledger")
        ? new ReleaseStore(shared)
        : new ReleaseStore(ledger().resolveSibling(name + ".releases"), List.of(shared));
  }

  /** The artifacts that plans name, and the Maven that fetches them. */
  ArtifactCache artifacts() {
    return new ArtifactCache(around.path(STATE.resolve("cache")), maven(), this::note);
  }

  /** The command that starts Maven. */
  String maven() {
    String named = around.environment().apply("ESTOVER_MVN");
    return named == null ? "mvn" : named;
  }

  /** The run folder named, or the last run's. */
  RunFolder run() throws IOException {
    return existing(runDir == null ? lastRun().orElseThrow(Errors::noRun) : around.path(runDir));
  }

  /** The run folder that an argument names. */
  RunFolder run(Path named) throws UsageException {
    return existing(around.path(named));
  }

  private static RunFolder existing(Path folder) throws UsageException {
    if (!Files.isDirectory(folder)) {
      throw Errors.notARun(folder);
    }
    return RunFolder.at(folder);
  }

  /** Whether a run is named, or the last one is still there. */
  boolean hasRun() throws IOException {
    return runDir != null || lastRun().filter(Files::isDirectory).isPresent();
  }

  /** The folder that the last run was in, which may have gone. */
  private Optional<Path> lastRun() throws IOException {
    Path remembered = around.path(LAST_RUN);
    return Files.exists(remembered)
        ? Optional.of(around.path(Path.of(Files.readString(remembered).strip())))
        : Optional.empty();
  }

  /** The run folder named, or the one for {@code corpus}; it need not exist. */
  RunFolder runFor(String corpus) {
    Path folder = runDir == null ? STATE.resolve("runs").resolve(corpus) : runDir;
    return RunFolder.at(around.path(folder));
  }

  /** Makes {@code run} the one that later commands act on. */
  void remember(RunFolder run) throws IOException {
    Path remembered = around.path(LAST_RUN);
    Files.createDirectories(run.root());
    if ("no".equals(around.environment().apply(REMEMBER))) {
      return;
    }
    Files.createDirectories(remembered.resolveSibling("."));
    Files.writeString(remembered, run.root() + "\n");
  }

  /** Folder of a release: a folder named, a published id, or without a name the run's own. */
  Path release(@Nullable String name) throws IOException {
    if (name == null) {
      RunFolder run = run();
      if (run.mark(StageName.RELEASE).isPresent()) {
        return run.folder(StageName.RELEASE);
      }
      Optional<StageReport> last = run.report(StageName.SHARD);
      if (last.isPresent() && last.get().unit(StageReport.DOCUMENTS).out() == 0) {
        throw Errors.nothingSurvived(run.root());
      }
      throw Errors.noRelease(run.root());
    }
    if (ReleasePlace.isAddress(name)) {
      throw Errors.notOnDisk(name);
    }
    Path named = around.path(Path.of(name));
    if (Files.exists(named.resolve(Release.MANIFEST))
        || Files.exists(named.resolve(BlockSums.sidecarName(Release.MANIFEST)))) {
      return named;
    }
    Path published = releases().folder(name);
    if (RELEASE_ID.matcher(name).matches() && Files.isDirectory(published)) {
      return published;
    }
    throw Errors.noSuchRelease(name);
  }

  /** Place of a release: as {@link #release}, or an address that serves its files. */
  ReleasePlace place(@Nullable String name) throws IOException {
    return name != null && ReleasePlace.isAddress(name)
        ? ReleasePlace.of(name)
        : ReleasePlace.of(release(name));
  }

  /** The day that was named, or today in UTC. */
  LocalDate day(@Nullable LocalDate named) {
    return named == null ? LocalDate.now(around.clock().withZone(ZoneOffset.UTC)) : named;
  }

  /** The same, of what has happened: a day that has not come is refused, named by its option. */
  LocalDate pastDay(String option, @Nullable LocalDate named) throws UsageException {
    LocalDate today = day(null);
    if (named != null && named.isAfter(today)) {
      throw Errors.notCome(option, named, today);
    }
    return named == null ? today : named;
  }

  /** Whether a run is named. */
  boolean namesRun() {
    return runDir != null;
  }

  /** Prints a result: for people, or as JSON. */
  void answer(String people, Map<String, ?> data) {
    around.out().println(json ? Json.text(data) : Terminal.safe(people.stripTrailing()));
  }

  /** Lines for people that name files just written. */
  String wrote(List<Path> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach(file -> lines.append("wrote ").append(around.shown(file)).append('\n'));
    return lines.toString();
  }

  /** Shows people how far a command is; nothing where the answer is JSON. */
  Progress progress() {
    return json
        ? Progress.silent()
        : Progress.on(around.err(), around.terminal(), System::nanoTime);
  }

  /** Prints a line for people that is no part of the result. */
  void note(String line) {
    if (!json) {
      around.err().println(Terminal.safe(line));
    }
  }
}
