package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.estover.tokenize.order.NeoxSettings.Packing;
import org.estover.tokenize.order.NeoxSettings.Version;
import org.estover.tokenize.shard.IndexedDatasetReader;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.TokenWidth;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder of orders from a fresh seed, in the layout of the recorded ones, for a checker
 * that knows nothing of our code: data sets, index arrays and what they read.
 *
 * <p>Arguments: the folder, which must not exist yet, and the seed.
 */
public final class OrderFolder {
  private final Path folder;
  private final SplittableRandom random;
  private final Map<String, Object> corpora = new LinkedHashMap<>();
  private final Map<String, int[]> sizes = new LinkedHashMap<>();

  private OrderFolder(Path folder, long seed) {
    this.folder = folder;
    random = new SplittableRandom(seed);
  }

  /** Writes the folder that the first argument names from the seed that is the second. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]));
  }

  static void write(Path folder, long seed) throws IOException {
    Files.createDirectory(folder);
    OrderFolder made = new OrderFolder(folder, seed);
    made.corpora();
    made.writeJson("neox.json", made.neox());
    made.writeJson("pythia.json", made.pythia());
    made.writeJson("mcore.json", made.megatron());
  }

  private void writeJson(String name, Object value) throws IOException {
    Files.writeString(folder.resolve(name), PythonJson.dumps(value), StandardCharsets.US_ASCII);
  }

  private long newSeed() {
    return random.nextInt(4) == 0 ? (1L << 32) - 1 - random.nextInt(9) : random.nextLong(1L << 32);
  }

  private void corpora() throws IOException {
    corpus("main", 200, 1, 400, 50_432);
    corpus("int32", 40 + random.nextInt(40), 1, 400, 100_277);
    corpus("long", 3, 1, 9000, 50_432);
    corpus("edge", 19, 1, 130, 50_432);
    corpus("multi", 25, 3, 60, 50_432);
  }

  /** Documents of up to {@code most} sequences, of which some are empty. */
  private void corpus(String name, int documents, int most, int longest, int vocabulary)
      throws IOException {
    TokenWidth width = TokenWidth.forVocabulary(vocabulary);
    StringBuilder lines = new StringBuilder();
    List<Integer> lengths = new ArrayList<>();
    try (IndexedDatasetWriter writer = IndexedDatasetWriter.create(folder.resolve(name), width)) {
      for (int d = 0; d < documents; d++) {
        List<String> sequences = new ArrayList<>();
        for (int s = most == 1 ? 1 : random.nextInt(most + 1); s > 0; s--) {
          int size = most > 1 && random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(longest);
          int[] tokens = random.ints(size, 0, vocabulary).toArray();
          writer.append(tokens, 0, size);
          writer.endSequence();
          lengths.add(size);
          sequences.add(Arrays.toString(tokens));
        }
        writer.endDocument();
        lines.append(sequences).append('\n');
      }
      writer.finish();
    }
    Files.writeString(folder.resolve(name + ".docs.jsonl"), lines, StandardCharsets.US_ASCII);
    Map<String, Object> corpus = new LinkedHashMap<>();
    corpus.put("vocab_size", vocabulary);
    corpus.put("bin_sha256", sha256(folder.resolve(name + ".bin")));
    corpus.put("idx_sha256", sha256(folder.resolve(name + ".idx")));
    corpora.put(name, corpus);
    sizes.put(name, lengths.stream().mapToInt(Integer::intValue).toArray());
  }

  private int[] sizes(String corpus) {
    return sizes.getOrDefault(corpus, new int[0]);
  }

  private DocumentRange all(String corpus) {
    return new DocumentRange(0, sizes(corpus).length);
  }

  private Map<String, Object> neox() throws IOException {
    Map<String, Object> neox = new LinkedHashMap<>();
    neox.put("rng", draws());
    neox.put("corpora", corpora);
    neox.put("gpt2", packed());
    neox.put("split", splits());
    neox.put("split_datasets", splitDatasets());
    neox.put("blend", blends());
    neox.put("pack_until_overflow", untilOverflow());
    neox.put("loader", loaders());
    return neox;
  }

