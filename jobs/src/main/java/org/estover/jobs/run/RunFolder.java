package org.estover.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The folder of one run: a folder per stage, each with its report and, last, its completion mark.
 *
 * <p>A stage writes to {@code <stage>.tmp}; {@link #commit} forces the files to disk and renames
 * the folder, so that a stage is either whole or absent, after any kill. Beginning a stage removes
 * the stages after it first: their files are aligned row by row with files that are about to go.
 *
 * <p>Reading needs no lock. {@link #begin} and {@link #commit} are for the holder of {@link #lock}.
 */
public final class RunFolder {
  /** File name of a stage's counts. */
  public static final String REPORT = "report.json";

  /** What the attempt in a temporary folder makes; it goes after the commit. */
  private static final String STARTED = "started";

  private final Path root;

  private RunFolder(Path root) {
    this.root = root;
  }

  /** The run folder at {@code root}, which need not exist yet. */
  public static RunFolder at(Path root) {
    return new RunFolder(root.toAbsolutePath().normalize());
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /** Folder of the stage's committed output. */
  public Path folder(StageName stage) {
    return root.resolve(stage.folder());
  }

  /** Folder that the stage writes to before its commit. */
  public Path temporary(StageName stage) {
    return root.resolve(stage.folder() + ".tmp");
  }

  /**
   * Takes the run folder for one process, creating it if absent.
   *
   * @throws IOException if another process holds it; the message names that process
   */
  public RunLock lock() throws IOException {
    Files.createDirectories(root);
    return RunLock.take(root);
  }

  /** The stage's completion mark; empty if the stage did not happen. */
  public Optional<CompletionMark> mark(StageName stage) throws IOException {
    Path file = folder(stage).resolve(CompletionMark.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(CompletionMark.fromJson(stage, file, Files.readAllBytes(file)));
  }

  /** The committed stage's counts; empty if the stage did not happen. */
  public Optional<StageReport> report(StageName stage) throws IOException {
    if (mark(stage).isEmpty()) {
      return Optional.empty();
    }
    Path file = folder(stage).resolve(REPORT);
    return Optional.of(StageReport.fromJson(stage, file, beside(stage, REPORT)));
  }

  /**
   * What the file of that name holds, which lies beside the completion mark of {@code stage}.
   *
   * @throws CorruptRunException if it is not there
   */
  public byte[] beside(StageName stage, String name) throws IOException {
    Path file = folder(stage).resolve(name);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw CorruptRunException.of(file, e);
    }
  }

  /** Why the stage must be done (again) to get {@code wanted}; empty if its output serves. */
  public Optional<String> whyNotComplete(Fingerprint wanted) throws IOException {
    Optional<CompletionMark> mark = mark(wanted.stage());
    if (mark.isEmpty()) {
      return Optional.of(
          Files.exists(temporary(wanted.stage())) ? "it was not finished" : "it was not done yet");
    }
    return mark.get().whyNot(wanted);
  }

  /**
   * Digest of what {@code stage} reads: the rows that all stages before it wrote.
   *
   * @throws IllegalStateException if one of them is not complete
   */
  public String inputsDigest(StageName stage) throws IOException {
    Digest digest = new Digest("estover.inputs.v1");
    for (StageName earlier : stage.before()) {
      CompletionMark mark =
          mark(earlier)
              .orElseThrow(() -> new IllegalStateException(earlier.folder() + " is not complete"));
      digest.add(earlier.folder()).add(mark.outputRows());
    }
    return digest.hex();
  }

  /** Starts a stage: removes its output and that of all later stages; returns its empty folder. */
  public Path begin(StageName stage) throws IOException {
    for (StageName later : stage.fromHere()) {
      Files.deleteIfExists(folder(later).resolve(CompletionMark.FILE));
      Leftovers.removeTree(folder(later));
      Leftovers.removeTree(temporary(later));
    }
    return Files.createDirectories(temporary(stage));
  }

  /**
   * Starts a stage that can go on where an earlier attempt was killed: as {@link #begin}, but its
   * folder keeps what an attempt of the same fingerprint has left there.
   */
  public Path beginOrGoOn(Fingerprint made) throws IOException {
    Path temporary = temporary(made.stage());
    Path started = temporary.resolve(STARTED);
    if (Files.exists(started) && Files.readString(started).equals(made.digest())) {
      for (StageName later : made.stage().fromHere()) {
        Files.deleteIfExists(folder(later).resolve(CompletionMark.FILE));
        Leftovers.removeTree(folder(later));
        if (later != made.stage()) {
          Leftovers.removeTree(temporary(later));
        }
      }
      return temporary;
    }
    begin(made.stage());
    Durable.write(started, made.digest());
    return temporary;
  }

  /**
   * Ends a stage: writes report and mark, forces every file to disk, renames the folder.
   *
   * @param outputRows digest of what the stage wrote
   * @throws IllegalStateException if the report does not balance; nothing is committed then
   */
  public void commit(Fingerprint made, StageReport report, String outputRows) throws IOException {
    report.requireBalanced();
    StageName stage = made.stage();
    Path temporary = temporary(stage);
    Files.writeString(temporary.resolve(REPORT), report.toJson());
    String mark = new CompletionMark(made, outputRows).toJson();
    Files.writeString(temporary.resolve(CompletionMark.FILE), mark, StandardCharsets.UTF_8);
    forceTree(temporary);
    KillSwitch.beforeCommit(stage);
    Files.move(temporary, folder(stage), StandardCopyOption.ATOMIC_MOVE);
    Durable.force(root);
    Files.deleteIfExists(folder(stage).resolve(STARTED));
    KillSwitch.afterCommit(stage);
  }

  /** Size in bytes of all files of the stage's committed output; 0 if there is none. */
  public long sizeOf(StageName stage) throws IOException {
    if (!Files.isDirectory(folder(stage))) {
      return 0;
    }
    long size = 0;
    for (Path file : Leftovers.tree(folder(stage))) {
      size += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return size;
  }

  private static void forceTree(Path folder) throws IOException {
    for (Path path : Leftovers.tree(folder)) {
      Durable.force(path);
    }
  }
}
