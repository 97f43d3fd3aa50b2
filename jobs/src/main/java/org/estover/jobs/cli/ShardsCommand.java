package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.estover.jobs.stage.ItemSource;
import org.estover.tokenize.release.Finding;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleasedSource;
import org.estover.tokenize.shard.ItemDifference;
import org.estover.tokenize.shard.ItemSizes;
import org.estover.tokenize.shard.TokenFiles;
import org.estover.tokenize.shard.TokenItems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "shards",
    description = "Inspects, checks and converts token files of trainers' formats.",
    subcommands = {
      ShardsCommand.Inspect.class,
      ShardsCommand.Verify.class,
      ShardsConvert.class,
    })
final class ShardsCommand {

  /** Which tokens are meant, in the words of the help. */
  static final String TOKENS =
      "Token files: PREFIX of .bin and .idx (or of its slices), FILE.ds, FILE.npy with FILE.csv.gz,"
          + " folder of MDS shards; or folder, id or address of a release (default: the run's own).";

  /** The same where a release has to be on this machine. */
  static final String TOKENS_HERE =
      "Token files: PREFIX of .bin and .idx (or of its slices), FILE.ds, FILE.npy with FILE.csv.gz,"
          + " folder of MDS shards; or folder or id of a release (default: the run's own).";