  private List<Object> draws() {
    List<Object> draws = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long seed = i == 0 ? (1L << 32) - 1 : newSeed();
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("seed", seed);
      NumpyRandom raw = new NumpyRandom(seed);
      List<Long> drawn = LongStream.range(0, 1300).mapToObj(d -> raw.next32()).toList();
      each.put("raw32_first", drawn.subList(0, 10));
      each.put("raw32_at_1290", drawn.subList(1290, 1295));
      NumpyRandom shuffling = new NumpyRandom(seed);
      Map<String, Object> shuffles = new LinkedHashMap<>();
      for (int n : new int[] {1, 2, 3, 10, 255, 256, 257, 1000}) {
        int[] values = Shuffles.identity(n);
        shuffling.shuffle(values);
        shuffles.put(
            String.valueOf(n),
            n == 1000 ? sha256(List.of(values)) : IntStream.of(values).boxed().toList());
      }
      each.put("shuffles", shuffles);
      draws.add(each);
    }
    int[] large = Shuffles.identity(200_003);
    long seed = newSeed();
    new NumpyRandom(seed).shuffle(large);
    draws.add(Map.of("seed", seed, "n", large.length, "int32le_sha256", sha256(List.of(large))));
    return draws;
  }

  private List<Object> packed() throws IOException {
    List<Object> datasets = new ArrayList<>();
    for (String corpus : sizes.keySet()) {
      for (int i = 0; i < 4; i++) {
        int length = i == 3 && !corpus.equals("multi") ? 2048 : 3 + random.nextInt(100);
        long seed = newSeed();
        NeoxSettings settings =
            random.nextInt(3) == 0
                ? NeoxSettings.epochs(length, seed, 1 + random.nextInt(3))
                : NeoxSettings.samples(length, seed, 1 + random.nextInt(length > 999 ? 20 : 900));
        NeoxOrder order = NeoxOrder.of(sizes(corpus), all(corpus), settings);
        String tag = "neox_" + corpus + "_" + i;
        Map<String, @Nullable Object> each = new LinkedHashMap<>();
        each.put("corpus", corpus);
        each.put("seq_length", length);
        each.put("num_samples", settings.samples());
        each.put("num_epochs", settings.epochs());
        each.put("seed", seed);
        each.put("tag", tag);
        each.put("len", order.length());
        save(order, tag);
        try (IndexedDatasetReader data = IndexedDatasetReader.open(folder.resolve(corpus))) {
          each.put("samples_int32le_sha256", rows(data, order));
          List<Object> wraps = new ArrayList<>();
          for (long k = order.samples() - 1; order.length() > 0 && k < order.samples() + 3; k++) {
            wraps.add(List.of(k, sha256(List.of(order.tokens(data, k)))));
          }
          each.put("wrap", wraps);
        }
        datasets.add(each);
      }
    }
    return datasets;
  }

  private static String rows(IndexedDatasetReader data, NeoxOrder order) throws IOException {
    List<int[]> rows = new ArrayList<>();
    for (long i = 0; i < order.samples(); i++) {
      rows.add(order.tokens(data, i));
    }
    return sha256(rows);
  }

  private void save(NeoxOrder order, String tag) throws IOException {
    List<Path> files = order.write(folder.resolve("cache"), "train");
    List<String> kinds = List.of("doc_idx", "sample_idx", "shuffle_idx");
    for (int i = 0; i < kinds.size(); i++) {
      Path target = folder.resolve(tag + "." + kinds.get(i) + ".npy");
      Files.move(files.get(i), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String newSplit() {
    return switch (random.nextInt(5)) {
      case 0 -> "969,30,1";
      case 1 -> "1,1,1";
      case 2 -> random.nextInt(100) + "/" + (1 + random.nextInt(9)) + "/" + random.nextInt(9);
      case 3 -> String.valueOf(1 + random.nextInt(9));
      default -> "0." + (10 + random.nextInt(90)) + ", " + (random.nextInt(1000) / 7.0) + ",0.1";
    };
  }

  private List<Object> splits() {
    List<Object> splits = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String split = newSplit();
      long documents = 1 + random.nextLong(1L << (1 + random.nextInt(33)));
      long[] boundaries = NeoxSplit.parse(split).boundaries(documents);
      splits.add(List.of(split, documents, LongStream.of(boundaries).boxed().toList()));
    }
    return splits;
  }

  private List<Object> splitDatasets() throws IOException {
    List<Object> datasets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String text = newSplit();
      NeoxSplit split = NeoxSplit.parse(text);
      for (Split part : Split.values()) {
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("split", text);
        each.put("name", part.word());
        each.put("built", split.isBuilt(part, 200));
        if (split.isBuilt(part, 200)) {
          long seed = newSeed();
          long samples = 1L + random.nextInt(500);
          String tag = "split_" + i + "_" + part.word();
          each.put("num_samples", samples);
          each.put("seed", seed);
          each.put("tag", tag);
          save(
              NeoxOrder.of(
                  sizes("main"),
                  split.documents(part, 200),
                  NeoxSettings.samples(64, seed, samples)),
              tag);
        }
        datasets.add(each);
      }
    }
    return datasets;
  }

  private double[] newWeights(int members) {
    return random.doubles(members).map(w -> random.nextInt(5) == 0 ? w * 1e-6 : w).toArray();
  }

  private List<Object> blends() throws OrderException {
    List<Object> blends = new ArrayList<>();
    for (int members : new int[] {1, 2, 3, 7, 8, 22, 100}) {
      double[] weights = newWeights(members);
      long size = 1L + random.nextInt(1000);
      blends.add(blend(weights, size, NeoxBlend.weighted(weights, size)));
    }
    return blends;
  }

  private static Map<String, Object> blend(double[] weights, long size, Blend blend) {
    Map<String, Object> each = new LinkedHashMap<>();
    each.put("weights", Arrays.stream(weights).boxed().toList());
    each.put("size", size);
    each.put("dataset_index", LongStream.range(0, size).mapToObj(blend::member).toList());
    each.put("dataset_sample_index", LongStream.range(0, size).mapToObj(blend::sample).toList());
    return each;
  }

  private List<Object> untilOverflow() throws IOException {
    List<Object> datasets = new ArrayList<>();
    for (String corpus : List.of("main", "edge", "int32")) {
      for (boolean chopped : new boolean[] {true, false}) {
        // Where the last document of a pass is too long there is no order, so others are tried.
        for (int attempt = 0; attempt < 9; attempt++) {
          int length = 60 + random.nextInt(chopped ? 200 : 400);
          long seed = newSeed();
          long samples = 1L + random.nextInt(150);
          String tag = "puo_" + corpus + "_" + chopped;
          NeoxSettings settings =
              NeoxSettings.samples(length, seed, samples)
                  .with(Packing.PACK_UNTIL_OVERFLOW, chopped);
          try {
            save(NeoxOrder.of(sizes(corpus), all(corpus), settings), tag);
          } catch (OrderException e) {
            continue;
          }
          Map<String, Object> each = new LinkedHashMap<>();
          each.put("corpus", corpus);
          each.put("seq_length", length);
          each.put("num_samples", samples);
          each.put("seed", seed);
          each.put("allow_chopped", chopped);
          each.put("tag", tag);
          datasets.add(each);
          break;
        }
      }
    }
    return datasets;
  }

  private List<Object> loaders() throws IOException {
    List<Object> loaders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      BatchShape shape =
          new BatchShape(1 + random.nextInt(4), 1 + random.nextInt(3), 1 + random.nextInt(3));
      loaders.add(loader(shape, i % 2 == 0));
    }
    return loaders;
  }

  private Map<String, @Nullable Object> loader(BatchShape shape, boolean split) throws IOException {
    int length = 16 + random.nextInt(60);
    long seed = newSeed();
    int iterations = 3 + random.nextInt(9);
    long samples = NeoxLoader.samples(Split.TRAIN, shape, iterations, 5, 2);
    List<String> names = split ? List.of("main") : List.of("main", "long", "edge");
    double[] weights = split ? new double[] {1} : newWeights(3);
    NeoxSplit cut = NeoxSplit.parse("969,30,1");
    long[] requests = split ? new long[] {samples} : NeoxBlend.requests(weights, samples);
    List<NeoxOrder> members = new ArrayList<>();
    List<IndexedDatasetReader> data = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      DocumentRange range = split ? cut.documents(Split.TRAIN, sizes(name).length) : all(name);
      NeoxSettings settings = NeoxSettings.samples(length, seed, requests[i]);
      members.add(NeoxOrder.of(sizes(name), range, settings));
      data.add(IndexedDatasetReader.open(folder.resolve(name)));
    }
    NeoxBlend blend = NeoxBlend.of(members, weights);
    long size = split ? members.get(0).length() : blend.length();
    Map<String, @Nullable Object> each = new LinkedHashMap<>();
    each.put("mode", split ? "data_path" : "weights");
    each.put("corpora", names);
    each.put("weights", split ? null : Arrays.stream(weights).boxed().toList());
    each.put("micro_batch", shape.microBatch());
    each.put("grad_accum", shape.accumulation());
    each.put("world", shape.world());
    each.put("train_iters", iterations);
    each.put("split", "969,30,1");
    each.put("seq_length", length);
    each.put("seed", seed);
    NeoxLoader loader = new NeoxLoader(shape, size);
    List<Object> ranks = new ArrayList<>();
    for (int rank = 0; rank < shape.world(); rank++) {
      List<Object> steps = new ArrayList<>();
      for (long t = 0; t < iterations; t++) {
        for (int round = 0; round < shape.accumulation(); round++) {
          long first = loader.firstIndex(Version.HEAD, 0, t, round, rank);
          List<int[]> rows = new ArrayList<>();
          for (long index = first; index < first + shape.microBatch(); index++) {
            rows.add(split ? members.get(0).tokens(data.get(0), index) : blend.tokens(data, index));
          }
          List<Long> indices = LongStream.range(first, first + shape.microBatch()).boxed().toList();
          steps.add(List.of(t, round, indices, sha256(rows)));
        }
      }
      ranks.add(Map.of("rank", rank, "loader_len", loader.microBatches(), "steps", steps));
    }
    each.put("ranks", ranks);
    for (IndexedDatasetReader reader : data) {
      reader.close();
    }
    return each;
  }

  private Map<String, Object> pythia() throws IOException {
    long k = random.nextInt(60_000);
    int documents = 4000;
    int[] lengths =
        IntStream.range(0, documents)
            .map(d -> (int) (1 + (d * 40503L + k) % 65536 % 1777))
            .toArray();
    Path pile = folder.resolve("pile");
    FormulaData.write(pile, lengths, k);
    Map<String, Object> pythia = new LinkedHashMap<>();
    pythia.put("K", k);
    pythia.put(
        "pile",
        Map.of(
            "docs",
            documents,
            "tokens",
            IntStream.of(lengths).sum(),
            "bin_sha256",
            sha256(folder.resolve("pile.bin"))));
    NeoxOrder order =
        NeoxOrder.of(
            lengths, new DocumentRange(0, documents), NeoxSettings.samples(2048, 1234, 2348));
    List<Path> files = order.write(pile, "train_0");
    Map<String, Object> gpt2 = new LinkedHashMap<>();
    List<String> kinds = List.of("doc_idx", "sample_idx", "shuffle_idx");
    for (int i = 0; i < kinds.size(); i++) {
      int[] values = RandomData.array(files.get(i)).stream().mapToInt(Integer::intValue).toArray();
      gpt2.put(kinds.get(i) + "_sha256", sha256(List.of(values)));
    }
    pythia.put("gpt2", gpt2);
    Path document = folder.resolve("document");
    try (IndexedDatasetReader data = IndexedDatasetReader.open(pile)) {
      Pythia.writePreshuffled(order, data, document);
    }
    pythia.put("preshuffled", Map.of("bin_sha256", sha256(folder.resolve("document.bin"))));
    List<Object> views = new ArrayList<>();
    try (IndexedDatasetReader items = IndexedDatasetReader.open(document)) {
      for (int[] steps : new int[][] {{0, 0}, {1, 1}, {1, 2}, {2, 143_000}}) {
        List<int[]> rows = new ArrayList<>();
        long end = Math.min((steps[1] + 1L) * 1024, items.sequenceCount());
        Path npy = Pythia.writeBatches(document, steps[0], steps[1], folder);
        List<Integer> tokens = RandomData.array(npy);
        rows.add(tokens.stream().mapToInt(Integer::intValue).toArray());
        if (rows.get(0).length != (end - steps[0] * 1024L) * Pythia.ITEM_TOKENS) {
          throw new AssertionError("batches " + Arrays.toString(steps));
        }
        views.add(Map.of("start", steps[0], "end", steps[1], "rows_int32le_sha256", sha256(rows)));
      }
    }
    pythia.put("batch_viewer", views);
    return pythia;
  }

  private Map<String, Object> megatron() throws IOException {
    List<Object> datasets = new ArrayList<>();
    for (String corpus : sizes.keySet()) {
      for (int i = 0; i < 4; i++) {
        datasets.add(megatron(corpus, "mcore_" + corpus + "_" + i));
      }
    }
    List<Object> blends = new ArrayList<>();
    for (int members : new int[] {2, 9, 22}) {
      double[] weights = newWeights(members);
      long size = 1L + random.nextInt(500);
      // As the data set does it: the builder's normalization came before.
      blends.add(blend(weights, size, NeoxBlend.weighted(weights, size)));
    }
    Map<String, Object> megatron = new LinkedHashMap<>();
    megatron.put("gpt", datasets);
    megatron.put("blend", blends);
    return megatron;
  }

  private Map<String, @Nullable Object> megatron(String corpus, String tag) throws IOException {
    Split part = random.nextBoolean() ? Split.TRAIN : Split.VALID;
    MegatronSettings settings =
        new MegatronSettings(
            3 + random.nextInt(100),
            newSeed(),
            random.nextInt(3) == 0 ? null : 1L + random.nextInt(900),
            part,
            random.nextInt(3) > 0,
            random.nextBoolean());
    MegatronOrder order = MegatronOrder.of(sizes(corpus), all(corpus), settings);
    MegatronDescription description =
        MegatronDescription.ofDataset(
            corpus,
            settings,
            MegatronSplit.parse(part == Split.TRAIN ? "1,0,0" : "0,1,0"),
            Map.of("class", "Any"));
    List<Path> files = order.write(folder, description);
    List<String> kinds = List.of("document_index", "sample_index", "shuffle_index");
    for (int i = 0; i < kinds.size(); i++) {
      Files.move(files.get(i + 1), folder.resolve(tag + "." + kinds.get(i) + ".npy"));
    }
    Map<String, @Nullable Object> each = new LinkedHashMap<>();
    each.put("corpus", corpus);
    each.put("num_samples", settings.samples());
    each.put("split", part.word());
    each.put("seed", settings.seed());
    each.put("sequence_length", settings.sequenceTokens());
    each.put("add_extra_token", settings.extraToken());
    each.put("drop_last_partial_validation", settings.dropLastPartialValidation());
    each.put("tag", tag);
    each.put("description", description.text());
    each.put("hash", description.hash());
    List<int[]> rows = new ArrayList<>();
    try (IndexedDatasetReader data = IndexedDatasetReader.open(folder.resolve(corpus))) {
      for (long i = 0; i < order.length(); i++) {
        rows.add(order.tokens(data, i, 1));
      }
    }
    each.put("samples_int32le_sha256", sha256(rows));
    return each;
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(Digests.sha256().digest(Files.readAllBytes(file)));
  }

  private static String sha256(Iterable<int[]> rows) {
    MessageDigest digest = Digests.sha256();
    for (int[] row : rows) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(row);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
