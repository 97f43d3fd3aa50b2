package org.estover.crawl.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.estover.crawl.frontier.JournalRecord.Payload;
import org.estover.crawl.frontier.JournalRecord.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final JournalRecord BEGIN = new JournalRecord.Mark(Step.BEGIN, Place.START);

  @TempDir Path folder;

  private static JournalRecord visited(int index, Place place) {
    return new JournalRecord.Visited(
        index,
        "http://a.example/" + index,
        index % 2 == 0,
        "ok",
        "2026-01-01T00:00:00Z",
        new Payload(3, "ab", "text/html", "utf-8"),
        List.of("rfc9309 robots.txt:1 agent=* allowed=true"),
        List.of("http://a.example/ß", ""),
        Long.MIN_VALUE + index,
        Long.MAX_VALUE,
        place);
  }

  private static List<JournalRecord> read(Path file) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    try (Journal.Reader reader = new Journal.Reader(file)) {
      Optional<JournalRecord> next = reader.next();
      while (next.isPresent()) {
        records.add(next.get());
        next = reader.next();
      }
    }
    return records;
  }

  @Test
  void recordsAreReadAsTheyWereWritten() throws IOException {
    Path file = folder.resolve("journal");
    List<JournalRecord> records =
        List.of(
            BEGIN,
            visited(0, new Place(0, 0, 5)),
            new JournalRecord.SiteAsked(
                "http://a.example/robots.txt", "timeout", false, 1, 2, new Place(1, -1, 9)),
            new JournalRecord.SiteSpoke(
                "ROBOTS_TXT", "http://a.example", true, new Place(0, 0, 5), new Place(1, -1, 9)),
            new JournalRecord.HostWaits(
                "http://a.example/1", 10, Long.MAX_VALUE, true, new Place(1, -1, 9)),
            new JournalRecord.Mark(Step.SYNCED, new Place(1, -1, 9)),
            new JournalRecord.Mark(Step.DONE, new Place(1, -1, 9)));
    try (Journal journal = Journal.open(file, Place.START, (number, from, to) -> true)) {
      for (JournalRecord record : records.subList(1, records.size())) {
        journal.append(record);
      }
    }
    assertThat(read(file)).isEqualTo(records);
  }

  /** Every way in which the end of a file can be missing, or be something else. */
  @Test
  void everyCutAndEveryFlippedBitCostsTheRecordsFromThereOn() throws IOException {
    Path file = folder.resolve("journal");
    List<Long> ends = new ArrayList<>();
    try (Journal journal = Journal.open(file, Place.START, (number, from, to) -> true)) {
      ends.add(Files.size(file));
      for (int i = 0; i < 3; i++) {
        journal.append(visited(i, new Place(0, i, i + 1)));
        ends.add(Files.size(file));
      }
    }
    List<JournalRecord> all = read(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      int before = at;
      int kept = (int) ends.stream().filter(end -> end <= before).count();
      Files.write(file, Arrays.copyOf(whole, at));
      reopen(file, all, kept);
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at & 7));
      Files.write(file, flipped);
      reopen(file, all, kept);
    }
  }

  private static void reopen(Path file, List<JournalRecord> all, int kept) throws IOException {
    Journal.open(file, Place.START, (number, from, to) -> true).close();
    assertThat(read(file)).isEqualTo(kept == 0 ? List.of(BEGIN) : all.subList(0, kept));
  }

  @Test
  void capturesBehindTheLastMarkAreBelievedIfTheyCanBeRead() throws IOException {
    Path file = folder.resolve("journal");
    try (Journal journal = Journal.open(file, new Place(4, -1, 10), (number, from, to) -> true)) {
      journal.append(visited(0, new Place(4, 10, 20)));
      journal.append(new JournalRecord.Mark(Step.SYNCED, new Place(4, -1, 20)));
      journal.append(visited(1, new Place(4, 22, 30)));
      journal.append(visited(2, new Place(4, -1, 30)));
      journal.append(visited(3, new Place(5, 40, 50)));
      journal.append(visited(4, new Place(5, 50, 60)));
    }
    List<String> asked = new ArrayList<>();
    Journal.open(
            file,
            Place.START,
            (number, from, to) -> {
              asked.add(number + ":" + from + "-" + to);
              return to < 50;
            })
        .close();
    assertThat(asked).containsExactly("4:20-30", "5:0-50");
    assertThat(read(file)).hasSize(5);
  }
}
