package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.run.StageReport;
import org.estover.jobs.stage.EditedDocuments;
import org.estover.jobs.stage.RowFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "clusters",
    description = "Shows a run's clusters of duplicates, the largest first; or one, side by side.")
final class ClustersCommand implements Callable<Integer> {
  @Mixin private final Context context;

  @Parameters(
      paramLabel = "DOC",
      arity = "0..1",
      description =
          "A duplicate (doc_...): shown beside the document that stays in its place. Or one that"
              + " stays: what it stays for.")
  private @Nullable String document;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many clusters, or documents of one, to show (default: ${DEFAULT-VALUE}).")
  private int top;

  ClustersCommand(Surroundings around) {
    this.context = new Context(around);
  }

  /** A cluster, as far as it is counted. */
  private static final class Cluster {
    private final TreeMap<String, Integer> rules = new TreeMap<>();
    private final TreeSet<String> holders = new TreeSet<>();
    private int members;
    private int measured;
    private String least = "1.0000";

    void add(GroupRow row) {
      members++;
      rules.merge(row.rule(), 1, Integer::sum);
      // Of duplicates by their URL no similarity is measured.
      if (!row.similarity().isEmpty()) {
        measured++;
        least = Collections.min(List.of(least, row.similarity()));
      }
      if (!row.holder().isEmpty()) {
        holders.add(row.holder());
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw Errors.tooSmall("--top", top, 1);
    }
    RunFolder run = context.run();
    Path groups = run.folder(StageName.DEDUPE).resolve("groups");
    if (!Files.isDirectory(groups)) {
      throw Errors.noClusters(run.root());
    }
    return document == null ? list(groups) : beside(run, groups, document);
  }

  private int list(Path groups) throws IOException {
    Map<DocumentId, Cluster> clusters = new TreeMap<>();
    for (RowFile file : RowFile.in(groups)) {
      try (RowReader<GroupRow> rows = RowReader.open(GroupRow.TYPE, file.at(groups.toString()))) {
        for (GroupRow row = rows.next(); row != null; row = rows.next()) {
          clusters
              .computeIfAbsent(DocumentId.of(row.survivor()), survivor -> new Cluster())
              .add(row);
        }
      }
    }
    List<Map.Entry<DocumentId, Cluster>> largest = new ArrayList<>(clusters.entrySet());
    // The sort is stable: of equal sizes the smallest survivor comes first.
    largest.sort(Comparator.comparing(entry -> -entry.getValue().members));
    Table table = new Table().row("survivor", "others", "by rule", "least similar", "holders");
    List<Map<String, Object>> data = new ArrayList<>();
    for (var entry : largest.subList(0, Math.min(top, largest.size()))) {
      Cluster cluster = entry.getValue();
      String least = cluster.measured == 0 ? "-" : cluster.least;
      String rules =
          cluster.rules.entrySet().stream()
              .map(rule -> rule.getKey() + " " + rule.getValue())
              .collect(Collectors.joining(", "));
      table.row(entry.getKey(), cluster.members, rules, least, cluster.holders.size());
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("survivor", entry.getKey().toString());
      each.put("others", cluster.members);
      each.put("rules", cluster.rules);
      if (cluster.measured > 0) {
        each.put("leastSimilarity", cluster.least);
      }
      each.put("holders", cluster.holders);
      data.add(each);
    }
    long others = clusters.values().stream().mapToLong(cluster -> cluster.members).sum();
    String text =
        table
            + Table.counted(clusters.size(), "cluster")
            + ", "
            + Table.counted(others, "document")
            + " dropped\n";
    context.answer(text, Map.of("clusters", clusters.size(), "dropped", others, "largest", data));
    return ExitCode.OK;
  }

