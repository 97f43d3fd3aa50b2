package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.jobs.run.ByteSize;
import org.estover.jobs.stage.Conversion;
import org.estover.jobs.stage.Engine;
import org.estover.jobs.stage.EngineSettings;
import org.estover.jobs.stage.ItemSource;
import org.estover.jobs.stage.TargetFiles;
import org.estover.jobs.stage.ZstdShards;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.estover.tokenize.reconstruct.RowsPlan;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleasePlace;
import org.estover.tokenize.shard.ItemSizes;
import org.estover.tokenize.shard.MdsTarget;
import org.estover.tokenize.shard.Slices;
import org.estover.tokenize.shard.TokenFormat;
import org.estover.tokenize.shard.TokenItems;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "convert",
    description =
        "Writes a release, or token files, in a trainer's format; the same bytes for any number of"
            + " workers.")
final class ShardsConvert implements Callable<Integer> {
  private static final String PRESHUFFLED = "preshuffled";

  @Mixin private final Context context;

  /** For the plan that is written beside rows. */
  @Mixin private final BatchOption batch = new BatchOption();

  @Mixin private final OrderOption order = new OrderOption();

  @Parameters(paramLabel = "TOKENS", arity = "0..1", description = ShardsCommand.TOKENS)
  private @Nullable String name;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = {
        "megatron: .bin and .idx; preshuffled: the same of training sequences, as Pythia's;",
        "datatrove: .ds, for nanotron; olmo: headerless .npy, for OLMo and MaxText;",
        "mds: a folder, for MosaicML's streaming."
      })
  private String to = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "Prefix of .bin and .idx, FILE.ds, FILE.npy, or folder of MDS to write.")
  private Path out = Path.of("");

  @Option(
      names = "--items",
      paramLabel = "WHAT",
      description =
          "Of a release: documents, or rows, the training sequences in their order (default: rows"
              + " for preshuffled and mds, else documents).")
  private @Nullable String items;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Of a release's documents only those of this source.")
  private @Nullable String source;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "0",
      description = "The first item, from 0 (default: ${DEFAULT-VALUE}).")
  private long from;

  @Option(
      names = "--until",
      paramLabel = "N",
      description = "The item behind the last (default: all).")
  private @Nullable Long until;

  @Option(
      names = "--slices",
      paramLabel = "BYTES",
      defaultValue = "0",
      description =
          "Cuts a .bin into slices of so many bytes, as Pythia's of " + Slices.PYTHIA_SIZE + ".")
  private long slices;

  @Option(
      names = "--shard-size",
      paramLabel = "SIZE",
      defaultValue = "64MiB",
      description = "At most so many bytes in an MDS shard (default: ${DEFAULT-VALUE}).")
  private String shardSize = "";

  @Option(
      names = "--zstd",
      paramLabel = "LEVEL",
      description = "Compresses MDS shards by zstd of this level, 1 to 22 (3 is usual).")
  private @Nullable Integer zstd;

  @Option(
      names = "--window",
      paramLabel = "L",
      description = "Also writes MaxText's index of olmo's file, of instances of L tokens.")
  private @Nullable Integer window;

  @Mixin private final MasterOption master = new MasterOption();

  ShardsConvert(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    ShardsInput input = new ShardsInput(context);
    TokenFormat format = format();
    Path path = target(format);
    refuseIdle(format, name != null && !input.isRelease(name));
    ItemSource wanted = input.source(name, items(format), source, order.file(context), from, end());
    int rowTokens;
    long count;
    try (TokenItems found = opened(wanted)) {
      requireSlices(found);
      rowTokens = rowTokens(wanted, found);
      count = found.itemCount();
    }
    if (to.equals(PRESHUFFLED) && rowTokens == 0 && count > 0) {
      throw Errors.noRows(String.valueOf(name));
    }
    Release release = release(wanted);
    RowsPlan plan = plan(wanted, count);
    TargetFiles target =
        new TargetFiles(
            format,
            path.toString(),
            slices,
            shardSize(),
            rowTokens,
            window == null ? 0 : positive("--window", window),
            zstd == null ? 0 : zstd(zstd),
            release == null ? "unknown" : release.content().tokenizer().name());
    Files.createDirectories(path.resolveSibling("."));
    List<Path> files;
    try (Engine engine = engine(path)) {
      files = new Conversion(wanted, target).run(engine, context.progress());
    }
    if (plan != null) {
      plan.write(planFile(path));
    }
    long masked = release == null ? 0 : Masks.find(release).caseByDocument().size();
    return answer(files, count, plan, path, masked);
  }

  private int answer(
      List<Path> files, long count, @Nullable RowsPlan plan, Path path, long masked) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("format", to);
    data.put("items", count);
    data.put("files", files.stream().map(Path::toString).toList());
    StringBuilder people = new StringBuilder();
    String what = plan == null ? "items" : "rows, the training sequences in their order";
    people.append(String.format(Locale.ROOT, "%,d %s%n", count, what));
    if (masked > 0) {
      data.put(MaskedTally.DOCUMENTS, masked);
      people.append(MaskedTally.text(masked));
    }
    for (Path file : files.size() > 8 ? files.subList(files.size() - 1, files.size()) : files) {
      people.append("wrote ").append(context.around().shown(file)).append('\n');
    }
    if (files.size() > 8) {
      people.append("  and ").append(files.size() - 1).append(" files with the tokens\n");
    }
    if (plan != null) {
      data.put("plan", planFile(path).toString());
      String shown = context.around().shown(planFile(path));
      people.append("wrote ").append(shown).append(", which says how rows make up steps");
    }
    context.answer(people.toString(), data);
    return ExitCode.OK;
  }

  /** An option that changes nothing here is a mistake that nothing else would tell. */
  private void refuseIdle(TokenFormat format, boolean files) throws UsageException {
    refuseIdle("--items", items != null && files, "releases");
    refuseIdle("--source", source != null && files, "releases");
    refuseIdle(OrderOption.NAME, order.file(context) != null && files, "releases");
    boolean bin = format == TokenFormat.MEGATRON;
    refuseIdle("--slices", slices != 0 && !bin, "--to megatron and preshuffled");
    refuseIdle("--zstd", zstd != null && format != TokenFormat.MDS, "--to mds");
    refuseIdle("--window", window != null && format != TokenFormat.OLMO, "--to olmo");
  }

  private static void refuseIdle(String option, boolean idle, String where) throws UsageException {
    if (idle) {
      throw Errors.onlyWith(option, where);
    }
  }

  private TokenFormat format() throws UsageException {
    return switch (to) {
      case "megatron", PRESHUFFLED -> TokenFormat.MEGATRON;
      case "datatrove" -> TokenFormat.DATATROVE;
      case "olmo" -> TokenFormat.OLMO;
      case "mds" -> TokenFormat.MDS;
      default ->
          throw Errors.notOneOf(
              "--to", to, List.of("megatron", PRESHUFFLED, "datatrove", "olmo", "mds"));
    };
  }

  private String items(TokenFormat format) throws UsageException {
    boolean rows = to.equals(PRESHUFFLED) || (items == null && format == TokenFormat.MDS);
    String kind = items == null ? (rows ? ShardsInput.ROWS : ShardsInput.DOCUMENTS) : items;
    if (rows && !kind.equals(ShardsInput.ROWS)) {
      throw Errors.preshuffledIsRows();
    }
    if (kind.equals(ShardsInput.ROWS) && source != null) {
      throw Errors.rowsOfASource();
    }
    return kind;
  }

  /** The path to write, with the ending that the format wants; nothing may be there. */
  private Path target(TokenFormat format) throws UsageException {
    Path path = context.around().path(out);
    String fileName = String.valueOf(path.getFileName());
    String ending = format == TokenFormat.DATATROVE ? ".ds" : ".npy";
    boolean ends = fileName.endsWith(ending);
    if ((format == TokenFormat.DATATROVE || format == TokenFormat.OLMO) && !ends) {
      throw Errors.wrongEnding(path, ending);
    }
    boolean there =
        switch (format) {
          case MEGATRON -> TokenFormat.of(path).isPresent();
          case DATATROVE, OLMO, MDS -> Files.exists(path);
        };
    if (there) {
      throw Errors.exists(path);
    }
    return path;
  }

  private long end() throws UsageException {
    if (from < 0 || (until != null && until < from)) {
      throw Errors.noItems(from, until == null ? from : until);
    }
    return until == null ? ItemSource.ALL : until;
  }

  private TokenItems opened(ItemSource wanted) throws IOException {
    try {
      return wanted.open();
    } catch (IndexOutOfBoundsException e) {
      throw Errors.noItems(wanted.from(), wanted.to());
    }
  }

  /** The tokens of every item, where it is known or cheap to know that all have as many. */
  private static int rowTokens(ItemSource wanted, TokenItems found) throws IOException {
    return switch (wanted.kind()) {
      case ROWS -> found.itemCount() == 0 ? 0 : Math.toIntExact(found.itemStart(1));
      case DOCUMENTS -> 0;
      case FILES -> ItemSizes.of(found).rowTokens();
    };
  }

  /** The release that is read, or null where token files are. */
  private static @Nullable Release release(ItemSource wanted) throws IOException {
    return wanted.kind() == ItemSource.Kind.FILES
        ? null
        : Release.open(ReleasePlace.of(wanted.place()));
  }

  private @Nullable RowsPlan plan(ItemSource wanted, long count) throws IOException {
    if (wanted.kind() != ItemSource.Kind.ROWS) {
      return null;
    }
    BatchPlan steps = batch.plan();
    try (Reconstruct release = wanted.reconstruct()) {
      return Arguments.checked(() -> RowsPlan.of(release, from, from + count, steps));
    }
  }

  private static Path planFile(Path path) {
    return path.resolveSibling(path.getFileName() + ".plan.json");
  }

  private void requireSlices(TokenItems found) throws IOException {
    if (slices < 0) {
      throw Errors.tooSmall("--slices", slices, 0);
    }
    if (slices > 0) {
      long size = Math.multiplyExact(found.tokenCount(), (long) found.width().bytes());
      if (slices < Slices.leastSize(size)) {
        throw Errors.tooSmall("--slices", slices, Slices.leastSize(size));
      }
    }
  }

  private long shardSize() throws UsageException {
    long size = Arguments.checked(() -> ByteSize.parse(shardSize));
    if (size > MdsTarget.LARGEST_LIMIT) {
      throw Errors.notWithin("--shard-size", size, 1, MdsTarget.LARGEST_LIMIT);
    }
    return size;
  }

  private static int zstd(int level) throws UsageException {
    return Arguments.checked(() -> new ZstdShards(level)).level();
  }

  private static int positive(String option, int value) throws UsageException {
    if (value <= 0) {
      throw Errors.tooSmall(option, value, 1);
    }
    return value;
  }

  private Engine engine(Path path) throws UsageException {
    EngineSettings settings = Arguments.checked(() -> EngineSettings.of(master.value()));
    return new Engine(settings, path.resolveSibling("." + path.getFileName() + ".scratch"));
  }
}
