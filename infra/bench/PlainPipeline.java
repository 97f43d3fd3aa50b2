import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.estover.crawl.document.DocumentId;
import org.estover.crawl.extract.Extraction;
import org.estover.crawl.extract.Extractor;
import org.estover.crawl.filter.Filter;
import org.estover.crawl.filter.Filters;
import org.estover.crawl.filter.Verdict;
import org.estover.crawl.rights.Resolution;
import org.estover.crawl.rights.RightsVerdict;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ItemSink;
import org.estover.crawl.source.SourceItem;
import org.estover.crawl.source.SourceReader;
import org.estover.dedupe.exact.ContentKey;
import org.estover.dedupe.near.Bands;
import org.estover.dedupe.near.Clusters;
import org.estover.dedupe.near.Jaccard;
import org.estover.dedupe.near.MinHash;
import org.estover.dedupe.near.NearConfig;
import org.estover.dedupe.near.SurvivorKey;
import org.estover.jobs.run.InputFile;
import org.estover.jobs.run.RunPlan;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.shard.IndexedDatasetWriter;
import org.estover.tokenize.shard.TokenWidth;

/**
 * The library calls of the corridor on one thread, without Spark and without Parquet: what {@code
 * infra/bench/pipeline} holds the stages against.
 *
 * <p>All documents stay in memory, which is why this is a yardstick and not a product.
 */
public final class PlainPipeline {
  private record Doc(DocumentId id, SourceItem item, String text, int priority) {}

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long stepStart;
  private static long wallStart;

  private static void step(String name) throws IOException {
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    System.out.printf(
        Locale.ROOT,
        "%-12s %8.2f CPU s %8.2f s %6d MiB peak%n",
        name,
        (cpu - stepStart) / 1e9,
        (wall - wallStart) / 1e9,
        peakMebibytes());
    stepStart = cpuNanos();
    wallStart = System.nanoTime();
  }

  private static long peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  public static void main(String[] arguments) throws Exception {
    RunPlan plan = RunPlan.load(Path.of(arguments[0]));
    Path out = Path.of(arguments[1]);
    Files.createDirectories(out);
    step("start");
    List<SourceItem> items = read(plan);
    step("01-crawl");
    List<Doc> documents = extract(plan, items);
    items.clear();
    step("02-extract");
    documents = filter(plan, documents);
    step("03-filter");
    documents = dedupe(plan, documents);
    step("04-dedupe");
    Tokenizer tokenizer =
        plan.tokenizer().file().isPresent()
            ? Tokenizer.load(plan.tokenizer().file().get())
            : Tokenizer.gpt2();
    Map<Doc, int[]> tokens = new HashMap<>();
    for (Doc document : documents) {
      tokens.put(document, tokenizer.encode(document.text()));
    }
    step("05-tokenize");
    shard(plan, documents, tokens, tokenizer, out);
    step("06-shard");
    System.out.printf(
        Locale.ROOT, "total        %8.2f CPU s, %d documents%n", cpuNanos() / 1e9, documents.size());
  }

  private static List<SourceItem> read(RunPlan plan) throws IOException {
    List<SourceItem> items = new ArrayList<>();
    for (InputFile file : plan.inputFiles()) {
      SourceReader.read(
          plan.source(file.source()),
          file.path(),
          new ItemSink() {
            @Override
            public void item(SourceItem item) {
              RightsVerdict verdict = Resolution.resolve(item.signals());
              if (!verdict.name().equals("denied")) {
                items.add(item);
              }
            }

            @Override
            public void aside(Aside aside) {}
          });
    }
    return items;
  }

  private static List<Doc> extract(RunPlan plan, List<SourceItem> items) throws Exception {
    List<Doc> documents = new ArrayList<>();
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (SourceItem item : items) {
      sha.digest(item.payload()); // the capture's digest, which 01-crawl records
      if (Extractor.extract(item) instanceof Extraction.Extracted extracted) {
        byte[] digest = sha.digest(extracted.text().getBytes(StandardCharsets.UTF_8));
        DocumentId id = DocumentId.of(item.source(), item.uri(), digest);
        int priority = plan.source(item.source()).priority();
        documents.add(new Doc(id, item, extracted.text(), priority));
      }
    }
    return documents;
  }

