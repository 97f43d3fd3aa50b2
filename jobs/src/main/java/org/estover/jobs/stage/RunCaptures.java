package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.estover.crawl.document.DocumentId;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.StageName;

/**
 * The digest that a manifest's content states of capture dates, where a plan lets them decide which
 * of several duplicates stays: over the members of all groups of duplicates, each with its survivor
 * and when it was captured.
 *
 * <p>It is a {@link RowSetDigest}. Here it is computed from a run's folder without Spark: two reads
 * of the verdicts, one of the documents without their texts, and some 100 bytes of memory a member.
 */
public final class RunCaptures {
  /** The algorithm of the content under which the digest stands. */
  public static final String FIELD = "dedupe.captures";

  private static final byte[] VERSION = Bytes.utf8("estover.captures.v1");

  private RunCaptures() {}

  /** One capture of a document of a group, as the SHA-256 that the digest is made of. */
  static byte[] row(byte[] survivor, byte[] id, String fetchedAt) {
    return Sha256.of(Bytes.join(VERSION, survivor, id, Bytes.counted(fetchedAt)));
  }

  /** The value of the field. */
  static String value(String digest) {
    return PrefixHashes.VERSION + ":" + digest;
  }

  /** Computes the value of the field from the run that made the release. */
  public static String of(RunFolder run) throws IOException {
    String documents = run.folder(StageName.EXTRACT).resolve("documents").toString();
    Path verdicts = run.folder(StageName.DEDUPE).resolve("verdicts");
    List<RowFile> files = RowFile.in(verdicts);
    TreeSet<DocumentId> survivors = new TreeSet<>();
    for (RowFile file : files) {
      try (RowReader<SurvivorRow> rows =
          RowReader.open(SurvivorRow.TYPE, file.at(verdicts.toString()), "survivor")) {
        for (SurvivorRow row = rows.next(); row != null; row = rows.next()) {
          if (row.survivor().length > 0) {
            survivors.add(DocumentId.of(row.survivor()));
          }
        }
      }
    }
    List<byte[]> members = new ArrayList<>();
    for (RowFile file : files) {
      try (RowReader<SurvivorRow> judged =
              RowReader.open(
                  SurvivorRow.TYPE, file.at(verdicts.toString()), "keep", "rule", "survivor");
          RowReader<DocumentRow> rows =
              RowReader.open(DocumentRow.TYPE, file.at(documents), "id", "fetched_at")) {
        for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
          SurvivorRow verdict = judged.required();
          if (verdict.survivor().length > 0) {
            members.add(row(verdict.survivor(), row.id(), row.fetchedAt()));
          } else if (verdict.stoodLast() && survivors.contains(DocumentId.of(row.id()))) {
            members.add(row(row.id(), row.id(), row.fetchedAt()));
          }
        }
      }
    }
    members.sort(Arrays::compareUnsigned);
    return value(PrefixHashes.combine(PrefixHashes.of(members.iterator())));
  }
}
