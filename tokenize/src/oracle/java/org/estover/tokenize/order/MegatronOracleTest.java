package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Megatron-Core's own data sets, splits, samplers, blends and builders. */
final class MegatronOracleTest {
  @TempDir private Path folder;

  private static Vectors megatron() throws IOException {
    return Vectors.load("mcore.json");
  }

  @Test
  void dataSetsAndCachesAreMegatrons() throws IOException {
    List<Vectors> datasets = megatron().objects("gpt");
    assertThat(datasets).hasSize(13);
    for (Vectors each : datasets) {
      MegatronSettings settings =
          new MegatronSettings(
              each.number("sequence_length"),
              each.longNumber("seed"),
              each.has("num_samples") ? each.longNumber("num_samples") : null,
              each.text("split").equals("valid") ? Split.VALID : Split.TRAIN,
              each.flag("add_extra_token"),
              each.flag("drop_last_partial_validation"));
      Path corpus = Vectors.corpus(each.text("corpus"));
      int[] sizes = SequenceSizes.of(corpus);
      MegatronOrder order = MegatronOrder.of(sizes, new DocumentRange(0, sizes.length), settings);
      Map<String, Object> tokenizer = new LinkedHashMap<>();
      tokenizer.put("class", "Tok");
      tokenizer.put("vocab", 50_277);
      MegatronDescription description =
          MegatronDescription.ofDataset(
              "FIX/" + each.text("corpus"), settings, MegatronSplit.parse("1,0,0"), tokenizer);
      assertThat(description.text()).isEqualTo(each.text("description"));
      assertThat(description.hash()).isEqualTo(each.text("hash"));
      List<Path> files = order.write(folder, description);
      PeerAssert.assertArrays(
          each, files.subList(1, 4), "document_index", "sample_index", "shuffle_index");
      assertThat(Files.readString(files.get(0))).isEqualTo(each.text("description"));
      assertThat(order.length()).isEqualTo(each.longNumber("len"));
      assertThat(tokens(order, corpus))
          .as(each.toString())
          .isEqualTo(each.text("samples_int32le_sha256"));
    }
  }

  /** The padding token of the recorded tokenizer is 1. */
  private static String tokens(MegatronOrder order, Path corpus) throws IOException {
    List<int[]> rows = new ArrayList<>();
    try (IndexedDatasetReader data = IndexedDatasetReader.open(corpus)) {
      for (long i = 0; i < order.length(); i++) {
        rows.add(order.tokens(data, i, 1));
      }
    }
    return Vectors.sha256(rows);
  }

  @Test
  void splitsAreMegatrons() throws IOException {
    List<Vectors> splits = megatron().objects("split");
    assertThat(splits).hasSize(8);
    for (Vectors each : splits) {
      MegatronSplit split = MegatronSplit.parse(each.text("split"));
      List<?> matrix = each.list("matrix");
      for (Split part : Split.values()) {
        assertThat(split.isBuilt(part)).isEqualTo(matrix.get(part.index()) != null);
      }
      assertThat(PythonJson.dumps(split.matrix())).isEqualTo(PythonJson.dumps(matrix));
      Vectors ranges = each.object("ranges");
      for (String documents : List.of("1", "7", "100", "199", "200", "1000", "210604984")) {
        List<?> recorded = ranges.list(documents);
        for (Split part : Split.values()) {
          if (split.isBuilt(part)) {
            DocumentRange range = split.documents(part, Long.parseLong(documents));
            assertThat(new long[] {range.first(), range.end()})
                .isEqualTo(Vectors.longs(Objects.requireNonNull(recorded.get(part.index()))));
          }
        }
      }
    }
  }

  @Test
  void blendsAreMegatrons() throws IOException {
    List<Vectors> blends = megatron().objects("blend");
    assertThat(blends).hasSize(4);
    for (Vectors each : blends) {
      Blend blend =
          each.has("weights")
              ? Blend.weighted(
                  PythonNumbers.numpyNormalized(each.doubles("weights")),
                  each.longNumber("size"),
                  Blend.MEGATRON_MEMBERS)
              : MegatronBlend.exhaustive(each.numbers("exhaustive_sizes")).blend();
      PeerAssert.assertBlend(each, blend);
    }
  }

