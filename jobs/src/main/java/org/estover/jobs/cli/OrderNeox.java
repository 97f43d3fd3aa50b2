package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.order.DocumentRange;
import org.estover.tokenize.order.NeoxOrder;
import org.estover.tokenize.order.NeoxSettings;
import org.estover.tokenize.order.NeoxSplit;
import org.estover.tokenize.order.SequenceSizes;
import org.estover.tokenize.order.Split;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "neox",
    description = "Writes the index arrays of GPT-NeoX and Pythia, under the names they look for.")
final class OrderNeox implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private OrderInput input = new OrderInput();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What GPT-NeoX calls the data set, such as train_0 of a blend (default: PART).")
  private @Nullable String name;

  @Option(
      names = "--code",
      defaultValue = "head",
      paramLabel = "CODE",
      description =
          "GPT-NeoX's code: head or v1.0, with which Pythia was trained (default:"
              + " ${DEFAULT-VALUE}).")
  private String code = "";

  @Option(
      names = "--packing",
      defaultValue = "packed",
      paramLabel = "HOW",
      description = "packed, or pack_until_overflow (default: ${DEFAULT-VALUE}).")
  private String packing = "";

  @Option(
      names = "--no-chopped",
      description = "Leaves out documents longer than a sequence (pack_until_overflow).")
  private boolean noChopped;

  OrderNeox(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    NeoxSettings settings = settings();
    Split part = input.part();
    int[] sizes = SequenceSizes.of(input.prefix(around));
    NeoxOrder order = NeoxOrder.of(sizes, documents(part, sizes.length), settings);
    Path folder = input.out(around);
    Files.createDirectories(folder);
    Path prefix = folder.resolve(String.valueOf(input.prefix(around).getFileName()));
    List<Path> files = order.write(prefix, name == null ? part.word() : name);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("documents", order.documents());
    data.put("epochs", order.epochs());
    data.put("samples", order.samples());
    data.put("length", order.length());
    data.put("files", files.stream().map(Path::toString).toList());
    Table table = new Table();
    table.row("documents, repeated", order.documents());
    table.row("passes", order.epochs());
    table.row("sequences", order.samples());
    table.row("what len() says", order.length());
    context.answer(table + context.wrote(files), data);
    return ExitCode.OK;
  }

  private NeoxSettings settings() throws IOException {
    Long samples = input.samples();
    NeoxSettings usual =
        samples == null
            ? NeoxSettings.epochs(input.sequenceTokens(), input.seed(), input.epochs())
            : NeoxSettings.samples(input.sequenceTokens(), input.seed(), samples);
    NeoxSettings.Version version =
        switch (code) {
          case "head" -> NeoxSettings.Version.HEAD;
          case "v1.0" -> NeoxSettings.Version.V1_0;
          default -> throw Errors.notOneOf("--code", code, List.of("head", "v1.0"));
        };
    NeoxSettings.Packing how =
        switch (packing) {
          case "packed" -> NeoxSettings.Packing.PACKED;
          case "pack_until_overflow" -> NeoxSettings.Packing.PACK_UNTIL_OVERFLOW;
          default ->
              throw Errors.notOneOf("--packing", packing, List.of("packed", "pack_until_overflow"));
        };
    return Arguments.checked(() -> usual.with(how, !noChopped).as(version));
  }

  private DocumentRange documents(Split part, int documents) throws UsageException {
    String split = input.split();
    if (split == null) {
      return new DocumentRange(0, documents);
    }
    NeoxSplit cut = Arguments.checked(() -> NeoxSplit.parse(split));
    if (!cut.isBuilt(part, documents)) {
      throw Errors.emptyPart(split, part.word(), documents);
    }
    return cut.documents(part, documents);
  }
}