  @Command(name = "inspect", description = "Shows what token files or a release hold.")
  static final class Inspect implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "TOKENS", arity = "0..1", description = TOKENS)
    private @Nullable String name;

    Inspect(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      ShardsInput input = new ShardsInput(context);
      Optional<TokenFiles> opened = input.files(name);
      if (opened.isEmpty()) {
        release(Release.open(input.release(name)));
      } else {
        try (TokenFiles files = opened.get()) {
          files(files);
        }
      }
      return ExitCode.OK;
    }

    private void files(TokenFiles files) throws IOException {
      TokenItems items = files.items();
      ItemSizes sizes = ItemSizes.of(items);
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("format", files.format().word());
      data.put("tokenBytes", items.width().bytes());
      data.put("items", items.itemCount());
      data.put("tokens", items.tokenCount());
      data.put("shortestItem", sizes.least());
      data.put("longestItem", sizes.most());
      Table table = new Table().row("format", files.format().word());
      table.row("bytes per token", items.width().bytes());
      table.row("items", items.itemCount());
      table.row("tokens", items.tokenCount());
      table.row("tokens of an item", sizes.rowTokens() > 0 ? sizes.most() : range(sizes));
      List<Map<String, Object>> list = new ArrayList<>();
      for (Path file : files.files()) {
        list.add(Map.of("file", file.toString(), "bytes", Files.size(file)));
        table.row(context.around().shown(file), size(Files.size(file)));
      }
      data.put("files", list);
      context.answer(table.toString(), data);
    }

    private static String range(ItemSizes sizes) {
      return String.format(Locale.ROOT, "%,d to %,d", sizes.least(), sizes.most());
    }

    private static String size(long bytes) {
      return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    private void release(Release release) throws IOException {
      ReleaseContent content = release.content();
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("format", "release");
      data.put("release", release.id());
      data.put("tokenizer", content.tokenizer().name());
      data.put("documents", content.documents());
      data.put("tokens", content.tokens());
      data.put("positions", content.order().positions());
      data.put("sequenceTokens", content.order().sequenceTokens());
      Table table = new Table();
      table.row("source", "documents", "tokens", "sequences", "positions", "shards");
      List<Map<String, Object>> sources = new ArrayList<>();
      for (ReleasedSource source : content.sources()) {
        long shards = content.shardsOf(source.name()).size();
        sources.add(
            Map.of(
                "source", source.name(),
                "documents", source.documents(),
                "tokens", source.tokens(),
                "sequences", source.sequences(),
                "positions", source.slots(),
                "shards", shards));
        table.row(
            source.name(),
            source.documents(),
            source.tokens(),
            source.sequences(),
            source.slots(),
            shards);
      }
      data.put("sources", sources);
      context.answer(
          release.id()
              + ", tokenizer "
              + content.tokenizer().name()
              + ", sequences of "
              + content.order().sequenceTokens()
              + " tokens and a target\n"
              + table,
          data);
    }
  }

  @Command(
      name = "verify",
      description =
          "Checks what token files say about themselves, and with --against that they hold the same"
              + " items as others.")
  static final class Verify implements Callable<Integer> {
    @Mixin private final Context context;

    @Parameters(paramLabel = "TOKENS", arity = "0..1", description = TOKENS_HERE)
    private @Nullable String name;

    @Option(
        names = "--vocabulary",
        paramLabel = "N",
        description = "Also checks that every token is below N.")
    private @Nullable Integer vocabulary;

    @Option(
        names = "--against",
        paramLabel = "OTHER",
        description = "Compares with other token files or a release, item by item.")
    private @Nullable String other;

    @Option(
        names = "--items",
        paramLabel = "WHAT",
        defaultValue = ShardsInput.DOCUMENTS,
        description =
            "What of a release is compared: documents, or rows, the training sequences in their"
                + " order (default: ${DEFAULT-VALUE}).")
    private String items = "";

    @Mixin private final OrderOption order = new OrderOption();

    Verify(Surroundings around) {
      this.context = new Context(around);
    }

    @Override
    public Integer call() throws IOException {
      ShardsInput input = new ShardsInput(context);
      if (name != null && ReleasePlace.isAddress(name)) {
        throw Errors.notHere(name);
      }
      boolean release = name == null || input.isRelease(name);
      if (order.file(context) != null && !release && (other == null || !input.isRelease(other))) {
        throw Errors.onlyWith(
            OrderOption.NAME, "the training sequences of a release (--items rows)");
      }
      if (release) {
        List<String> damage = damage(context.release(name));
        if (!damage.isEmpty()) {
          context.answer(String.join("\n", damage), Map.of("findings", damage));
          return ExitCode.DAMAGE;
        }
      }
      List<String> findings = new ArrayList<>();
      long count;
      try (TokenItems found = open(input, name)) {
        found.verify();
        count = found.itemCount();
        if (vocabulary != null) {
          tooLarge(found, vocabulary).ifPresent(findings::add);
        }
        if (other != null) {
          difference(found, input, other).ifPresent(findings::add);
        }
      }
      String good = String.format(Locale.ROOT, "%,d items, all as they should be", count);
      context.answer(
          findings.isEmpty() ? good : String.join("\n", findings),
          Map.of("items", count, "findings", findings));
      return findings.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private static List<String> damage(Path release) throws IOException {
      return ReleaseVerifier.verify(release).stream().map(Finding::message).toList();
    }

    private TokenItems open(ShardsInput input, @Nullable String tokens) throws IOException {
      return input.source(tokens, items, null, order.file(context), 0, ItemSource.ALL).open();
    }

    private Optional<String> difference(TokenItems found, ShardsInput input, String against)
        throws IOException {
      try (TokenItems expected = open(input, against)) {
        return ItemDifference.find(found, expected)
            .map(
                difference ->
                    "item "
                        + difference.item()
                        + " differs from that of "
                        + against
                        + ": "
                        + difference.what());
      }
    }

    private static Optional<String> tooLarge(TokenItems items, int vocabulary) throws IOException {
      long[] seen = {0, -1, 0};
      items.tokens(
          0,
          items.itemCount(),
          (bytes, from, size) -> {
            int[] tokens = new int[size / items.width().bytes()];
            items.width().decode(bytes, from, tokens, 0, tokens.length);
            for (int token : tokens) {
              if (seen[1] < 0 && (token < 0 || token >= vocabulary)) {
                seen[1] = seen[0];
                seen[2] = token;
              }
              seen[0]++;
            }
          });
      return seen[1] < 0
          ? Optional.empty()
          : Optional.of("token " + seen[1] + " of all is " + seen[2] + ", not below " + vocabulary);
    }
  }
}