  @Test
  void samplersAreMegatrons() throws IOException {
    List<Vectors> samplers = megatron().objects("sampler");
    assertThat(samplers).hasSize(4);
    for (Vectors each : samplers) {
      MegatronSampler sampler =
          new MegatronSampler(
              each.longNumber("total"),
              each.longNumber("consumed"),
              each.number("micro_batch"),
              each.number("dp"),
              each.flag("drop_last"));
      List<?> ranks = each.list("per_rank");
      PeerAssert.assertRanks(ranks, sampler.world(), sampler.batches(), sampler::indices);
    }
  }

  @Test
  void buildersAreMegatrons() throws IOException {
    List<Vectors> builders = megatron().objects("builder");
    assertThat(builders).hasSize(3);
    int checked = 0;
    for (Vectors each : builders) {
      List<?> blend = each.list("blend");
      List<String> corpora =
          ((List<?>) Objects.requireNonNull(blend.get(0)))
              .stream().map(String.class::cast).toList();
      double @Nullable [] weights =
          blend.get(1) == null
              ? null
              : ((List<?>) blend.get(1)).stream().mapToDouble(w -> (Double) w).toArray();
      MegatronSplit split = MegatronSplit.parse(each.text("split"));
      List<?> sizes = each.list("sizes");
      List<Vectors> results = each.objects("result");
      for (Split part : Split.values()) {
        if (each.list("result").get(part.index()) == null) {
          continue;
        }
        checked++;
        Long samples = (Long) sizes.get(part.index());
        Vectors result = results.get(part.index());
        if (result.text("kind").equals("gpt")) {
          assertDataset(each, corpora.get(0), split, part, samples, result);
        } else {
          assertBlended(each, corpora, weights, split, part, samples, result);
        }
      }
    }
    assertThat(checked).isEqualTo(5);
  }

  private static MegatronOrder order(
      Vectors each, String corpus, MegatronSplit split, Split part, @Nullable Long samples)
      throws IOException {
    int[] sizes = SequenceSizes.of(Vectors.corpus(corpus));
    return MegatronOrder.of(
        sizes,
        split.documents(part, sizes.length),
        MegatronSettings.of(
            each.number("sequence_length"), each.longNumber("seed"), samples, part));
  }

  private static void assertDataset(
      Vectors each,
      String corpus,
      MegatronSplit split,
      Split part,
      @Nullable Long samples,
      Vectors result)
      throws IOException {
    MegatronOrder order = order(each, corpus, split, part, samples);
    assertThat(order.length()).isEqualTo(result.longNumber("len"));
    int documents = SequenceSizes.of(Vectors.corpus(corpus)).length;
    DocumentRange range = split.documents(part, documents);
    assertThat(new long[] {range.first(), range.end()}).isEqualTo(result.numbers("indices"));
    assertThat(tokens(order, Vectors.corpus(corpus)))
        .isEqualTo(result.text("samples_int32le_sha256"));
  }

  private static void assertBlended(
      Vectors each,
      List<String> corpora,
      double @Nullable [] weights,
      MegatronSplit split,
      Split part,
      @Nullable Long samples,
      Vectors result)
      throws IOException {
    long[] requests = null;
    if (weights != null && samples != null) {
      requests = MegatronBlend.requests(weights, samples);
      assertThat(requests).isEqualTo(result.numbers("member_num_samples"));
    }
    long[] lengths = new long[corpora.size()];
    for (int i = 0; i < lengths.length; i++) {
      Long request = requests == null ? null : (Long) requests[i];
      lengths[i] = order(each, corpora.get(i), split, part, request).length();
    }
    assertThat(lengths).isEqualTo(result.numbers("member_len"));
    MegatronBlend blend =
        weights == null || samples == null
            ? MegatronBlend.exhaustive(lengths)
            : MegatronBlend.weighted(weights, samples, lengths);
    assertThat(blend.blend().size()).isEqualTo(result.longNumber("size"));
    assertThat(blend.weights().toString()).isEqualTo(result.list("weights").toString());
    PeerAssert.assertBlend(result, blend.blend());
  }
}
