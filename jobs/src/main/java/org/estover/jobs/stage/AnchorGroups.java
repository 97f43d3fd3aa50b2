package org.estover.jobs.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.estover.dedupe.span.GroupVerifier;
import org.estover.dedupe.span.SpanConfig;
import org.estover.dedupe.span.WindowSink;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Walks anchors with what stands around them, as {@link AnchorBytes} makes them, hash by hash, and
 * finds the windows that are equal.
 *
 * <p>Of equal surroundings the first is kept; all windows of the others are later ones, which needs
 * no memory. What differs is compared by {@link GroupVerifier}. Windows come out as place (12),
 * first offset (4), last (4), and whether an equal one begins before them (1); the same may come
 * out more than once.
 */
final class AnchorGroups implements Pull.Next<Tuple2<byte[], byte[]>> {
  /** What a window's key ends in if it is the first of its kind, as far as one hash tells. */
  static final byte FIRST = 0;

  /** What a window's key ends in if an equal one begins before it. */
  static final byte LATER = 1;

  private static final byte[] NONE = {};

  private final Iterator<Tuple2<byte[], byte[]>> members;
  private final int minBytes;
  private final GroupVerifier verifier;
  private final List<Member> group = new ArrayList<>();
  private final WindowRuns repeated = new WindowRuns();
  private final WindowRuns later = new WindowRuns();
  private final Queue<Tuple2<byte[], byte[]>> found = new ArrayDeque<>();
  private boolean lastHasCopies;

  AnchorGroups(Iterator<Tuple2<byte[], byte[]>> members, int minBytes) {
    this.members = members;
    this.minBytes = minBytes;
    verifier = new GroupVerifier(new SpanConfig(minBytes));
  }

  /** An anchor: its key from the rank on, and what stands around it. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by their bytes, below.
  private record Member(byte[] key, byte[] around) {
    int before() {
      return Bytes.int32(around, 0);
    }

    int after() {
      return around.length - Integer.BYTES - before();
    }

    int offset() {
      return Bytes.int32(key, key.length - Integer.BYTES);
    }

    boolean isInDocumentOf(Member other) {
      return Bytes.sameRange(key, other.key, AnchorBytes.RANK, key.length - Integer.BYTES);
    }

    boolean hasHashOf(Member other) {
      return Bytes.sameRange(key, other.key, 0, SpanAnchors.HASH);
    }

    static int compare(Member one, Member other) {
      return Arrays.compareUnsigned(
          one.key, AnchorBytes.RANK, one.key.length, other.key, AnchorBytes.RANK, other.key.length);
    }
  }

  @Override
  public @Nullable Tuple2<byte[], byte[]> next() {
    while (found.isEmpty()) {
      if (members.hasNext()) {
        Tuple2<byte[], byte[]> pair = members.next();
        take(new Member(pair._1(), pair._2()));
      } else if (group.isEmpty()) {
        return null;
      } else {
        endGroup();
      }
    }
    return found.remove();
  }

  private void take(Member member) {
    if (!group.isEmpty()) {
      Member last = group.get(group.size() - 1);
      if (!member.hasHashOf(last)) {
        endGroup();
      } else if (Arrays.equals(member.around(), last.around())) {
        if (!lastHasCopies) {
          addAll(last, FIRST);
          lastHasCopies = true;
        }
        addAll(member, LATER);
        return;
      }
    }
    group.add(member);
    lastHasCopies = false;
  }

  private void addAll(Member member, byte kind) {
    int offset = member.offset();
    add(member, offset - member.before(), offset + member.after() - minBytes, kind);
  }

  private void add(Member member, int first, int last, byte kind) {
    int place = member.key().length - Integer.BYTES - Vertex.placeSize();
    byte[] key =
        Arrays.copyOf(
            Bytes.slice(member.key(), place, place + Vertex.placeSize()),
            Vertex.placeSize() + 2 * Integer.BYTES + 1);
    Bytes.put(key, Vertex.placeSize(), first);
    Bytes.put(key, Vertex.placeSize() + Integer.BYTES, last);
    key[key.length - 1] = kind;
    found.add(new Tuple2<>(key, NONE));
  }

  private void endGroup() {
    if (group.size() > 1) {
      compare();
    }
    group.clear();
  }

  private void compare() {
    group.sort(Member::compare);
    List<Member> documents = new ArrayList<>();
    for (Member member : group) {
      if (documents.isEmpty() || !member.isInDocumentOf(documents.get(documents.size() - 1))) {
        documents.add(member);
      }
      long position = (long) (documents.size() - 1) << Integer.SIZE | member.offset();
      int anchor = Integer.BYTES + member.before();
      verifier.add(member.around(), anchor, member.before(), member.after(), position);
    }
    verifier.verify(
        new WindowSink() {
          @Override
          public void repeated(long first, long last) {
            repeated.add(first, last);
          }

          @Override
          public void later(long first, long last) {
            later.add(first, last);
          }
        });
    repeated.drain(
        (first, last) -> add(document(documents, first), (int) first, (int) last, FIRST));
    later.drain((first, last) -> add(document(documents, first), (int) first, (int) last, LATER));
  }

  private static Member document(List<Member> documents, long position) {
    return documents.get((int) (position >>> Integer.SIZE));
  }
}
