package org.estover.licensing.terms;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.ledger.Append;
import org.estover.ledger.book.Money;
import org.estover.ledger.log.PartyRegistered;
import org.estover.ledger.vault.VaultPayload;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.payout.BankAccount;
import org.estover.licensing.terms.payout.Payee;

/**
 * Knows how rights holders are reached and paid. What was said last counts; each saying is a fact
 * of its own, whose words stand in the vault and can be erased. Not thread-safe.
 */
public final class Payees {

  private final TrustState state;

  Payees(TrustState state) {
    this.state = state;
  }

  /** Every rights holder, in the order in which they were first registered. */
  public List<Payee> list() throws IOException {
    return List.copyOf(state.register().payouts.payees.values());
  }

  /** What is owed to a rights holder now, by currency, as the books have it. */
  public SortedMap<String, Money> owed(String partyId) throws IOException {
    return state.register().balances().owedTo(partyId);
  }

  /**
   * Says how a rights holder is reached and paid. The same again writes nothing.
   *
   * @param name the rights holder, who becomes a party where the trust does not know the name
   * @param contact empty to leave it as it is
   */
  public Payee register(String name, String contact, BankAccount account) throws IOException {
    Register register = state.register();
    RightsHolder holder = holder(register, name);
    Payee known = register.payouts.payees.get(holder.id());
    String reached = contact.isEmpty() ? holder.contact() : contact;
    if (known != null
        && known.account().filter(account::equals).isPresent()
        && reached.equals(holder.contact())) {
      return known;
    }
    int number = register.payouts.registrations.getOrDefault(holder.id(), 0);
    Map<String, String> content = new TreeMap<>();
    content.put("name", name);
    content.put("contact", reached);
    content.put(PayoutFold.ACCOUNT, account.toString());
    state
        .ledger()
        .append(
            // The first one is known by the id alone, as all parties are.
            "party/" + holder.id() + (number == 0 ? "" : "/" + number),
            new PartyRegistered(holder.id(), holder.role()),
            VaultPayload.of(content));
    return Objects.requireNonNull(state.register().payouts.payees.get(holder.id()));
  }

  /** The rights holder of that name, registered or not. */
  static RightsHolder holder(Register register, String name) throws IOException {
    String id = register.partyIds().orElseThrow(Errors::saltErased).idOfRightsHolder(name);
    Party known = register.parties.get(id);
    return new RightsHolder(id, name, known == null ? "" : known.contact());
  }

  /** What registers a rights holder; nothing where that is done. */
  static List<Append> registration(Register register, RightsHolder holder) {
    return register.parties.containsKey(holder.id())
        ? List.of()
        : List.of(
            new Append(
                "party/" + holder.id(),
                new PartyRegistered(holder.id(), holder.role()),
                VaultPayload.of(Map.of("name", holder.name(), "contact", holder.contact()))));
  }
}
