package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "release",
    description = "Carries a release in one file, prepares it for fast answers, or describes it.",
    subcommands = {
      ReleaseCommand.Export.class,
      ReleaseCommand.Import.class,
      PrepareCommand.class,
      DocumentsCommand.class,
      CardCommand.class
    })
final class ReleaseCommand {

  @Command(name = "export", description = "Writes a release into one zip file.")
  static final class Export implements Callable<Integer> {
    @Mixin private final Context context;
    @Mixin private final ReleaseArgument release = new ReleaseArgument();

    @Option(
        names = "--to",
        paramLabel = "FILE",
        description = "The file to write (default: RELEASE-ID.zip here).")
    private @Nullable Path file;

    Export(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Release opened = Release.open(release.folder(context));
      Path target = context.around().path(file == null ? Path.of(opened.id() + ".zip") : file);
      ReleaseArchive.write(opened, target);
      long masked = Masks.find(opened).caseByDocument().size();
      context.answer(
          "wrote "
              + opened.id()
              + " to "
              + context.around().shown(target)
              + (masked == 0
                  ? ""
                  : "\nwith its masks of "
                      + Table.counted(masked, "withdrawn document")
                      + ", which it still stores: hand it only to who had it before"),
          Map.of("release", opened.id(), "file", target.toString(), MaskedTally.DOCUMENTS, masked));
      return ExitCode.OK;
    }
  }

  @Command(name = "import", description = "Unpacks and verifies a release from such a file.")
  static final class Import implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "FILE", description = "The file that \"release export\" wrote.")
    private Path file = Path.of("");

    @Option(
        names = "--to",
        paramLabel = "DIR",
        description = "Folder to unpack into (default: .estover/imports).")
    private Path folder = Path.of(".estover", "imports");

    Import(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      Path release =
          ReleaseArchive.unpack(context.around().path(file), context.around().path(folder));
      String id = Release.open(release).id();
      String shown = context.around().shown(release);
      context.answer(
          id + " is in " + shown + ", verified\nnext: estover publish " + shown,
          Map.of("release", id, "folder", release.toString()));
      return ExitCode.OK;
    }
  }
}
