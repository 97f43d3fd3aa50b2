package org.estover.tokenize.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text by which Megatron-Core knows a cached index: a JSON object, whose MD5 stands in the
 * names of the files.
 *
 * <p>It holds neither the extra token nor whether the last partial sample is dropped: a trainer
 * that changes one of them finds the old cache and reads it, which is Megatron-Core's trap.
 */
public final class MegatronDescription {
  private final Map<String, @Nullable Object> identifiers;
  private final String text;

  private MegatronDescription(Map<String, @Nullable Object> identifiers) {
    this.identifiers = identifiers;
    text = PythonJson.dumps(identifiers);
  }

  /**
   * Describes the order of one data set.
   *
   * @param datasetPath the prefix as the trainer is given it
   * @param tokenizer what the trainer's tokenizer says in its {@code unique_identifiers}: strings,
   *     integers, doubles, booleans, null, lists and maps, in the order of its keys
   */
  public static MegatronDescription ofDataset(
      String datasetPath,
      MegatronSettings settings,
      MegatronSplit split,
      Map<String, ?> tokenizer) {
    Map<String, @Nullable Object> identifiers = new LinkedHashMap<>();
    identifiers.put("class", "GPTDataset");
    identifiers.put("dataset_path", datasetPath);
    identifiers.put("num_samples", settings.samples());
    identifiers.put("index_split", settings.part().word());
    identifiers.put("random_seed", settings.seed());
    identifiers.put("sequence_length", settings.sequenceTokens());
    identifiers.put("split", split.text());
    identifiers.put("split_matrix", split.matrix());
    identifiers.put("tokenizer", tokenizer);
    return new MegatronDescription(identifiers);
  }

  /** Describes a blend of data sets. */
  static MegatronDescription ofBlend(
      List<MegatronDescription> members, Split part, List<?> weights, @Nullable Long size) {
    Map<String, @Nullable Object> identifiers = new LinkedHashMap<>();
    identifiers.put("class", "BlendedDataset");
    List<Object> datasets = new ArrayList<>();
    members.forEach(member -> datasets.add(member.identifiers));
    identifiers.put("datasets", datasets);
    identifiers.put("split", part.word());
    identifiers.put("weights", weights);
    identifiers.put("size", size);
    return new MegatronDescription(identifiers);
  }

  /** The text, as Megatron-Core writes it to {@code description.txt}. */
  public String text() {
    return text;
  }

  /** The MD5 of the text, in hex. */
  public String hash() {
    try {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(utf8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
