package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.estover.jobs.rows.PublishedRow;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.DocumentFiles;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.release.Cards;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "documents",
    description =
        "Writes a release's documents as Parquet with their provenance, a card for Hugging Face"
            + " and a description in Croissant.")
final class DocumentsCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final CardOptions card = new CardOptions();

  @Parameters(
      paramLabel = "RELEASE",
      arity = "0..1",
      description =
          "Folder or id of the release (default: the run's own). What only a run knows of a"
              + " document is added where this is left out, or --run-dir is given.")
  private @Nullable String release;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder to write (default: RELEASE-ID.documents here).")
  private @Nullable Path folder;

  @Option(
      names = "--tokenizer",
      paramLabel = "FILE",
      description = "The release's tokenizer.json (default: GPT-2's vocabulary).")
  private @Nullable Path tokenizer;

  @Mixin private final MasterOption master = new MasterOption();

  @Option(
      names = "--spark",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting, such as spark.executor.memory=8g; repeat for more.")
  private Map<String, String> spark = new TreeMap<>();

  DocumentsCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    EngineSettings settings = Arguments.checked(() -> EngineSettings.of(master.value(), spark));
    Release opened = Release.open(context.release(release));
    Cards.Publication publication = card.publication(context, opened);
    RunFolder run = run(opened);
    Path target =
        context.around().path(folder == null ? Path.of(opened.id() + ".documents") : folder);
    if (Files.exists(target)) {
      throw Errors.exists(target);
    }
    Path file = tokenizer == null ? null : context.around().path(tokenizer);
    Tokenizer loaded = file == null ? Tokenizer.gpt2() : Tokenizer.load(file);
    try (Reconstruct reconstruct = Reconstruct.of(opened)) {
      reconstruct.requireTokenizer(loaded);
    }
    Path unfinished = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(unfinished);
      DocumentFiles.Written written;
      try (Engine engine = new Engine(settings, unfinished.resolve(".scratch"))) {
        written =
            DocumentFiles.write(
                opened,
                loaded,
                file == null ? "" : file.toString(),
                run,
                unfinished,
                engine,
                context.progress());
      }
      Leftovers.removeHidden(unfinished);
      CardCommand.write(
          Cards.ofDocuments(
              opened, publication, written.files(), PublishedRow.COLUMNS, written.bytes()),
          unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      answer(opened, written, run != null, target);
    } finally {
      Leftovers.removeTree(unfinished);
    }
    return ExitCode.OK;
  }

  /** The run that made the release, where one is meant. */
  private @Nullable RunFolder run(Release opened) throws IOException {
    if (release != null && !context.namesRun()) {
      return null;
    }
    RunFolder run = context.run();
    if (run.mark(StageName.RELEASE).isEmpty()) {
      throw Errors.noRelease(run.root());
    }
    String made = Release.open(run.folder(StageName.RELEASE)).id();
    if (!made.equals(opened.id())) {
      throw Errors.runOfAnother(run.root(), opened.id(), made);
    }
    return run;
  }

  private void answer(Release opened, DocumentFiles.Written written, boolean withRun, Path target) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("release", opened.id());
    data.put("folder", target.toString());
    data.put("files", written.files().size());
    data.put("documents", written.documents());
    data.put("normalizedTexts", written.normalized());
    data.put(MaskedTally.DOCUMENTS, written.masked());
    data.put("rows", written.rows());
    data.put("withRun", withRun);
    String normalized =
        written.normalized() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "%n%,d texts are as the tokenizer normalized them",
                written.normalized());
    context.answer(
        Table.counted(written.documents(), "document")
            + " of "
            + opened.id()
            + " in "
            + Table.counted(written.files().size(), "Parquet file")
            + " in "
            + context.around().shown(target)
            + normalized
            + (written.masked() == 0 ? "" : "\n" + MaskedTally.text(written.masked()).strip())
            + "\ndigest of the rows, the same for any number of workers: "
            + written.rows()
            + (withRun ? "" : "\nwhat only a run knows of them (time, file, reason) is left empty"),
        data);
  }
}
