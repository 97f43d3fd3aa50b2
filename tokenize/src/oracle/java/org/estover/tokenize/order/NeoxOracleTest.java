package org.estover.tokenize.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.estover.tokenize.order.NeoxSettings.Packing;
import org.estover.tokenize.order.NeoxSettings.Version;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.IndexedTarget;
import org.estover.tokenize.shard.OneWorker;
import org.estover.tokenize.shard.npy.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPT-NeoX's own data sets, splits, samplers, blends and loaders. */
final class NeoxOracleTest {
  @TempDir private Path folder;

  private static Vectors neox() throws IOException {
    return Vectors.load("neox.json");
  }

  @Test
  void packedDataSetsAreGptNeoxs() throws IOException {
    List<Vectors> datasets = neox().objects("gpt2");
    assertThat(datasets).hasSize(18);
    for (Vectors each : datasets) {
      int length = each.number("seq_length");
      long seed = each.longNumber("seed");
      NeoxSettings settings =
          each.has("num_epochs")
              ? NeoxSettings.epochs(length, seed, each.number("num_epochs"))
              : NeoxSettings.samples(length, seed, each.longNumber("num_samples"));
      Path corpus = Vectors.corpus(each.text("corpus"));
      int[] sizes = SequenceSizes.of(corpus);
      NeoxOrder order = NeoxOrder.of(sizes, new DocumentRange(0, sizes.length), settings);
      List<Path> files = assertArrays(each, order);
      if (each.has("cache_file_suffixes")) {
        assertThat(files.stream().map(file -> file.getFileName().toString()))
            .containsExactlyElementsOf(
                each.texts("cache_file_suffixes").stream().map(s -> "corpus" + s).toList());
      }
      assertTokens(each, order, corpus);
    }
  }

  @Test
  void documentsPackedUntilOverflowAreGptNeoxs() throws IOException {
    List<Vectors> datasets = neox().objects("pack_until_overflow");
    assertThat(datasets).hasSize(4);
    for (Vectors each : datasets) {
      Path corpus = Vectors.corpus(each.text("corpus"));
      int[] sizes = SequenceSizes.of(corpus);
      NeoxOrder order =
          NeoxOrder.of(
              sizes,
              new DocumentRange(0, sizes.length),
              NeoxSettings.samples(
                      each.number("seq_length"),
                      each.longNumber("seed"),
                      each.longNumber("num_samples"))
                  .with(Packing.PACK_UNTIL_OVERFLOW, each.flag("allow_chopped")));
      assertArrays(each, order);
      assertTokens(each, order, corpus);
    }
  }

  @Test
  void splitDataSetsAreGptNeoxs() throws IOException {
    List<Vectors> datasets = neox().objects("split_datasets");
    assertThat(datasets).hasSize(9);
    Path corpus = Vectors.corpus("main");
    int[] sizes = SequenceSizes.of(corpus);
    for (Vectors each : datasets) {
      NeoxSplit split = NeoxSplit.parse(each.text("split"));
      Split part = part(each.text("name"));
      assertThat(split.isBuilt(part, sizes.length)).isEqualTo(each.flag("built"));
      if (!each.flag("built")) {
        continue;
      }
      assertThat(each.text("corpus")).isEqualTo("main");
      NeoxOrder order =
          NeoxOrder.of(
              sizes,
              split.documents(part, sizes.length),
              NeoxSettings.samples(
                  each.number("seq_length"),
                  each.longNumber("seed"),
                  each.longNumber("num_samples")));
      assertArrays(each, order);
      assertTokens(each, order, corpus);
    }
  }

