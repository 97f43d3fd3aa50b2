package org.estover.dedupe.span;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The two shuffles of a cluster, in maps and lists: any partitions, any order of arrival. */
final class PartitionedSpansTest {
  /** A document's rank, and an offset in it. */
  private record Anchor(long hash, int rank, int offset) {}

  /** An anchor with what stands around it. */
  private record Context(int rank, int offset, ByteBuffer bytes, int left) {}

  /** Windows of a document. */
  private record Windows(int rank, int first, int last, boolean isLater) {}

  @ParameterizedTest
  @MethodSource("org.estover.dedupe.Seeds#seeds")
  void equalsOneCall(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60; i++) {
      List<byte[]> documents = Corpora.random(random);
      SpanConfig config = new SpanConfig(random.nextInt(1, 41));
      Corpus corpus = Corpus.documents(documents);
      WindowMarks whole = new RepeatedSpans(config).find(corpus);
      List<WindowMarks> parts =
          new PartitionedSpans(documents, config, random.nextInt(1, 8), random.nextLong()).run();
      for (SpanMode mode : SpanMode.values()) {
        List<String> expected = new ArrayList<>();
        new SpanCutter(mode).cut(corpus, whole, (rank, range) -> expected.add(rank + " " + range));
        List<String> actual = new ArrayList<>();
        for (int rank = 0; rank < documents.size(); rank++) {
          for (Span range : new SpanCutter(mode).cuts(documents.get(rank), parts.get(rank))) {
            actual.add(rank + " " + range);
          }
        }
        assertThat(actual).as("%s %s", mode, config).isEqualTo(expected);
      }
    }
  }

  /** The flow of a Spark job; every list between two steps is shuffled. */
  private static final class PartitionedSpans {
    private final List<byte[]> documents;
    private final SpanConfig config;
    private final int partitions;
    private final Random order;

    PartitionedSpans(List<byte[]> documents, SpanConfig config, int partitions, long seed) {
      this.documents = documents;
      this.config = config;
      this.partitions = partitions;
      order = new Random(seed);
    }

    List<WindowMarks> run() {
      List<WindowMarks> marks = new ArrayList<>();
      for (byte[] document : documents) {
        marks.add(new WindowMarks(document.length, config));
      }
      for (Map<Long, List<Context>> partition : contexts(anchors(marks))) {
        for (Windows windows : verify(partition)) {
          WindowMarks own = marks.get(windows.rank());
          if (windows.isLater()) {
            own.later(windows.first(), windows.last());
          } else {
            own.repeated(windows.first(), windows.last());
          }
        }
      }
      return marks;
    }

    private List<Anchor> anchors(List<WindowMarks> marks) {
      AnchorExtractor extractor = new AnchorExtractor(config);
      List<Anchor> anchors = new ArrayList<>();
      for (int i = 0; i < documents.size(); i++) {
        int rank = i;
        extractor.extract(
            documents.get(rank),
            new AnchorSink() {
              @Override
              public void anchor(long hash, int offset) {
                anchors.add(new Anchor(hash, rank, offset));
              }

              @Override
              public void periodic(int first, int last, int period) {
                marks.get(rank).periodic(0, first, last, period);
              }
            });
      }
      Collections.shuffle(anchors, order);
      return anchors;
    }

    /** Only hashes of two and more send their bytes. */
    private List<Map<Long, List<Context>>> contexts(List<Anchor> anchors) {
      Map<Long, Integer> counts = new HashMap<>();
      for (Anchor anchor : anchors) {
        counts.merge(anchor.hash(), 1, Integer::sum);
      }
      GroupVerifier sizes = new GroupVerifier(config);
      List<Map<Long, List<Context>>> result = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        result.add(new HashMap<>());
      }
      for (Anchor anchor : anchors) {
        if (counts.getOrDefault(anchor.hash(), 0) > 1) {
          byte[] text = documents.get(anchor.rank());
          int left = Math.min(anchor.offset(), sizes.bytesBefore());
          int end = Math.min(text.length, anchor.offset() + sizes.bytesAfter());
          byte[] around = Arrays.copyOfRange(text, anchor.offset() - left, end);
          result
              .get((int) Long.remainderUnsigned(anchor.hash(), partitions))
              .computeIfAbsent(anchor.hash(), hash -> new ArrayList<>())
              .add(new Context(anchor.rank(), anchor.offset(), ByteBuffer.wrap(around), left));
        }
      }
      return result;
    }

    private List<Windows> verify(Map<Long, List<Context>> partition) {
      GroupVerifier verifier = new GroupVerifier(config);
      List<Windows> found = new ArrayList<>();
      for (List<Context> group : partition.values()) {
        group.sort(Comparator.comparingInt(Context::rank).thenComparingInt(Context::offset));
        for (Context member : group) {
          verifier.add(
              member.bytes().array(),
              member.left(),
              member.left(),
              member.bytes().capacity() - member.left(),
              (long) member.rank() << 32 | member.offset());
        }
        verifier.verify(
            new WindowSink() {
              @Override
              public void repeated(long first, long last) {
                found.add(new Windows((int) (first >>> 32), (int) first, (int) last, false));
              }

              @Override
              public void later(long first, long last) {
                found.add(new Windows((int) (first >>> 32), (int) first, (int) last, true));
              }
            });
      }
      Collections.shuffle(found, order);
      return found;
    }
  }
}
