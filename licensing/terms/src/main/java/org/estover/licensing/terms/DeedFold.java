package org.estover.licensing.terms;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.DistributionKeyPublished;
import org.estover.ledger.vault.LoggedFact;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.deed.DatedKey;

/** The keys that the trust set. */
final class DeedFold implements FactFold {

  /** By their first day. */
  final NavigableMap<LocalDate, DatedKey> keys = new TreeMap<>();

  @Override
  public void add(LoggedFact logged) {
    if (logged.fact() instanceof DistributionKeyPublished && !logged.erased()) {
      DatedKey key = DatedKey.fromJson(logged.payload().content());
      keys.put(key.from(), key);
    }
  }

  /**
   * The key by which a period's amounts under an offer are split: the trust's own that is in force
   * on the period's last day, else the offer's.
   */
  DistributionKey keyOf(Offer offer, Period period) {
    Map.Entry<LocalDate, DatedKey> entry = keys.floorEntry(period.lastDay());
    return entry == null ? offer.key() : entry.getValue().key();
  }
}
