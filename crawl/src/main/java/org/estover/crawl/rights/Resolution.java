package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Resolves the signals of one page into one verdict for training.
 *
 * <p>No standard defines precedence across vocabularies, so four steps apply:
 *
 * <ol>
 *   <li>Each protocol resolves itself by its own rule: TDMRep's later source supersedes the earlier
 *       one, everywhere else a refusal among several statements stands.
 *   <li>Across protocols the strictest answer wins (deny, then license required, then allow; a
 *       permission beats only silence), except that a reservation by preference (AIPREF,
 *       Content-Signal, TDMRep, robots meta) beside an offer (RSL, TDM policy) is an offer: the use
 *       is for sale. A refusal by access (robots.txt) or by license (RSL) is never for sale.
 *   <li>An agreement may override preferences, never access. Agreements are not known here: the
 *       verdict carries the offer and who holds an agreement may act on it.
 *   <li>What is still unknown goes to the plan's {@link SilencePolicy}.
 * </ol>
 */
public final class Resolution {
  private Resolution() {}

  /** The verdict for training; the order of signals does not matter. */
  public static RightsVerdict resolve(List<RightsSignal> signals) {
    return explain(signals).verdict();
  }

  /** The verdict for training with every signal that had a part in it. */
  public static Explanation explain(List<RightsSignal> signals) {
    List<RightsSignal> speaking =
        effective(signals)
            .filter(signal -> signal.training() != Stance.SILENT)
            .sorted(Comparator.comparing(RightsSignal::canonical))
            .toList();
    List<String> evidence = speaking.stream().map(Resolution::describe).toList();
    return new Explanation(verdict(speaking), evidence);
  }

  /** Step 1: drops what the protocol itself supersedes. */
  private static Stream<RightsSignal> effective(List<RightsSignal> signals) {
    Optional<TdmReservation> last =
        signals.stream()
            .filter(TdmReservation.class::isInstance)
            .map(TdmReservation.class::cast)
            .filter(TdmReservation::isSet)
            .max(
                Comparator.comparingInt(TdmReservation::rank)
                    .thenComparing(TdmReservation::reservation)
                    .thenComparing(TdmReservation::policy));
    List<RightsSignal> result = new ArrayList<>();
    for (RightsSignal signal : signals) {
      if (!(signal instanceof TdmReservation)) {
        result.add(signal);
      }
    }
    last.ifPresent(result::add);
    return result.stream();
  }

  /** Step 2. */
  private static RightsVerdict verdict(List<RightsSignal> speaking) {
    Optional<RightsSignal> refusal =
        first(speaking, signal -> signal.training() == Stance.DENIES && !isPreference(signal));
    if (refusal.isPresent()) {
      return denied(refusal.get());
    }
    Optional<RightsSignal> reservation =
        first(speaking, signal -> signal.training() == Stance.DENIES);
    Optional<RightsSignal> offering = first(speaking, signal -> signal.training() == Stance.OFFERS);
    if (offering.isPresent()) {
      RightsSignal offer = offering.get();
      String reason = reservation.map(r -> describe(r) + "; ").orElse("") + describe(offer);
      return new RightsVerdict.LicenseRequired(offer.offer().orElse(""), reason);
    }
    if (reservation.isPresent()) {
      return denied(reservation.get());
    }
    if (!speaking.isEmpty()) {
      return new RightsVerdict.Allowed(describe(speaking.get(0)));
    }
    return new RightsVerdict.Unknown();
  }

  private static Optional<RightsSignal> first(
      List<RightsSignal> signals, Predicate<RightsSignal> test) {
    return signals.stream().filter(test).findFirst();
  }

  private static boolean isPreference(RightsSignal signal) {
    return !(signal instanceof RobotsRules) && !(signal instanceof RslLicense);
  }

  private static RightsVerdict denied(RightsSignal signal) {
    return new RightsVerdict.Denied(signal.protocol(), describe(signal));
  }

  private static String describe(RightsSignal signal) {
    String line = signal.canonical();
    return signal.protocol()
        + ": "
        + signal.training().label()
        + " by "
        + line.substring(line.indexOf(' ') + 1);
  }
}
