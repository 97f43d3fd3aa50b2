package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.GroupRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;
import org.estover.jobs.stage.RowFile;
import org.estover.licensing.terms.deed.TwinGroup;

/**
 * The groups of duplicates of a run in which several rights holders are named.
 *
 * <p>Reads the group record of 04 and the documents of 02 without their texts, once each: time
 * grows with the run, memory with its duplicates.
 */
final class RunTwins {
  private final Map<String, Set<String>> twins = new TreeMap<>();
  private final Map<String, TwinGroup.Member> members = new TreeMap<>();

  private RunTwins() {}

  /** The groups by their survivors. */
  static List<TwinGroup> of(RunFolder run) throws IOException {
    RunTwins found = new RunTwins();
    found.readGroups(run.folder(StageName.DEDUPE).resolve("groups"));
    found.readDocuments(
        run.folder(StageName.EXTRACT).resolve("documents"),
        run.folder(StageName.DEDUPE).resolve("verdicts").toString());
    return found.groups();
  }

  private void readGroups(Path folder) throws IOException {
    for (RowFile file : RowFile.in(folder)) {
      try (RowReader<GroupRow> rows =
          RowReader.open(GroupRow.TYPE, file.at(folder.toString()), "survivor", "id")) {
        for (GroupRow row = rows.next(); row != null; row = rows.next()) {
          twins
              .computeIfAbsent(DocumentId.of(row.survivor()).toString(), id -> new TreeSet<>())
              .add(DocumentId.of(row.id()).toString());
        }
      }
    }
  }

  /** What is held out, and that of which nothing is left, is in no release: no copy has earned. */
  private void readDocuments(Path folder, String verdicts) throws IOException {
    Set<String> wanted = new TreeSet<>(twins.keySet());
    twins.values().forEach(wanted::addAll);
    for (RowFile file : RowFile.in(folder)) {
      try (RowReader<DocumentRow> rows =
              RowReader.open(
                  DocumentRow.TYPE, file.at(folder.toString()), "id", "holder", "fetched_at");
          RowReader<SurvivorRow> judged =
              RowReader.open(SurvivorRow.TYPE, file.at(verdicts), "keep", "rule")) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          String id = DocumentId.of(row.id()).toString();
          SurvivorRow verdict = judged.required();
          if (verdict.stoodLast() && !verdict.keep()) {
            twins.remove(id);
          } else if (wanted.contains(id)) {
            members.merge(
                id, new TwinGroup.Member(id, row.holder(), row.fetchedAt()), RunTwins::earlier);
          }
        }
      }
    }
  }

  /** One document may have been captured several times. */
  private static TwinGroup.Member earlier(TwinGroup.Member one, TwinGroup.Member other) {
    boolean first =
        other.captured().isEmpty()
            || (!one.captured().isEmpty()
                && one.captureOrder().compareTo(other.captureOrder()) <= 0);
    return first ? one : other;
  }

  private List<TwinGroup> groups() {
    List<TwinGroup> groups = new ArrayList<>();
    twins.forEach(
        (survivor, others) -> {
          List<TwinGroup.Member> all = new ArrayList<>();
          for (String id : concat(survivor, others)) {
            TwinGroup.Member member = members.get(id);
            if (member != null) {
              all.add(member);
            }
          }
          if (all.stream().map(TwinGroup.Member::holder).distinct().count() > 1
              && all.get(0).documentId().equals(survivor)) {
            groups.add(new TwinGroup(survivor, all));
          }
        });
    return groups;
  }

  private static List<String> concat(String first, Set<String> others) {
    List<String> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return all;
  }
}