  private static Split part(String name) {
    return Arrays.stream(Split.values())
        .filter(p -> p.word().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> assertArrays(Vectors each, NeoxOrder order) throws IOException {
    List<Path> files = order.write(folder.resolve("corpus"), "train");
    PeerAssert.assertArrays(each, files, "doc_idx", "sample_idx", "shuffle_idx");
    assertThat(order.samples()).isEqualTo(each.longNumber("samples"));
    assertThat(order.length()).isEqualTo(each.longNumber("len"));
    assertThat(order.documents()).isEqualTo(each.longNumber("num_epochs_docs"));
    return files;
  }

  private static void assertTokens(Vectors each, NeoxOrder order, Path corpus) throws IOException {
    try (IndexedDatasetReader data = IndexedDatasetReader.open(corpus)) {
      List<int[]> rows = new ArrayList<>();
      for (long i = 0; i < order.samples(); i++) {
        rows.add(order.tokens(data, i));
      }
      assertThat(Vectors.sha256(rows))
          .as(each.toString())
          .isEqualTo(each.text("samples_int32le_sha256"));
      if (each.has("wrap")) {
        for (Object wrap : each.list("wrap")) {
          long index = (Long) Objects.requireNonNull(((List<?>) wrap).get(0));
          assertThat(Vectors.sha256(List.of(order.tokens(data, index))))
              .isEqualTo(((List<?>) wrap).get(1));
        }
      }
      Path whole = Vectors.FOLDER.resolve(each.text("tag") + ".samples.npy");
      if (whole.toFile().exists()) {
        NpyFile expected = NpyFile.open(whole);
        long at = 0;
        for (int[] row : rows) {
          for (int token : row) {
            assertThat(token).isEqualTo((int) expected.element(at++));
          }
        }
        assertThat(at).isEqualTo(expected.count());
      }
    }
  }

  @Test
  void splitsAreGptNeoxs() throws IOException {
    List<?> splits = neox().list("split");
    assertThat(splits).hasSize(120);
    for (Object each : splits) {
      List<?> split = (List<?>) each;
      NeoxSplit parsed = NeoxSplit.parse((String) Objects.requireNonNull(split.get(0)));
      assertThat(parsed.boundaries((Long) Objects.requireNonNull(split.get(1))))
          .as(each.toString())
          .isEqualTo(Vectors.longs(split.get(2)));
    }
  }

  @Test
  void samplersAreGptNeoxs() throws IOException {
    List<Vectors> samplers = neox().objects("sampler");
    assertThat(samplers).hasSize(7);
    for (Vectors each : samplers) {
      NeoxSampler sampler =
          new NeoxSampler(
              each.longNumber("n"),
              each.number("global_batch"),
              each.number("world"),
              each.flag("drop_last"),
              each.flag("interleave"),
              each.longNumber("start_iter"));
      List<?> ranks = each.list("per_rank_batches");
      PeerAssert.assertRanks(ranks, sampler.world(), sampler.batches(), sampler::indices);
    }
  }

  @Test
  void blendsAreGptNeoxs() throws IOException {
    List<Vectors> blends = neox().objects("blend");
    assertThat(blends).hasSize(7);
    for (Vectors each : blends) {
      double[] weights = each.doubles("weights");
      Blend blend = NeoxBlend.weighted(weights, each.longNumber("size"));
      PeerAssert.assertBlend(each, blend);
      Vectors normalized = each.object("normalized");
      assertThat(PythonNumbers.normalized(weights)).isEqualTo(normalized.doubles("weights"));
      assertThat(NeoxBlend.requests(weights, normalized.longNumber("requested")))
          .isEqualTo(normalized.numbers("num_samples"));
      assertThat(NeoxBlend.weightsByDocuments(each.numbers("sizes"), 0.3))
          .isEqualTo(each.doubles("weights_by_num_docs_alpha_0.3"));
    }
  }

  @Test
  void loadersAreGptNeoxs() throws IOException {
    List<Vectors> loaders = neox().objects("loader");
    assertThat(loaders).hasSize(7);
    for (Vectors each : loaders) {
      BatchShape shape =
          new BatchShape(
              each.number("micro_batch"), each.number("grad_accum"), each.number("world"));
      try (LoadedParts parts = LoadedParts.of(each, shape)) {
        for (Vectors rank : each.objects("ranks")) {
          assertLoader(each, shape, parts, rank);
        }
      }
    }
  }

  private static void assertLoader(Vectors each, BatchShape shape, LoadedParts parts, Vectors rank)
      throws IOException {
    NeoxLoader loader = new NeoxLoader(shape, parts.length(Split.TRAIN));
    assertThat(loader.microBatches()).isEqualTo(rank.longNumber("loader_len"));
    Vectors lengths = rank.object("loaders");
    for (Split part : Split.values()) {
      assertThat(parts.isBuilt(part)).isEqualTo(lengths.has(part.word()));
      if (parts.isBuilt(part)) {
        assertThat(new NeoxLoader(shape, parts.length(part)).microBatches())
            .isEqualTo(lengths.longNumber(part.word()));
      }
    }
    int steps = 0;
    for (Object step : rank.list("steps")) {
      List<?> recorded = (List<?>) step;
      long iteration = (Long) Objects.requireNonNull(recorded.get(0));
      int round = ((Long) Objects.requireNonNull(recorded.get(1))).intValue();
      long first =
          loader.firstIndex(
              Version.HEAD,
              each.longNumber("start_iteration"),
              iteration,
              round,
              rank.number("rank"));
      long[] indices = LongStream.range(first, first + shape.microBatch()).toArray();
      assertThat(indices).isEqualTo(Vectors.longs(recorded.get(2)));
      List<int[]> rows = new ArrayList<>();
      for (long index : indices) {
        rows.add(parts.tokens(index));
      }
      assertThat(Vectors.sha256(rows)).isEqualTo(recorded.get(3));
      steps++;
    }
    assertThat(steps).isPositive();
  }

  /** The data sets of a loader: one that is split, or a blend of whole ones for every part. */
  private static final class LoadedParts implements AutoCloseable {
    private final List<IndexedDatasetReader> data = new ArrayList<>();
    private final NeoxOrder[] split = new NeoxOrder[3];
    private final NeoxBlend[] blends = new NeoxBlend[3];

    static LoadedParts of(Vectors each, BatchShape shape) throws IOException {
      LoadedParts parts = new LoadedParts();
      List<int[]> sizes = new ArrayList<>();
      for (String corpus : each.texts("corpora")) {
        parts.data.add(IndexedDatasetReader.open(Vectors.corpus(corpus)));
        sizes.add(SequenceSizes.of(Vectors.corpus(corpus)));
      }
      for (Split part : Split.values()) {
        long samples =
            NeoxLoader.samples(
                part,
                shape,
                each.longNumber("train_iters"),
                each.longNumber("eval_interval"),
                each.longNumber("eval_iters"));
        int length = each.number("seq_length");
        long seed = each.longNumber("seed");
        if (each.has("weights")) {
          double[] weights = each.doubles("weights");
          long[] requests = NeoxBlend.requests(weights, samples);
          List<NeoxOrder> members = new ArrayList<>();
          for (int i = 0; i < weights.length; i++) {
            DocumentRange all = new DocumentRange(0, sizes.get(i).length);
            NeoxSettings settings = NeoxSettings.samples(length, seed, requests[i]);
            members.add(NeoxOrder.of(sizes.get(i), all, settings));
          }
          parts.blends[part.index()] = NeoxBlend.of(members, weights);
        } else {
          NeoxSplit cut = NeoxSplit.parse(each.text("split"));
          if (cut.isBuilt(part, sizes.get(0).length)) {
            parts.split[part.index()] =
                NeoxOrder.of(
                    sizes.get(0),
                    cut.documents(part, sizes.get(0).length),
                    NeoxSettings.samples(length, seed, samples));
          }
        }
      }
      return parts;
    }

    boolean isBuilt(Split part) {
      return split[part.index()] != null || blends[part.index()] != null;
    }

    long length(Split part) {
      NeoxOrder order = split[part.index()];
      return order == null ? blends[part.index()].length() : order.length();
    }

    int[] tokens(long index) throws IOException {
      return split[0] == null ? blends[0].tokens(data, index) : split[0].tokens(data.get(0), index);
    }

    @Override
    public void close() throws IOException {
      for (IndexedDatasetReader reader : data) {
        reader.close();
      }
    }
  }

  /** Documents and tokens are formulas, see the vectors. */
  @Test
  void pythiasDataAreWhatItsToolsMake() throws IOException {
    Vectors pythia = Vectors.load("pythia.json");
    long k = pythia.longNumber("K");
    int documents = pythia.object("pile").number("docs");
    int[] sizes =
        IntStream.range(0, documents)
            .map(d -> (int) (1 + (d * 40503L + k) % 65536 % 1777))
            .toArray();
    Path pile = folder.resolve("pile");
    FormulaData.write(pile, sizes, k);
    assertThat(Vectors.sha256(folder.resolve("pile.bin")))
        .isEqualTo(pythia.object("pile").text("bin_sha256"));
    assertThat(Vectors.sha256(folder.resolve("pile.idx")))
        .isEqualTo(pythia.object("pile").text("idx_sha256"));

    Vectors gpt2 = pythia.object("gpt2");
    NeoxOrder order =
        NeoxOrder.of(
            sizes,
            new DocumentRange(0, documents),
            NeoxSettings.samples(
                gpt2.number("seq_length"),
                gpt2.longNumber("seed"),
                gpt2.longNumber("num_samples")));
    assertThat(order.samples()).isEqualTo(gpt2.longNumber("samples"));
    assertThat(order.length()).isEqualTo(gpt2.longNumber("len"));
    List<Path> files = order.write(pile, gpt2.text("name"));
    List<String> kinds = List.of("doc_idx", "sample_idx", "shuffle_idx");
    for (int i = 0; i < kinds.size(); i++) {
      List<Integer> values = RandomData.array(files.get(i));
      int[] array = values.stream().mapToInt(Integer::intValue).toArray();
      assertThat(Vectors.sha256(List.of(array))).isEqualTo(gpt2.text(kinds.get(i) + "_sha256"));
    }

    Path document = folder.resolve("document");
    try (IndexedDatasetReader data = IndexedDatasetReader.open(pile)) {
      Pythia.writePreshuffled(order, data, document);
    }
    Vectors preshuffled = pythia.object("preshuffled");
    Path bin = folder.resolve("document.bin");
    assertThat(Vectors.sha256(bin)).isEqualTo(preshuffled.text("bin_sha256"));
    assertThat(Vectors.sha256(folder.resolve("document.idx")))
        .isEqualTo(preshuffled.text("idx_sha256"));

    for (Vectors view : pythia.objects("batch_viewer")) {
      Path batches =
          Pythia.writeBatches(document, view.longNumber("start"), view.longNumber("end"), folder);
      assertThat(NpyFile.open(batches).shape()).isEqualTo(view.numbers("shape"));
      assertThat(batches).hasSize(view.longNumber("npy_bytes"));
      assertThat(Vectors.sha256(batches)).isEqualTo(view.text("npy_sha256"));
    }

    Vectors shards = pythia.object("shards");
    Path cutPrefix = Files.createDirectories(folder.resolve("cut")).resolve("document");
    IndexedTarget slices = new IndexedTarget(cutPrefix, shards.longNumber("shard_bytes"));
    List<Path> cut;
    try (IndexedDatasetReader items = IndexedDatasetReader.open(document)) {
      List<Path> slicesAndIndex = OneWorker.write(slices, items);
      cut = slicesAndIndex.subList(0, slicesAndIndex.size() - 1);
    }
    List<?> recorded = shards.list("files");
    assertThat(cut).hasSize(recorded.size());
    for (int i = 0; i < cut.size(); i++) {
      List<?> file = (List<?>) recorded.get(i);
      assertThat(cut.get(i)).hasFileName((String) file.get(0));
      assertThat(Vectors.sha256(cut.get(i))).isEqualTo(file.get(2));
    }
    try (IndexedDatasetReader items = IndexedDatasetReader.open(cutPrefix)) {
      OneWorker.write(new IndexedTarget(folder.resolve("joined"), 0), items);
    }
    assertThat(folder.resolve("joined.bin")).hasSameBinaryContentAs(bin);
  }
}
