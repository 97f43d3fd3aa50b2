package org.estover.jobs.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.util.LongAccumulator;
import org.estover.crawl.plugin.PluginJars;
import org.estover.crawl.source.Source;
import org.estover.jobs.run.CorruptRunException;
import org.estover.jobs.run.Fingerprint;
import org.estover.jobs.run.Progress;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.BlockSums;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.Links;
import org.estover.tokenize.release.LookupFiles;
import org.estover.tokenize.release.Manifest;
import org.estover.tokenize.release.ReleaseDraft;
import org.estover.tokenize.release.ReleaseWriter;
import org.estover.tokenize.release.ReleasedFile;
import org.estover.tokenize.release.ReleasedShard;
import org.estover.tokenize.release.Removal;
import org.estover.tokenize.release.TokenizerIdentity;

/**
 * 07-release: the shards once more, read back and checked, and the manifest that makes a release of
 * them.
 *
 * <p>What the release is stands in the manifest's content; how it came about (the digest of the
 * capture set, the digests of the stages' rows, the WARC files), and the files to look it up in
 * ({@link LookupWriter}), are evidence and do not change its id.
 */
public final class ReleaseJob implements Stage {
  @Override
  public StageName name() {
    return StageName.RELEASE;
  }

  @Override
  public SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace) {
    return Stage.versions("manifest", "v1", LookupFiles.FIELD, "v1");
  }

  @Override
  public Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException {
    Path from = folder.folder(StageName.SHARD);
    Path to = folder.temporary(name());
    List<ReleasedShard> shards = shards(folder);
    if (shards.isEmpty()) {
      throw Errors.nothingSurvived(folder.root());
    }
    place(shards, from, to, workplace);
    placeDerived(from.resolve(Derived.FOLDER), to.resolve(Derived.FOLDER));
    SortedMap<String, Object> evidence = evidence(folder);
    Manifest assembled =
        ReleaseWriter.assemble(to, draft(plan, folder, workplace), shards, evidence);
    LookupFiles lookup =
        LookupWriter.write(
            folder, workplace, assembled.content(), plan.filter().personalData(), to);
    evidence.put(LookupFiles.FIELD, lookup.toJson());
    Manifest manifest = assembled.with(evidence);
    String id = ReleaseWriter.seal(to, manifest);
    StageReport.Tally tally = new StageReport.Tally(name());
    long documents = manifest.content().documents();
    long tokens = manifest.content().tokens();
    tally.in(StageReport.DOCUMENTS, documents).out(StageReport.DOCUMENTS, documents);
    tally.in(StageReport.TOKENS, tokens).out(StageReport.TOKENS, tokens);
    return new Sealed(tally.report(), id);
  }

  /**
   * The shards that 06 lists.
   *
   * @throws CorruptRunException if they are not those that 06's completion mark was made over
   */
  private static List<ReleasedShard> shards(RunFolder folder) throws IOException {
    Path file = folder.folder(StageName.SHARD).resolve(ShardJob.SHARDS);
    List<ReleasedShard> shards = parse(file, folder.beside(StageName.SHARD, ShardJob.SHARDS));
    RowSum rows = RowSum.ZERO;
    for (ReleasedShard shard : shards) {
      rows = rows.plus(RowSum.of(CanonicalJson.bytes(shard.toJson())));
    }
    String expected = folder.mark(StageName.SHARD).orElseThrow().outputRows();
    if (!rows.text().equals(expected)) {
      throw Errors.otherShards(file, rows.text(), expected);
    }
    return shards;
  }

  private static List<ReleasedShard> parse(Path file, byte[] json) throws CorruptRunException {
    try {
      if (CanonicalJson.parseObject(json).get("shards") instanceof List<?> list) {
        List<ReleasedShard> shards = new ArrayList<>();
        for (Object shard : list) {
          if (shard instanceof Map<?, ?> fields) {
            SortedMap<String, Object> named = new TreeMap<>();
            fields.forEach((key, value) -> named.put((String) key, value));
            shards.add(ReleasedShard.fromJson(named));
          }
        }
        return shards;
      }
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw CorruptRunException.of(file, e);
    }
    throw Errors.noShards(file);
  }

  /** Links or copies every file into the release and reads it there. */
  private void place(List<ReleasedShard> shards, Path from, Path to, Workplace workplace)
      throws IOException {
    List<Piece> pieces = pieces(shards, from);
    long total = pieces.stream().mapToLong(Piece::size).sum();
    try (Progress.Bar bar = workplace.progress().start(name(), StageReport.BYTES, total)) {
      workplace.engine().forEach(pieces, bar, new PlaceTask(from.toString(), to.toString()));
      bar.advanceTo(total);
    }
  }

  /** What 06 made beside the shards lies beside the release: readers and verifiers check it. */
  private static void placeDerived(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      Files.createDirectories(to);
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.sorted().toList()) {
          Links.replace(file, to.resolve(file.getFileName()));
        }
      }
    }
  }

  private static Piece piece(Path folder, String name, String sha256) throws IOException {
    Path file = folder.resolve(name);
    try {
      return new Piece(name, sha256, Files.size(file));
    } catch (NoSuchFileException e) {
      throw CorruptRunException.of(file, e);
    }
  }

  static List<Piece> pieces(List<ReleasedShard> shards, Path folder) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    for (ReleasedShard shard : shards) {
      for (ReleasedFile file : shard.files()) {
        pieces.add(piece(folder, file.name(), file.sha256()));
        pieces.add(piece(folder, BlockSums.sidecarName(file.name()), file.sumsSha256()));
      }
    }
    return pieces;
  }

  record Piece(String name, String sha256, long size) implements Packs.Sized {
    private static final long serialVersionUID = 1L;
  }

  record PlaceTask(String from, String to) implements Engine.FileTask<Piece, Part> {
    private static final long serialVersionUID = 1L;

    @Override
    public Part run(Piece piece, LongAccumulator bytes) throws IOException {
      Path shard = Path.of(from, piece.name());
      Path placed = Path.of(to, piece.name());
      Links.replace(shard, placed);
      MessageDigest digest = Sha256.start();
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = Files.newInputStream(placed)) {
        for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
          digest.update(buffer, 0, size);
          bytes.add(size);
        }
      }
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(piece.sha256())) {
        throw Errors.shardChanged(shard, piece.sha256(), found);
      }
      return Part.NOTHING;
    }
  }

  private ReleaseDraft draft(RunPlan plan, RunFolder folder, Workplace workplace)
      throws IOException {
    Tokenizer tokenizer = LoadedTokenizers.of(plan.tokenizer());
    ShardCut cut = ShardCut.of(plan, SourceTokens.read(plan, folder));
    List<ReleaseDraft.DraftSource> sources = new ArrayList<>();
    for (Source source : plan.sources()) {
      sources.add(
          new ReleaseDraft.DraftSource(
              source.name(), source.weight(), cut.bits().get(sources.size())));
    }
    return new ReleaseDraft(
        plan.corpus(),
        plan.digest(),
        algorithms(plan, folder),
        new TokenizerIdentity(
            tokenizer.name(),
            LoadedTokenizers.digest(tokenizer),
            tokenizer.vocabularySize(),
            tokenizer.endOfText()),
        plan.order().seed(),
        plan.order().sequenceTokens(),
        sources,
        removals(folder),
        FilterJob.withdrawnDigest(workplace.withdrawn()),
        "");
  }

  /**
   * The versions of all algorithms that shape the release, by stage and name. Where the plan lets
   * the capture dates of duplicates decide, their digest is among them.
   */
  private SortedMap<String, String> algorithms(RunPlan plan, RunFolder folder) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    for (StageName stage : name().before()) {
      Fingerprint made = folder.mark(stage).orElseThrow().made();
      made.algorithms().forEach((key, value) -> all.put(stage.word() + "." + key, value));
      all.remove(stage.word() + "." + ShardJob.TEXT_INDEX);
      all.keySet().removeIf(key -> key.startsWith(stage.word() + "." + Evaluations.REPORT));
      all.keySet().removeIf(key -> key.startsWith(stage.word() + "." + Stage.BESIDE));
    }
    if (plan.dedupe().survivor() != RunPlan.Survivor.PRIORITY) {
      byte[] digest = folder.beside(StageName.DEDUPE, DedupeJob.CAPTURES);
      all.put(RunCaptures.FIELD, new String(digest, StandardCharsets.UTF_8).strip());
    }
    return all;
  }

  /** What the stages that judge documents dropped; what 01 met is an observation, not a verdict. */
  private static List<Removal> removals(RunFolder folder) throws IOException {
    List<Removal> removals = new ArrayList<>();
    for (StageName stage : List.of(StageName.EXTRACT, StageName.FILTER, StageName.DEDUPE)) {
      folder
          .report(stage)
          .orElseThrow()
          .unit(StageReport.DOCUMENTS)
          .dropped()
          .forEach(
              (rule, count) -> {
                if (!rule.startsWith(ExtractJob.OUTCOME)) {
                  removals.add(new Removal(stage.folder(), rule, count));
                }
              });
    }
    return removals;
  }

  private SortedMap<String, Object> evidence(RunFolder folder) throws IOException {
    SortedMap<String, Object> rows = new TreeMap<>();
    for (StageName stage : name().before()) {
      rows.put(stage.folder(), folder.mark(stage).orElseThrow().outputRows());
    }
    SortedMap<String, Object> evidence = new TreeMap<>();
    evidence.put("rows", rows);
    evidence.put("warc", warcs(folder.folder(StageName.CRAWL).resolve("warc")));
    List<PluginJars.PluginJar> jars = PluginJars.of(Thread.currentThread().getContextClassLoader());
    if (!jars.isEmpty()) {
      List<Map<String, Object>> plugins = new ArrayList<>();
      jars.forEach(jar -> plugins.add(Map.of("name", jar.name(), "sha256", jar.sha256())));
      evidence.put("plugins", plugins);
    }
    return evidence;
  }

  private static List<Map<String, Object>> warcs(Path folder) throws IOException {
    List<Map<String, Object>> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var walk = Files.walk(folder)) {
        // Their indexes say nothing that the files do not say.
        for (Path file :
            walk.filter(found -> found.toString().endsWith(".warc.gz")).sorted().toList()) {
          String name = folder.relativize(file).toString();
          files.add(Map.of("name", name, "size", Files.size(file)));
        }
      }
    }
    return files;
  }
}
