package org.estover.licensing.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.estover.ledger.LedgerRefusedException;
import org.estover.ledger.log.AccessSegmentSealed;
import org.estover.ledger.log.Hash;
import org.estover.ledger.log.InclusionProof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The activity log keeps what it took, in order, over kills, and seals it once. */
final class SegmentLogTest {
  private static final Instant NOON = Instant.parse("2026-11-03T12:00:00Z");
  private static final SegmentLog.Limits SMALL = new SegmentLog.Limits(5, Duration.ofHours(1));

  @TempDir private Path folder;
  private final List<AccessSegmentSealed> sealed = new ArrayList<>();

  private SegmentLog open(Clock clock) throws IOException {
    return SegmentLog.open(folder, clock, SMALL, this::seal);
  }

  private SegmentLog open() throws IOException {
    return open(Clock.fixed(NOON, ZoneOffset.UTC));
  }

  private long seal(AccessSegmentSealed segment) {
    if (!sealed.contains(segment)) {
      sealed.add(segment);
    }
    return sealed.indexOf(segment);
  }

  private static Activity read(int number) {
    return new Activity(
        "acc_1", "pty_1", "", "release.read", "rel_" + number, number, Map.of("from", "0"));
  }

  private static void append(SegmentLog log, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      assertThat(log.append(read(i)).position()).isEqualTo(i);
    }
  }

  @Test
  void fullSegmentsAreSealedInAChain() throws IOException {
    SegmentLog log = open();
    append(log, 0, 12);
    log.tend();
    log.seal();
    assertThat(sealed).extracting(AccessSegmentSealed::records).containsExactly(5L, 5L);
    assertThat(sealed).extracting(AccessSegmentSealed::bytes).containsExactly(10L, 35L);
    assertThat(sealed.get(0).previousId()).isEmpty();
    assertThat(sealed.get(1).previousId()).isEqualTo(sealed.get(0).segmentId());
    log.close();
    assertThat(sealed).hasSize(3);
    log.verify();
    assertThat(log.read(3, 100)).extracting(ActivityEvent::position).startsWith(3L).hasSize(9);
    assertThat(log.read(4, 2)).extracting(event -> event.activity().object()).contains("rel_5");
  }

  @Test
  void aSyncThatFailsStopsTheLog() throws IOException {
    SegmentLog log = open();
    append(log, 0, 2);
    // An interrupted thread's sync fails and closes the file.
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(log::tend).isInstanceOf(ClosedByInterruptException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(log.isStopped()).isTrue();
    assertThatThrownBy(() -> log.append(read(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is stopped since a write failed");
  }

  @Test
  void anOldSegmentIsClosedThoughItIsNotFull() throws IOException {
    SegmentLog log = open();
    append(log, 0, 2);
    SegmentLog later = open(Clock.fixed(NOON.plus(SMALL.age()), ZoneOffset.UTC));
    later.tend();
    later.seal();
    assertThat(sealed).extracting(AccessSegmentSealed::records).containsExactly(2L);
  }

  @Test
  void everyPrefixOfTheFilesIsTakenUpAndGoesOn() throws IOException {
    SegmentLog log = open();
    append(log, 0, 4);
    Path file = folder.resolve("000000000000.jsonl");
    byte[] whole = Files.readAllBytes(file);
    for (int size = 0; size < whole.length; size++) {
      Files.write(file, java.util.Arrays.copyOf(whole, size));
      SegmentLog again = open();
      int lines = (int) new String(whole, 0, size, StandardCharsets.UTF_8).lines().count();
      boolean torn = size > 0 && whole[size - 1] != '\n';
      assertThat(again.size()).as("after " + size + " bytes").isEqualTo(torn ? lines - 1 : lines);
      assertThat(again.append(read(9)).position()).isEqualTo(again.size() - 1);
    }
  }

  @Test
  void aKillBetweenTheLogAndTheSealSealsNothingTwice() throws IOException {
    SegmentLog log = open();
    append(log, 0, 5);
    log.seal();
    Files.delete(folder.resolve("000000000000.seal"));
    SegmentLog again = open();
    again.seal();
    assertThat(sealed).hasSize(1);
    assertThat(again.segments()).allMatch(Segment::isSealed);
  }

  @Test
  void whatTheLedgerRefusesIsSealedLater() throws IOException {
    List<AccessSegmentSealed> tries = new ArrayList<>();
    SegmentLog log =
        SegmentLog.open(
            folder,
            Clock.fixed(NOON, ZoneOffset.UTC),
            SMALL,
            segment -> {
              tries.add(segment);
              if (tries.size() == 1) {
                throw new LedgerRefusedException("another process writes");
              }
              return 7;
            });
    append(log, 0, 5);
    assertThatThrownBy(log::seal).hasMessageContaining("another process");
    append(log, 5, 6);
    log.seal();
    assertThat(log.segments()).extracting(Segment::logIndex).containsExactly(7L);
  }

  @Test
  void aChangedEventIsFound() throws IOException {
    SegmentLog log = open();
    append(log, 0, 7);
    log.seal();
    Path file = folder.resolve("000000000000.jsonl");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("rel_3", "rel_4"));
    assertThatThrownBy(open()::verify).isInstanceOf(CorruptActivityException.class);
    Files.writeString(file, text);
    open().verify();
    Path last = folder.resolve("000000000005.jsonl");
    Files.writeString(last, "{}\n", StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptActivityException.class)
        .hasMessageContaining("000000000005.jsonl");
  }

  @Test
  void anyEventOfAClosedSegmentHasAProof() throws IOException {
    SegmentLog log = open();
    append(log, 0, 8);
    Hash root = Hash.parse(log.segments().get(0).sealed().rootSha256());
    for (ActivityEvent event : log.read(0, 5)) {
      InclusionProof proof = log.proof(event.position()).orElseThrow();
      assertThat(proof.verifies(event.leaf(), root)).isTrue();
    }
    assertThat(log.proof(6)).isEmpty();
  }

  @Test
  void longAndControlTextsAreBounded() {
    Activity kept =
        Activity.by(
            org.estover.licensing.portal.access.Visitor.ANYBODY,
            "a.b",
            "x\n\u0000" + "y".repeat(999));
    assertThat(kept.object()).hasSize(300).startsWith("x??y");
    assertThatThrownBy(() -> read(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