  private int beside(RunFolder run, Path groups, String wanted) throws IOException {
    GroupRow found = find(groups, wanted);
    if (found == null) {
      return members(groups, wanted);
    }
    String survivor = DocumentId.of(found.survivor()).toString();
    String kept = text(run, found.survivor());
    String dropped = text(run, found.id());
    String diff = SideBySide.of(kept, dropped);
    String head =
        survivor
            + told(run, found.survivor())
            + wanted
            + " was dropped as "
            + found.rule()
            + (found.similarity().isEmpty() ? "" : ", similarity " + found.similarity())
            + "\n\n";
    context.answer(
        head + diff,
        Map.of(
            "survivor", survivor,
            "dropped", wanted,
            "rule", found.rule(),
            "similarity", found.similarity(),
            "survivorText", kept,
            "droppedText", dropped));
    return ExitCode.OK;
  }

  /** The documents in whose place one stays. */
  private int members(Path groups, String survivor) throws IOException {
    Table table = new Table().row("dropped", "rule", "similarity", "holder", "uri");
    List<Map<String, Object>> data = new ArrayList<>();
    List<GroupRow> members = GroupRows.of(groups, survivor);
    if (members.isEmpty()) {
      throw Errors.inNoCluster(survivor);
    }
    for (GroupRow row : members.subList(0, Math.min(top, members.size()))) {
      String id = DocumentId.of(row.id()).toString();
      String similarity = row.similarity().isEmpty() ? "-" : row.similarity();
      String holder = row.holder().isEmpty() ? "-" : row.holder();
      table.row(id, row.rule(), similarity, holder, Terminal.safe(row.uri()));
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("dropped", id);
      each.put("rule", row.rule());
      each.put("similarity", row.similarity());
      each.put("holder", row.holder());
      each.put("uri", row.uri());
      data.add(each);
    }
    String text =
        survivor
            + " stays in the place of "
            + Table.counted(members.size(), "document")
            + "\n"
            + table;
    context.answer(text, Map.of("survivor", survivor, "others", members.size(), "dropped", data));
    return ExitCode.OK;
  }

  private static @Nullable GroupRow find(Path groups, String wanted) throws IOException {
    for (RowFile file : RowFile.in(groups)) {
      try (RowReader<GroupRow> rows = RowReader.open(GroupRow.TYPE, file.at(groups.toString()))) {
        for (GroupRow row = rows.next(); row != null; row = rows.next()) {
          if (DocumentId.of(row.id()).toString().equals(wanted)) {
            return row;
          }
        }
      }
    }
    return null;
  }

  /** What became of the document that stands for a cluster; looked for where not all stay. */
  private static String told(RunFolder run, byte[] id) throws IOException {
    String stays = " stays, ";
    Set<String> rules =
        run.report(StageName.DEDUPE).orElseThrow().unit(StageReport.DOCUMENTS).dropped().keySet();
    if (!rules.contains(SurvivorRow.HELD_OUT.rule())
        && !rules.contains(SurvivorRow.NOTHING_LEFT.rule())) {
      return stays;
    }
    Path verdicts = run.folder(StageName.DEDUPE).resolve("verdicts");
    String documents = run.folder(StageName.EXTRACT).resolve("documents").toString();
    for (RowFile file : RowFile.in(verdicts)) {
      try (RowReader<SurvivorRow> judged =
              RowReader.open(SurvivorRow.TYPE, file.at(verdicts.toString()), "keep", "rule");
          RowReader<DocumentRow> rows =
              RowReader.open(DocumentRow.TYPE, file.at(documents), "id")) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          SurvivorRow verdict = judged.required();
          if (verdict.stoodLast() && !verdict.keep() && Arrays.equals(row.id(), id)) {
            return verdict.isHeldOut() ? " is held out, " : " is cut whole, ";
          }
        }
      }
    }
    return stays;
  }

  private static String text(RunFolder run, byte[] id) throws IOException {
    Path documents = run.folder(StageName.EXTRACT).resolve("documents");
    for (RowFile file : RowFile.in(documents)) {
      try (RowReader<DocumentRow> rows =
          EditedDocuments.open(documents.toString(), file, "id", "text")) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          if (Arrays.equals(row.id(), id)) {
            return row.text();
          }
        }
      }
    }
    throw Errors.noText(DocumentId.of(id).toString(), run.root());
  }
}
