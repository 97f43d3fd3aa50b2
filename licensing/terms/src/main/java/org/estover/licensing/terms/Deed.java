package org.estover.licensing.terms;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.estover.ledger.book.Period;
import org.estover.ledger.log.DistributionKeyPublished;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.agreement.DistributionKey;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.deed.DatedKey;
import org.estover.licensing.terms.statement.Statement;

/**
 * What the trust decides about its own money, for all agreements alike.
 *
 * <p>Commands are idempotent as those of {@link Trust}. Not thread-safe.
 */
public final class Deed {

  private final TrustState state;

  Deed(TrustState state) {
    this.state = state;
  }

  /**
   * Sets how amounts due are split from a day on, in place of what offers say. Of a period the key
   * in force on its last day counts.
   *
   * @throws TermsRefusedException if another key is set from that day, or a statement was issued
   *     for the day or a later one
   */
  public DatedKey publishKey(LocalDate from, DistributionKey key) throws IOException {
    Register register = state.register();
    DatedKey asked = new DatedKey(from, key);
    DatedKey known = register.deed.keys.get(from);
    if (known != null) {
      if (!known.equals(asked)) {
        throw DeedErrors.otherKey(known, asked);
      }
      return known;
    }
    Optional<Statement> last =
        register.statements.values().stream().max(Comparator.comparing(Statement::period));
    if (last.isPresent() && !from.isAfter(last.get().period().lastDay())) {
      throw DeedErrors.keyOfThePast(from, last.get());
    }
    state
        .ledger()
        .append(
            "distribution-key/" + asked.id(),
            new DistributionKeyPublished(asked.id()),
            new VaultPayload(asked.toJson(), List.of()));
    return asked;
  }

  /** The keys that were set, by their first day. */
  public List<DatedKey> keys() throws IOException {
    return List.copyOf(state.register().deed.keys.values());
  }

  /** The key by which a period's amounts under an offer are split. */
  public DistributionKey keyOf(Offer offer, Period period) throws IOException {
    return state.register().deed.keyOf(offer, period);
  }
}
