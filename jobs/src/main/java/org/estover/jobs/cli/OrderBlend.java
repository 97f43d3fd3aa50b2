package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.estover.tokenize.order.Blend;
import org.estover.tokenize.order.MegatronBlend;
import org.estover.tokenize.order.NeoxBlend;
import org.estover.tokenize.shard.npy.NpyType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "blend",
    description = "Tells which data set of a mixture stands where, as the trainers choose it.")
final class OrderBlend implements Callable<Integer> {
  private static final int SHOWN = 20;

  /** Larger mixtures are for files: as JSON they would fill the memory. */
  private static final int LISTED = 1_000_000;

  @Mixin private final Context context;

  @Option(
      names = "--weights",
      required = true,
      split = ",",
      paramLabel = "WEIGHT",
      description = "The data sets' weights, such as 0.5,0.3,0.2; they need not sum up to 1.")
  private List<Double> weights = new ArrayList<>();

  @Option(
      names = "--size",
      required = true,
      paramLabel = "N",
      description = "Sequences of the mixture.")
  private long size;

  @Option(
      names = "--code",
      defaultValue = "neox",
      paramLabel = "CODE",
      description =
          "neox, or megatron, which normalizes the weights twice (default: ${DEFAULT-VALUE}).")
  private String code = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Writes dataset_index.npy and dataset_sample_index.npy into this folder (default: --json"
              + " lists both, up to 1,000,000 sequences).")
  private @Nullable Path out;

  OrderBlend(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    if (size < 0) {
      throw Errors.tooSmall("--size", size, 0);
    }
    double[] given = weights.stream().mapToDouble(Double::doubleValue).toArray();
    // Checked before, so that what is wrong with weights is told as a person's mistake.
    Arguments.checked(() -> NeoxBlend.requests(given, size));
    boolean isNeox =
        switch (code) {
          case "neox" -> true;
          case "megatron" -> false;
          default -> throw Errors.notOneOf("--code", code, List.of("neox", "megatron"));
        };
    int most = isNeox ? Blend.NEOX_MEMBERS : Blend.MEGATRON_MEMBERS;
    if (given.length > most) {
      throw Errors.tooManyMembers(given.length, code, most);
    }
    Blend blend = isNeox ? NeoxBlend.weighted(given, size) : MegatronBlend.weighted(given, size);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("size", blend.size());
    long[] counts = blend.counts();
    data.put("counts", counts);
    Table table = new Table().row("data set", "weight", "sequences");
    for (int i = 0; i < counts.length; i++) {
      table.row(i, weights.get(i).toString(), counts[i]);
    }
    if (out != null) {
      NpyType memberType = isNeox ? NpyType.UINT8 : NpyType.INT16;
      List<Path> files = write(blend, memberType, context.around().path(out));
      data.put("files", files.stream().map(Path::toString).toList());
      context.answer(table + context.wrote(files), data);
      return ExitCode.OK;
    }
    if (context.json() && size <= LISTED) {
      data.put("dataset_index", LongStream.range(0, size).map(blend::member).toArray());
      data.put("dataset_sample_index", LongStream.range(0, size).map(blend::sample).toArray());
    }
    long[] first = LongStream.range(0, Math.min(size, SHOWN)).map(blend::member).toArray();
    context.answer(table + "first: " + Arrays.toString(first), data);
    return ExitCode.OK;
  }

  private static List<Path> write(Blend blend, NpyType memberType, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path members = folder.resolve("dataset_index.npy");
    blend.writeMembers(members, memberType);
    Path samples = folder.resolve("dataset_sample_index.npy");
    blend.writeSamples(samples);
    return List.of(members, samples);
  }
}
