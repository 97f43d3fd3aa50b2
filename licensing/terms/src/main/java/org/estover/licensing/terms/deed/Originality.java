package org.estover.licensing.terms.deed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.licensing.terms.agreement.Ratio;

/**
 * Credits texts to those who were first with them: moves the credit for duplicates from the holder
 * of the copy that was trained on to those whom the policy names, and takes away that for what a
 * document repeats or copies, which may be all. Nothing is rounded.
 */
public final class Originality implements Credit {

  /** A part of one holder's tokens that is credited to another, or to nobody at all. */
  private record Move(String from, Optional<String> to, Ratio tokens) {}

  private final TwinPolicy policy;
  private final List<Move> moves = new ArrayList<>();

  /** Moves nothing yet. */
  public Originality(TwinPolicy policy) {
    this.policy = policy;
  }

  /** Whether the policy credits anybody but the survivor's holder. */
  public boolean moves(TwinGroup group) {
    return !policy.credit(group).equals(TwinPolicy.SURVIVOR.credit(group));
  }

  /** Takes away tokens that a holder's documents repeat or copy. */
  public void repeated(String holder, Ratio tokens) {
    moves.add(new Move(holder, Optional.empty(), tokens));
  }

  /** Adds a group whose survivor was trained on for that many tokens, those taken away left out. */
  public void add(TwinGroup group, Ratio tokens) {
    String from = group.survivingMember().holder();
    policy
        .credit(group)
        .forEach(
            (to, share) -> {
              if (!to.equals(from)) {
                moves.add(new Move(from, Optional.of(to), share.times(tokens)));
              }
            });
  }

  @Override
  public SortedMap<String, BigInteger> payees(SortedMap<String, BigInteger> holders) {
    BigInteger unit = BigInteger.ONE;
    for (Move move : moves) {
      BigInteger denominator = move.tokens().denominator();
      unit = unit.multiply(denominator).divide(unit.gcd(denominator));
    }
    SortedMap<String, BigInteger> payees = new TreeMap<>();
    for (Map.Entry<String, BigInteger> holder : holders.entrySet()) {
      payees.put(holder.getKey(), holder.getValue().multiply(unit));
    }
    for (Move move : moves) {
      BigInteger weight =
          move.tokens().numerator().multiply(unit.divide(move.tokens().denominator()));
      payees.merge(move.from(), weight.negate(), BigInteger::add);
      move.to().ifPresent(to -> payees.merge(to, weight, BigInteger::add));
    }
    payees.values().removeIf(weight -> weight.signum() == 0);
    return payees;
  }
}