  private static List<Doc> filter(RunPlan plan, List<Doc> documents) {
    List<Doc> kept = new ArrayList<>();
    for (Doc document : documents) {
      boolean keep = true;
      for (Filter filter : Filters.profile(plan.source(document.item().source()).filter())) {
        keep &= filter.judge(document.text()) instanceof Verdict.Keep;
      }
      if (keep) {
        kept.add(document);
      }
    }
    return kept;
  }

  private static List<Doc> dedupe(RunPlan plan, List<Doc> documents) {
    RunPlan.DedupePlan settings = plan.dedupe();
    NearConfig config =
        new NearConfig(
            settings.bands(),
            settings.rows(),
            settings.shingleWords(),
            Double.parseDouble(settings.threshold()));
    MinHash minHash = new MinHash.V1(config);
    Comparator<Doc> bySurvival = Comparator.comparing(PlainPipeline::survivorKey);
    Map<ContentKey, Doc> exact = new HashMap<>();
    for (Doc document : documents) {
      exact.merge(
          ContentKey.of(document.text()), document, (a, b) -> bySurvival.compare(a, b) <= 0 ? a : b);
    }
    Map<Long, SurvivorKey> smallest = new HashMap<>();
    Map<SurvivorKey, int[]> signatures = new HashMap<>();
    Clusters<SurvivorKey> clusters = new Clusters<>();
    List<Doc> unique = new ArrayList<>(exact.values());
    unique.sort(bySurvival);
    for (Doc document : unique) {
      SurvivorKey key = survivorKey(document);
      int[] signature = minHash.signature(document.text());
      signatures.put(key, signature);
      for (long band : Bands.keys(signature, config)) {
        SurvivorKey first = smallest.putIfAbsent(band, key);
        if (first != null
            && Jaccard.estimate(signatures.get(first), signature) >= config.threshold()) {
          clusters.join(first, key);
        }
      }
    }
    Set<Doc> kept = new HashSet<>();
    for (Doc document : unique) {
      if (clusters.root(survivorKey(document)).equals(survivorKey(document))) {
        kept.add(document);
      }
    }
    return new ArrayList<>(kept);
  }

  private static SurvivorKey survivorKey(Doc document) {
    return SurvivorKey.of(document.priority(), document.id().bytes());
  }

  private static void shard(
      RunPlan plan, List<Doc> documents, Map<Doc, int[]> tokens, Tokenizer tokenizer, Path out)
      throws IOException {
    Map<String, List<Doc>> bySource = new HashMap<>();
    for (Doc document : documents) {
      bySource.computeIfAbsent(document.item().source(), s -> new ArrayList<>()).add(document);
    }
    for (Map.Entry<String, List<Doc>> source : bySource.entrySet()) {
      Map<Doc, byte[]> keys = new HashMap<>();
      for (Doc document : source.getValue()) {
        keys.put(document, DocumentOrder.key(plan.order().seed(), document.id().bytes()));
      }
      source
          .getValue()
          .sort(
              (a, b) ->
                  DocumentOrder.compare(keys.get(a), a.id().bytes(), keys.get(b), b.id().bytes()));
      TokenWidth width = TokenWidth.forVocabulary(tokenizer.vocabularySize());
      try (IndexedDatasetWriter writer =
          IndexedDatasetWriter.create(out.resolve(source.getKey()), width)) {
        for (Doc document : source.getValue()) {
          int[] ids = tokens.get(document);
          writer.append(ids, 0, ids.length);
          writer.append(tokenizer.endOfText());
          writer.endSequence();
          writer.endDocument();
        }
        writer.finish();
      }
    }
  }
}
