package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.personal.PersonalData;
import org.estover.crawl.personal.PersonalRule;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.run.Leftovers;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.order.DocumentOrder;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.DocumentTable;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.DroppedFile;
import org.estover.tokenize.release.DroppedTable;
import org.estover.tokenize.release.DroppedTableWriter;
import org.estover.tokenize.release.HostOrder;
import org.estover.tokenize.release.HostTreeWriter;
import org.estover.tokenize.release.HostsFile;
import org.estover.tokenize.release.LookupFiles;
import org.estover.tokenize.release.RejectSamples;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.TextDigests;
import org.estover.tokenize.release.UriHost;
import scala.Tuple2;

/**
 * Writes the files that a release is looked up in, beside its shards.
 *
 * <pre>
 * texts    an index by the text's digest                 shard by shard
 * hosts    (host, shard, row) of every document, sorted  one shuffle, one task writes the tree
 * dropped  what 01 to 04 dropped, sorted by key          one shuffle, a task per table
 * rejects  the smallest of each rule, with excerpts      from the tables' tasks; then some files of 02
 * </pre>
 *
 * <p>Keys are pure functions of the data, so the files are the same bytes for any number of workers
 * and however the run cut its files.
 */
final class LookupWriter {
  /** Rows of a table of what was dropped, at most about. */
  private static final long TABLE_ROWS = 1L << 20;

  /** Below the release's folder while files are unfinished. */
  private static final String SCRATCH = ".lookup";

  private final RunFolder run;
  private final Workplace workplace;
  private final ReleaseContent content;
  private final TreeMap<String, PersonalRule> personalData;
  private final Path to;
  private final Path scratch;

  private LookupWriter(
      RunFolder run,
      Workplace workplace,
      ReleaseContent content,
      SortedMap<String, PersonalRule> personalData,
      Path to) {
    this.personalData = new TreeMap<>(personalData);
    this.run = run;
    this.workplace = workplace;
    this.content = content;
    this.to = to;
    scratch = to.resolve(SCRATCH);
  }

  /**
   * Writes them into the folder that has the release's shards.
   *
   * @param content whose shards they index
   * @param personalData what becomes of it by source: samples do not quote what is looked for
   */
  static LookupFiles write(
      RunFolder run,
      Workplace workplace,
      ReleaseContent content,
      SortedMap<String, PersonalRule> personalData,
      Path to)
      throws IOException {
    LookupWriter writer = new LookupWriter(run, workplace, content, personalData, to);
    Files.createDirectories(writer.scratch);
    LookupFiles files = writer.write();
    Leftovers.removeTree(writer.scratch);
    return files;
  }

  private LookupFiles write() throws IOException {
    Engine engine = workplace.engine();
    List<ShardTable> tables = new ArrayList<>();
    for (ReleasedShard shard : content.shards()) {
      tables.add(ShardTable.of(tables.size(), shard.docs()));
    }
    List<ReleasedFile> texts = new ArrayList<>();
    try (Progress.Bar bar =
        workplace.progress().start(StageName.RELEASE, "documents indexed", content.documents())) {
      TextsTask task = new TextsTask(to.toString(), scratch.toString());
      for (ArrayList<ReleasedFileParts> pack : engine.map(engine.packs(tables), bar, task)) {
        pack.forEach(file -> texts.add(file.file()));
      }
      bar.advanceTo(content.documents());
    }
    HostsFile hosts = hosts(engine, tables);
    List<DroppedFile> dropped = new ArrayList<>();
    RejectTally tally = new RejectTally();
    for (Written table : dropped(engine)) {
      dropped.add(DroppedFile.fromJson(parse(table.json())));
      tally.add(table.rejects());
    }
    RejectSamples samples = tally.samples(excerpts(engine, tally.quoted()));
    return new LookupFiles(hosts, texts, dropped, samples.write(to, scratch));
  }

