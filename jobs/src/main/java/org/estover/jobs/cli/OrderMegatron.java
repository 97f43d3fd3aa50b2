package org.estover.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.estover.tokenize.order.DocumentRange;
import org.estover.tokenize.order.MegatronDescription;
import org.estover.tokenize.order.MegatronOrder;
import org.estover.tokenize.order.MegatronSettings;
import org.estover.tokenize.order.MegatronSplit;
import org.estover.tokenize.order.SequenceSizes;
import org.estover.tokenize.order.Split;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "megatron",
    description = "Writes the index arrays of Megatron-Core, under the names it looks for.")
final class OrderMegatron implements Callable<Integer> {
  @Mixin private final Context context;
  @Mixin private OrderInput input = new OrderInput();

  @Option(
      names = "--dataset-path",
      paramLabel = "TEXT",
      description = "The prefix as the trainer is given it; names depend on it (default: PREFIX).")
  private @Nullable String datasetPath;

  @Option(
      names = "--tokenizer-identifiers",
      paramLabel = "FILE",
      description = "JSON of the trainer's tokenizer.unique_identifiers; names depend on it.")
  private @Nullable Path tokenizer;

  @Option(
      names = "--no-extra-token",
      description = "As a trainer with add_extra_token_to_sequence=False.")
  private boolean noExtraToken;

  @Option(
      names = "--keep-partial",
      description = "As a trainer with drop_last_partial_validation_sequence=False.")
  private boolean keepPartial;

  OrderMegatron(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Surroundings around = context.around();
    Split part = input.part();
    String cut = input.split();
    MegatronSplit split =
        Arguments.checked(() -> MegatronSplit.parse(cut == null ? all(part) : cut));
    int[] sizes = SequenceSizes.of(input.prefix(around));
    if (!split.isBuilt(part)) {
      throw Errors.emptyPart(split.text(), part.word(), sizes.length);
    }
    DocumentRange documents = split.documents(part, sizes.length);
    MegatronSettings settings =
        new MegatronSettings(
            input.sequenceTokens(),
            input.seed(),
            samples(sizes, documents),
            part,
            !noExtraToken,
            !keepPartial);
    MegatronOrder order = MegatronOrder.of(sizes, documents, settings);
    MegatronDescription description =
        MegatronDescription.ofDataset(
            datasetPath == null ? input.givenPrefix() : datasetPath,
            settings,
            split,
            tokenizer == null ? Map.of() : identifiers(around.path(tokenizer)));
    List<Path> files = order.write(input.out(around), description);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("documents", order.documents());
    data.put("epochs", order.epochs());
    data.put("samples", order.length());
    data.put("hash", description.hash());
    data.put("files", files.stream().map(Path::toString).toList());
    Table table = new Table();
    table.row("documents, repeated", order.documents());
    table.row("passes", order.epochs());
    table.row("sequences", order.length());
    context.answer(table + context.wrote(files), data);
    return ExitCode.OK;
  }

  /** The split that gives a part everything. */
  private static String all(Split part) {
    return switch (part) {
      case TRAIN -> "1,0,0";
      case VALID -> "0,1,0";
      case TEST -> "0,0,1";
    };
  }

  /** Megatron-Core counts no passes: one is no number of samples, more are the samples in them. */
  private @Nullable Long samples(int[] sizes, DocumentRange documents) throws UsageException {
    Long samples = input.samples();
    if (samples != null || input.epochs() == 1) {
      return samples;
    }
    long tokens = 0;
    for (int i = (int) documents.first(); i < documents.end(); i++) {
      tokens += sizes[i];
    }
    if (input.sequenceTokens() < 1) {
      throw Errors.tooSmall("--seq-length", input.sequenceTokens(), 1);
    }
    int epochs = input.epochs();
    // More than can be counted is more than can be built, and refused as such.
    long all = epochs > Long.MAX_VALUE / Math.max(1, tokens) ? Long.MAX_VALUE : epochs * tokens;
    return Math.max(0, all - (noExtraToken ? 0 : 1)) / input.sequenceTokens();
  }

  private static Map<String, Object> identifiers(Path file) throws IOException {
    try {
      Map<String, Object> identifiers =
          Json.MAPPER.readValue(Files.readString(file), new TypeReference<>() {});
      // JSON's null is no object, but no error to the library either.
      if (identifiers == null) {
        throw Errors.noIdentifiers(file, "found null");
      }
      return identifiers;
    } catch (JsonProcessingException e) {
      throw Errors.noIdentifiers(file, e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      throw Errors.noIdentifiers(file, "found bytes that are no UTF-8");
    }
  }
}
