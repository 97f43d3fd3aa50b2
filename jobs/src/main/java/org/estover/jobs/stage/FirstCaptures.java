package org.estover.jobs.stage;

import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.estover.jobs.rows.DocumentRow;
import org.estover.jobs.rows.RowReader;
import org.estover.jobs.rows.SurvivorRow;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * When the text of each document that survived its duplicates was captured first, and whether by
 * its own rights holder: by the evidence of the run, as the default policy for duplicates has it.
 *
 * <p>The text of a group of duplicates is as old as the earliest capture of any of them. Where the
 * survivor itself has no evidence of its time, nobody can be shown to have been earlier or later,
 * and nothing is said of it. One shuffle of small rows, by the survivor's id; of a group one member
 * at a time is in memory.
 */
record FirstCaptures(String documents, String survivors)
    implements Engine.FilePairs<RowFile>, Serializable {
  private static final long serialVersionUID = 1L;
  private static final long MICROS = 1_000_000;
  private static final int ID = 16;

  /** Later than any time. */
  static final long NEVER = -1;

  private static final byte[] SURVIVOR = {0};
  private static final byte[] OTHER = {1};

  /** Rows by the survivor's id, itself before the others. */
  @Override
  public Pull.Next<Tuple2<byte[], byte[]>> open(RowFile file) throws IOException {
    RowReader<DocumentRow> rows =
        Pull.untilTaskEnds(
            RowReader.open(DocumentRow.TYPE, file.at(documents), "id", "holder", "fetched_at"));
    RowReader<SurvivorRow> verdicts =
        Pull.untilTaskEnds(
            RowReader.open(SurvivorRow.TYPE, file.at(survivors), "keep", "survivor"));
    long[] number = {0};
    return () -> {
      for (DocumentRow row = rows.next(); row != null; row = rows.next()) {
        SurvivorRow verdict = verdicts.required();
        long place = number[0]++;
        if (verdict.keep() || verdict.survivor().length > 0) {
          return pair(row, verdict, file.index(), place);
        }
      }
      verdicts.close();
      return null;
    };
  }

  private static Tuple2<byte[], byte[]> pair(
      DocumentRow row, SurvivorRow verdict, int file, long number) {
    byte[] at = Vertex.place(Vertex.of(0, row.id(), file, number));
    byte[] value =
        Bytes.join(at, row.id(), Bytes.counted(row.fetchedAt()), Bytes.counted(row.holder()));
    return verdict.keep()
        ? new Tuple2<>(Bytes.join(row.id(), SURVIVOR), value)
        : new Tuple2<>(Bytes.join(verdict.survivor(), OTHER), value);
  }

  /** From sorted rows to the survivors' places, each with its {@link Rank}. */
  static JavaPairRDD<byte[], byte[]> ranks(JavaPairRDD<byte[], byte[]> sorted) {
    return sorted.mapPartitionsToPair(FirstCaptures::walk);
  }

  private static Iterator<Tuple2<byte[], byte[]>> walk(Iterator<Tuple2<byte[], byte[]>> sorted) {
    Group group = new Group();
    return new Pull<>(
        () -> {
          while (sorted.hasNext()) {
            Tuple2<byte[], byte[]> ended = group.add(sorted.next());
            if (ended != null) {
              return ended;
            }
          }
          return group.end();
        });
  }

  /**
   * How old a text is: the time of its first capture in microseconds (8 bytes, whose unsigned order
   * is that of time), and whether somebody other than the survivor's holder was first (1).
   */
  static final class Rank {
    private static final int ANOTHERS = Long.BYTES;

    private Rank() {}

    static byte[] of(long time, boolean anothers) {
      byte[] rank = new byte[ANOTHERS + 1];
      Bytes.put(rank, 0, time);
      rank[ANOTHERS] = (byte) (anothers ? 1 : 0);
      return rank;
    }

    static byte[] time(byte[] rank) {
      return Bytes.slice(rank, 0, ANOTHERS);
    }

    static boolean isAnothers(byte[] rank) {
      return rank[ANOTHERS] != 0;
    }
  }

  /** Microseconds whose unsigned order is that of time, {@link #NEVER} where a text is no time. */
  static long micros(String instant) {
    if (instant.isEmpty()) {
      return NEVER;
    }
    try {
      Instant time = Instant.parse(instant);
      long micros = Math.multiplyExact(time.getEpochSecond(), MICROS) + time.getNano() / 1000;
      return micros ^ Long.MIN_VALUE;
    } catch (DateTimeException | ArithmeticException e) {
      return NEVER;
    }
  }

  /** A member of a group of duplicates, as far as a walk must know it. */
  @SuppressWarnings("ArrayRecordComponent") // Rows are not compared.
  private record Member(byte[] place, byte[] id, long time, String holder) {
    static Member of(byte[] packed) {
      Bytes.Cursor at = new Bytes.Cursor(packed);
      byte[] place = at.take(Vertex.placeSize());
      return new Member(place, at.take(ID), micros(at.counted()), at.counted());
    }
  }

  /** The survivor that the walk is at, with the first of its group so far. */
  private static final class Group {
    private @Nullable Member survivor;
    private @Nullable Member first;

    /** When the survivor itself was captured first. */
    private long own = NEVER;

    /** Takes the next row; if it begins another group, gives what came of the last one. */
    @Nullable Tuple2<byte[], byte[]> add(Tuple2<byte[], byte[]> row) {
      Member member = Member.of(row._2());
      if (row._1()[ID] == SURVIVOR[0]) {
        Tuple2<byte[], byte[]> ended = end();
        survivor = member;
        first = member;
        own = member.time();
        return ended;
      }
      Member known = survivor;
      if (known != null && Bytes.sameRange(row._1(), known.id(), 0, ID)) {
        if (Arrays.equals(member.id(), known.id())) {
          // The same document, captured once more.
          member = new Member(known.place(), known.id(), member.time(), known.holder());
          own = Long.compareUnsigned(member.time(), own) < 0 ? member.time() : own;
        }
        if (first == null || earlier(member, first, known.id())) {
          first = member;
        }
      }
      return null;
    }

    /** At the same time the survivor is first, then the smaller id. */
    private static boolean earlier(Member one, Member other, byte[] survivor) {
      int order = Long.compareUnsigned(one.time(), other.time());
      if (order == 0) {
        boolean mine = Arrays.equals(one.id(), survivor);
        order = Boolean.compare(Arrays.equals(other.id(), survivor), mine);
      }
      return (order == 0 ? Arrays.compareUnsigned(one.id(), other.id()) : order) < 0;
    }

    @Nullable Tuple2<byte[], byte[]> end() {
      Member known = survivor;
      Member earliest = first;
      survivor = null;
      first = null;
      if (known == null || earliest == null || own == NEVER) {
        return null;
      }
      boolean anothers = !earliest.holder().equals(known.holder());
      return new Tuple2<>(known.place(), Rank.of(earliest.time(), anothers));
    }
  }
}
