package org.estover.jobs.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.order.DocumentRange;
import org.estover.tokenize.order.MegatronSplit;
import org.estover.tokenize.order.NeoxSplit;
import org.estover.tokenize.order.Split;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "split",
    description = "Tells which documents are train, valid and test, as each trainer cuts them.")
final class OrderSplit implements Callable<Integer> {
  @Mixin private final Context context;

  @Option(
      names = "--split",
      required = true,
      paramLabel = "SPLIT",
      description = "Train, valid and test shares, such as 969,30,1.")
  private String split = "";

  @Option(
      names = "--documents",
      required = true,
      paramLabel = "N",
      description = "Documents of the data set.")
  private long documents;

  OrderSplit(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (documents < 0) {
      throw Errors.tooSmall("--documents", documents, 0);
    }
    NeoxSplit neox = Arguments.checked(() -> NeoxSplit.parse(split));
    MegatronSplit megatron = Arguments.checked(() -> MegatronSplit.parse(split));
    Map<String, @Nullable Object> neoxRanges = new LinkedHashMap<>();
    Map<String, @Nullable Object> megatronRanges = new LinkedHashMap<>();
    Table table = new Table().row("", "GPT-NeoX", "Megatron-Core");
    for (Split part : Split.values()) {
      DocumentRange ofNeox = neox.isBuilt(part, documents) ? neox.documents(part, documents) : null;
      DocumentRange ofMegatron =
          megatron.isBuilt(part) ? megatron.documents(part, documents) : null;
      neoxRanges.put(part.word(), data(ofNeox));
      megatronRanges.put(part.word(), data(ofMegatron));
      table.row(part.word(), shown(ofNeox), shown(ofMegatron));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("split", split);
    data.put("documents", documents);
    data.put("neox", neoxRanges);
    data.put("megatron", megatronRanges);
    context.answer(table.toString(), data);
    return ExitCode.OK;
  }

  private static @Nullable Object data(@Nullable DocumentRange range) {
    return range == null ? null : List.of(range.first(), range.end());
  }

  private static String shown(@Nullable DocumentRange range) {
    return range == null || range.first() == range.end()
        ? "none"
        : range.first() + " to " + (range.end() - 1);
  }
}