  private static SortedMap<String, Object> parse(String json) throws IOException {
    return CanonicalJson.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String attempt() {
    return UUID.randomUUID().toString();
  }

  /** A document table on its way to a task. */
  record ShardTable(int number, ReleasedFileParts docs) implements Packs.Sized {
    private static final long serialVersionUID = 1L;

    static ShardTable of(int number, ReleasedFile docs) {
      return new ShardTable(number, ReleasedFileParts.of(docs));
    }

    @Override
    public long size() {
      return docs.size();
    }
  }

  /** A file of a release on its way to or from a task. */
  record ReleasedFileParts(String name, long size, String sha256, String sumsSha256)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    static ReleasedFileParts of(ReleasedFile file) {
      return new ReleasedFileParts(file.name(), file.size(), file.sha256(), file.sumsSha256());
    }

    ReleasedFile file() {
      return new ReleasedFile(name, size, sha256, sumsSha256);
    }
  }

  record TextsTask(String to, String scratch)
      implements Engine.FileTask<List<ShardTable>, ArrayList<ReleasedFileParts>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ArrayList<ReleasedFileParts> run(List<ShardTable> tables, LongAccumulator documents)
        throws IOException {
      ArrayList<ReleasedFileParts> written = new ArrayList<>();
      for (ShardTable table : tables) {
        ReleasedFile texts =
            TextDigests.write(Path.of(to), Path.of(scratch), table.docs().file(), attempt());
        written.add(ReleasedFileParts.of(texts));
        documents.add(rows(texts));
      }
      return written;
    }

