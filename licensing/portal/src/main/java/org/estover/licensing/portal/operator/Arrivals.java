package org.estover.licensing.portal.operator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.estover.ledger.log.ClaimFiled;
import org.estover.ledger.log.DisputeOpened;
import org.estover.ledger.log.Fact;
import org.estover.ledger.log.LicenseRequested;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.portal.desk.TrustDesk;
import org.springframework.stereotype.Component;

/**
 * On which day requests, claims and disputes came, as the log's entries say. Follows the log by
 * pieces, so that nobody else waits for it. Thread-safe.
 */
@Component
final class Arrivals {
  private static final int PIECE = 4_096;

  private final TrustDesk desk;
  private final Map<String, LocalDate> days = new HashMap<>();
  private long next;

  Arrivals(TrustDesk desk) {
    this.desk = desk;
  }

  private record Arrival(String id, LocalDate day) {}

  private record Piece(List<Arrival> arrivals, long end, boolean last) {}

  /** The day of each by its id. */
  synchronized Map<String, LocalDate> days() throws IOException {
    Piece piece;
    do {
      long from = next;
      piece = desk.read(opened -> piece(opened, from));
      piece.arrivals().forEach(arrival -> days.putIfAbsent(arrival.id(), arrival.day()));
      next = piece.end();
    } while (!piece.last());
    return Map.copyOf(days);
  }

  private static Piece piece(TrustDesk.Opened opened, long from) {
    long size = opened.ledger().checkpoint().size();
    long end = Math.min(size, from + PIECE);
    if (end <= from) {
      return new Piece(List.of(), from, true);
    }
    try (Stream<LoggedFact> facts = opened.ledger().facts(from, known -> true)) {
      List<Arrival> arrivals =
          facts
              .limit(end - from)
              .map(fact -> new Arrival(id(fact.fact()), fact.entry().day()))
              .filter(arrival -> !arrival.id().isEmpty())
              .toList();
      return new Piece(arrivals, end, end == size);
    }
  }

  private static String id(Fact fact) {
    return fact instanceof LicenseRequested
            || fact instanceof ClaimFiled
            || fact instanceof DisputeOpened
        ? fact.subject()
        : "";
  }
}
