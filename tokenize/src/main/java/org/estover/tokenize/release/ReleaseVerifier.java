package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.estover.tokenize.shard.CorruptShardException;

/**
 * The full check of a release in a folder: canonical manifest, every file present and intact to the
 * byte, nothing beside them, and tokens, indexes, document tables and counts in agreement.
 *
 * <p>Damage is named by file and block of 4 KiB. The manifest is bound by its own sidecar; who
 * wants to know that it is the <em>right</em> release compares its id with the one in the ledger.
 *
 * <p>Cost: reads every byte twice, digests it once. Memory: buffers, whatever the release's size.
 */
public final class ReleaseVerifier {
  /** The most findings that are reported. */
  public static final int FINDINGS_LIMIT = 1000;

  /** What a stage of a run and a trust leave beside a release, and what was made from it. */
  private static final Set<String> BESIDE =
      Set.of("report.json", "_COMPLETE.json", "README.md", Masks.FILE, Derived.FOLDER);

  private final Path folder;
  private final Findings findings;
  private final FileCheck files;
  private final Map<String, ClassCount> licenses = new TreeMap<>(ContentCheck.ORDER);
  private final Map<String, ClassCount> rights = new TreeMap<>(ContentCheck.ORDER);

  private ReleaseVerifier(Path folder, int limit) {
    this.folder = folder;
    findings = new Findings(limit);
    files = new FileCheck(folder, findings);
  }

  /** Checks everything; an intact release has no findings. */
  public static List<Finding> verify(Path folder) throws IOException {
    return new ReleaseVerifier(folder, FINDINGS_LIMIT).run();
  }

  /** Checks until something is found. */
  static Optional<Finding> firstFinding(Path folder) throws IOException {
    return new ReleaseVerifier(folder, 1).run().stream().findFirst();
  }

  private List<Finding> run() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Errors.noRelease(folder.toString());
    }
    if (files.checkBySums(Release.MANIFEST)) {
      Optional<Release> release = open();
      if (release.isPresent()) {
        check(release.get());
      }
    }
    return findings.list();
  }

  private Optional<Release> open() throws IOException {
    try {
      return Optional.of(Release.open(folder));
    } catch (CorruptReleaseException e) {
      findings.add(new Finding.Contradiction(Release.MANIFEST, e.problem()));
      return Optional.empty();
    }
  }

  private void check(Release release) throws IOException {
    int before = findings.size();
    for (ReleasedShard shard : release.content().shards()) {
      if (findings.isFull()) {
        return;
      }
      boolean bin = files.check(shard.bin());
      boolean idx = !findings.isFull() && files.check(shard.idx());
      boolean docs = !findings.isFull() && files.check(shard.docs());
      if (bin && idx && docs) {
        check(release, shard);
      }
    }
    changes(release, findings.size() == before);
    if (findings.size() == before) {
      requireCounts("licenses", release.content().licenses(), licenses);
      requireCounts("rights", release.content().rights(), rights);
    }
    lookupFiles(release, findings.size() == before);
    extraFiles(release);
    derivedFiles();
  }

  /** What look-ups are answered from; against the shards only where those are intact. */
  private void lookupFiles(Release release, boolean shardsAreIntact) throws IOException {
    int before = findings.size();
    for (ReleasedFile file : release.manifest().lookup().files()) {
      if (findings.isFull()) {
        return;
      }
      files.check(file);
    }
    if (shardsAreIntact && findings.size() == before) {
      try {
        new LookupCheck(release).run();
      } catch (CorruptReleaseException e) {
        findings.add(new Finding.Contradiction(nameOf(e.file()), e.problem()));
      }
    }
  }

  /** What an intervention changed; against the shards only where those are intact. */
  private void changes(Release release, boolean shardsAreIntact) throws IOException {
    Optional<Intervention> intervention = release.content().intervention();
    if (intervention.isEmpty() || findings.isFull()) {
      return;
    }
    if (files.check(intervention.get().changes()) && shardsAreIntact) {
      try {
        new ChangesCheck(release, intervention.get()).run();
      } catch (CorruptReleaseException e) {
        findings.add(new Finding.Contradiction(nameOf(e.file()), e.problem()));
      }
    }
  }

  /** What was made from the release is checked against its own sums. */
  private void derivedFiles() throws IOException {
    Path derived = folder.resolve(Derived.FOLDER);
    if (!Files.isDirectory(derived)) {
      return;
    }
    List<String> names;
    try (Stream<Path> present = Files.list(derived)) {
      names =
          present
              .map(path -> folder.relativize(path).toString())
              .filter(name -> !name.endsWith(BlockSums.SUFFIX))
              .sorted()
              .toList();
    }
    for (String name : names) {
      if (findings.isFull()) {
        return;
      }
      files.checkBySums(name);
    }
  }

  private void check(Release release, ReleasedShard shard) throws IOException {
    ReleasedSource source =
        release.content().sources().stream()
            .filter(candidate -> candidate.name().equals(shard.source()))
            .findFirst()
            .orElseThrow();
    try (DocumentTable table = release.documents(shard)) {
      new ShardCheck(release, shard, source).run(table);
      for (int number = 0; number < table.shareCount(); number++) {
        DocumentShare share = table.share(number);
        ClassCount.add(licenses, share.license(), share);
        ClassCount.add(rights, share.rights(), share);
      }
    } catch (CorruptReleaseException e) {
      findings.add(new Finding.Contradiction(nameOf(e.file()), e.problem()));
    } catch (CorruptShardException e) {
      String problem = "it contradicts itself at byte " + e.offset();
      findings.add(new Finding.Contradiction(nameOf(e.file()), problem));
    }
  }

  private void requireCounts(
      String what, List<ClassCount> expected, Map<String, ClassCount> found) {
    if (!expected.equals(List.copyOf(found.values()))) {
      findings.add(
          new Finding.Contradiction(
              Release.MANIFEST, "its " + what + " do not count what the document tables hold"));
    }
  }

  private void extraFiles(Release release) throws IOException {
    Set<String> named = new HashSet<>(BESIDE);
    named.add(Release.MANIFEST);
    named.add(BlockSums.sidecarName(Release.MANIFEST));
    for (ReleasedFile file : release.manifest().files()) {
      named.add(file.name());
      named.add(BlockSums.sidecarName(file.name()));
    }
    try (Stream<Path> present = Files.list(folder)) {
      present
          .map(path -> nameOf(path.toString()))
          .filter(name -> !named.contains(name))
          .sorted(Comparator.naturalOrder())
          .forEach(name -> findings.add(new Finding.ExtraFile(name)));
    }
  }

  private static String nameOf(String path) {
    return String.valueOf(Path.of(path).getFileName());
  }
}
