package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LogEntry;
import org.estover.ledger.log.LogReader;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The public log: its checkpoint, its entries, and the proof of each. */
@RestController
final class LedgerRoutes {
  /** Entries that are looked through for one answer, where only some kinds are asked for. */
  private static final int LOOKED_THROUGH = 2_000;

  private final TrustDesk desk;
  private final Answers answers;

  LedgerRoutes(TrustDesk desk, Answers answers) {
    this.desk = desk;
    this.answers = answers;
  }

  /** The latest signed claim of what the log is. */
  record CheckpointJson(String origin, long size, String root, String note) {}

  @GetMapping("/v1/ledger/checkpoint")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> checkpoint() throws IOException {
    LogReader log = desk.read(opened -> opened.ledger().log());
    Checkpoint checkpoint = log.checkpoint();
    return answers.one(
        new CheckpointJson(
            checkpoint.origin(),
            checkpoint.size(),
            checkpoint.root().base64(),
            new String(log.note(), StandardCharsets.UTF_8)));
  }

  @GetMapping("/v1/ledger/entries")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> entries(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String subject)
      throws IOException {
    if (type != null && !Fact.types().contains(type)) {
      throw Errors.field("type", "no entry is of type " + type + "; see the ledger's FORMAT.md");
    }
    // A log that was opened is immutable, so nobody waits for this reading.
    LogReader log = desk.read(opened -> opened.ledger().log());
    return answers.list(
        request, (from, most) -> entries(log, from, most, type, subject), each -> each);
  }

  private static Batch<EntryJson> entries(
      LogReader log, long from, int most, @Nullable String type, @Nullable String subject)
      throws IOException {
    List<EntryJson> found = new ArrayList<>();
    long index = from;
    long end = Math.min(log.size(), from + LOOKED_THROUGH);
    List<byte[]> read;
    while (index < end && found.size() < most) {
      try (Stream<byte[]> entries = log.entries(index)) {
        read = entries.limit(Math.min(most, end - index)).toList();
      }
      for (byte[] bytes : read) {
        LogEntry entry = LogEntry.parse(bytes);
        boolean asked =
            (type == null || entry.fact().type().equals(type))
                && (subject == null || entry.fact().subject().equals(subject));
        if (asked && found.size() < most) {
          found.add(EntryJson.of(index, entry));
        }
        index++;
        if (found.size() == most) {
          break;
        }
      }
    }
    return new Batch<>(found, index < log.size() ? index : Batch.END);
  }

  @GetMapping("/v1/ledger/entries/{index}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "index", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> entry(@PathVariable long index) throws IOException {
    LogReader log = holding(index);
    return answers.one(EntryJson.of(index, LogEntry.parse(log.entry(index))));
  }

  @GetMapping("/v1/ledger/entries/{index}/receipt")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "index", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> receipt(@PathVariable long index) throws IOException {
    LogReader log = holding(index);
    return answers.text(
        MediaType.TEXT_PLAIN, log.receipt(index).text().getBytes(StandardCharsets.UTF_8));
  }

  private LogReader holding(long index) throws IOException {
    LogReader log = desk.read(opened -> opened.ledger().log());
    if (index < 0 || index >= log.size()) {
      throw Errors.notFound("log entry", index + "; the log has " + log.size());
    }
    return log;
  }
}
