package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.release.Cards;
import org.estover.tokenize.release.Release;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "card",
    description = "Writes the card, licenses and Croissant description of a release's own files.")
final class CardCommand implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private final CardOptions card = new CardOptions();

  @Parameters(
      paramLabel = "RELEASE",
      arity = "0..1",
      description = "Folder or id of the release (default: the run's own).")
  private @Nullable String release;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder to write into (default: RELEASE-ID.card here).")
  private @Nullable Path folder;

  CardCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Release opened = Release.open(context.release(release));
    Cards cards = Cards.ofShards(opened, card.publication(context, opened));
    Path target = context.around().path(folder == null ? Path.of(opened.id() + ".card") : folder);
    for (String name : List.of(Cards.README, Cards.LICENSES, Cards.CROISSANT)) {
      if (Files.exists(target.resolve(name))) {
        throw Errors.exists(target.resolve(name));
      }
    }
    List<String> names = write(cards, target);
    context.answer(
        "wrote " + String.join(", ", names) + " to " + context.around().shown(target),
        Map.of("release", opened.id(), "folder", target.toString(), "files", names));
    return ExitCode.OK;
  }

  /** Writes the cards into a folder; returns the names of their files. */
  static List<String> write(Cards cards, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> names = new ArrayList<>();
    if (cards.areDocuments()) {
      Files.writeString(folder.resolve(Cards.FILES), cards.fileList());
      names.add(Cards.FILES);
    }
    Files.writeString(folder.resolve(Cards.LICENSES), cards.licenses());
    Files.writeString(folder.resolve(Cards.CROISSANT), cards.croissant());
    Files.writeString(folder.resolve(Cards.README), cards.readme());
    names.addAll(List.of(Cards.LICENSES, Cards.CROISSANT, Cards.README));
    return names;
  }
}