    /** About as many pairs as the file has. */
    private static long rows(ReleasedFile texts) {
      return texts.size() / (Long.BYTES + Integer.BYTES);
    }
  }

  private HostsFile hosts(Engine engine, List<ShardTable> tables) throws IOException {
    HostWriter writer = new HostWriter(to.toString(), scratch.toString());
    JavaRDD<String> written =
        SortedPairs.sort(engine.pairs(tables, new HostPairs(to.toString())), 1, (key, parts) -> 0)
            .mapPartitions(writer::write);
    return HostsFile.fromJson(parse(engine.result(written::collect).get(0)));
  }

  /** The documents of a shard that have a host, keyed by it and their place. */
  record HostPairs(String release) implements Engine.FilePairs<ShardTable> {
    private static final long serialVersionUID = 1L;

    @Override
    public Pull.Next<Tuple2<byte[], byte[]>> open(ShardTable shard) throws IOException {
      DocumentTable table =
          Pull.untilTaskEnds(DocumentTable.open(Path.of(release), shard.docs().file()));
      long[] next = {0};
      return () -> {
        while (next[0] < table.rowCount()) {
          long row = next[0]++;
          String host = UriHost.of(table.uri(row));
          if (!host.isEmpty()) {
            byte[] place = new byte[2 * Integer.BYTES];
            Bytes.put(place, 0, shard.number());
            Bytes.put(place, Integer.BYTES, (int) row);
            byte[] tokens = new byte[Integer.BYTES];
            Bytes.put(tokens, 0, table.place(row).tokens());
            return new Tuple2<>(
                Bytes.join(HostOrder.key(host), place), Bytes.join(tokens, Bytes.utf8(host)));
          }
        }
        return null;
      };
    }
  }

  record HostWriter(String to, String scratch) implements Serializable {
    private static final long serialVersionUID = 1L;

    Iterator<String> write(Iterator<Tuple2<byte[], byte[]>> sorted) throws IOException {
      try (HostTreeWriter tree = HostTreeWriter.create(Path.of(to), Path.of(scratch), attempt())) {
        while (sorted.hasNext()) {
          Tuple2<byte[], byte[]> pair = sorted.next();
          byte[] key = pair._1();
          byte[] value = pair._2();
          int place = key.length - 2 * Integer.BYTES;
          String host =
              new String(
                  value, Integer.BYTES, value.length - Integer.BYTES, StandardCharsets.UTF_8);
          tree.add(
              host,
              Bytes.int32(key, place),
              Bytes.int32(key, place + Integer.BYTES),
              Bytes.int32(value, 0));
        }
        HostsFile written = tree.finish();
        FirstAttempts.fail();
        return List.of(CanonicalJson.text(written.toJson())).iterator();
      }
    }
  }

  /** One table of what was dropped. */
  record Written(String json, RejectTally rejects) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private List<Written> dropped(Engine engine) throws IOException {
    int bits = DocumentOrder.shardBits(droppedCount(), TABLE_ROWS);
    TableWriter writer = new TableWriter(to.toString(), scratch.toString(), content.order().seed());
    JavaPairRDD<byte[], byte[]> sorted =
        SortedPairs.sort(
            DroppedPairs.of(run, engine),
            1 << bits,
            (key, parts) -> DroppedTable.numberOf(key, bits));
    return engine.result(sorted.mapPartitions(writer::write)::collect);
  }

  /** By the reports, which do not depend on how the run cut its files. */
  private long droppedCount() throws IOException {
    long count = 0;
    for (StageName stage : List.of(StageName.EXTRACT, StageName.FILTER, StageName.DEDUPE)) {
      count += run.report(stage).orElseThrow().unit(StageReport.DOCUMENTS).droppedTotal();
    }
    return count;
  }

  record TableWriter(String to, String scratch, long seed) implements Serializable {
    private static final long serialVersionUID = 1L;

    Iterator<Written> write(Iterator<Tuple2<byte[], byte[]>> sorted) throws IOException {
      RejectTally rejects = new RejectTally();
      try (DroppedTableWriter table =
          DroppedTableWriter.create(Path.of(to), Path.of(scratch), attempt())) {
        while (sorted.hasNext()) {
          Tuple2<byte[], byte[]> pair = sorted.next();
          DroppedDocument dropped = DroppedPack.document(pair._1());
          table.add(dropped);
          rejects.add(seed, dropped, pair._1(), pair._2());
        }
        DroppedFile written = table.finish();
        FirstAttempts.fail();
        return List.of(new Written(CanonicalJson.text(written.toJson()), rejects)).iterator();
      }
    }
  }

  /** The texts to quote from one file of 02. */
  record QuotedFile(String name, long size, TreeSet<Long> rows) implements Packs.Sized {
    private static final long serialVersionUID = 1L;
  }

  private Map<String, String> excerpts(Engine engine, Map<String, Set<Long>> quoted)
      throws IOException {
    Path documents = run.folder(StageName.EXTRACT).resolve("documents");
    List<QuotedFile> files = new ArrayList<>();
    for (var rows : quoted.entrySet()) {
      long size = Files.size(documents.resolve(rows.getKey()));
      files.add(new QuotedFile(rows.getKey(), size, new TreeSet<>(rows.getValue())));
    }
    TreeMap<String, String> excerpts = new TreeMap<>();
    try (Progress.Bar bar =
        workplace.progress().start(StageName.RELEASE, "samples", quoted.size())) {
      for (TreeMap<String, String> pack :
          engine.map(engine.packs(files), bar, new QuoteTask(documents.toString(), personalData))) {
        excerpts.putAll(pack);
      }
      bar.advanceTo(quoted.size());
    }
    return excerpts;
  }

  record QuoteTask(String documents, TreeMap<String, PersonalRule> personalData)
      implements Engine.FileTask<List<QuotedFile>, TreeMap<String, String>> {
    private static final long serialVersionUID = 1L;

    @Override
    public TreeMap<String, String> run(List<QuotedFile> files, LongAccumulator done)
        throws IOException {
      TreeMap<String, String> excerpts = new TreeMap<>();
      for (QuotedFile file : files) {
        try (RowReader<DocumentRow> rows =
            RowReader.open(DocumentRow.TYPE, Path.of(documents, file.name()), "source", "text")) {
          for (long row = 0; row <= file.rows().last(); row++) {
            DocumentRow document = rows.required();
            if (file.rows().contains(row)) {
              String text = quotable(document);
              excerpts.put(RejectTally.place(file.name(), row), RejectSamples.excerpt(text));
            }
          }
        }
        done.add(1);
      }
      return excerpts;
    }

    /** The text without the personal data that its source's rule looks for. */
    private String quotable(DocumentRow document) {
      PersonalRule rule = personalData.getOrDefault(document.source(), PersonalRule.KEEP);
      String text = document.text();
      return rule.isAsked() ? PersonalData.replace(text, rule.detector().find(text)) : text;
    }
  }
}
