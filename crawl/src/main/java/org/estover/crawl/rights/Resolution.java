package org.estover.crawl.rights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the signals of one page into one verdict per {@link Use}.
 *
 * <p>No standard defines precedence across vocabularies, so four steps apply:
 *
 * <ol>
 *   <li>Each protocol resolves itself by its own rule: TDMRep's later source supersedes the earlier
 *       one, everywhere else a refusal among several statements stands.
 *   <li>Across protocols the strictest answer wins (deny, then license required, then allow; a
 *       permission beats only silence), except that a reservation by preference (AIPREF,
 *       Content-Signal, TDMRep, robots meta, ai.txt) beside an offer (RSL, TDM policy) for the same
 *       use is an offer: the use is for sale. A refusal by access (robots.txt, a page that answers
 *       401, 402, 403 or 451) or by license (RSL) never is.
 *   <li>An agreement that covers origin, use and date overrides preferences and public terms, never
 *       access: {@link RightsPolicy}.
 *   <li>What is still unknown goes to a {@link SilencePolicy}: {@link RightsPolicy}.
 * </ol>
 *
 * <p>{@link #standing} is the fast way for many pages: it allocates nothing. {@link #resolve} adds
 * the reason in words, {@link #explain} all evidence. The order of signals never matters.
 */
public final class Resolution {
  /** Counts the rules of this class: a verdict is remembered with the version that gave it. */
  public static final int VERSION = 4;

  private static final Comparator<TdmReservation> SUPERSEDES =
      Comparator.comparingInt(TdmReservation::rank)
          .thenComparing(TdmReservation::reservation)
          .thenComparing(TdmReservation::policy);

  private Resolution() {}

  /** The bare verdict for {@code use}. */
  public static Standing standing(List<RightsSignal> signals, Use use) {
    return standing(signals, use, ReadingRules.DEFAULT);
  }

  /** The bare verdict for {@code use} if signals are read by {@code rules}. */
  public static Standing standing(List<RightsSignal> signals, Use use, ReadingRules rules) {
    boolean reserved = false;
    boolean offered = false;
    boolean permitted = false;
    TdmReservation last = null;
    for (int i = 0; i < signals.size(); i++) {
      RightsSignal signal = signals.get(i);
      if (signal instanceof TdmReservation reservation) {
        last = later(last, reservation);
        continue;
      }
      switch (signal.stance(use, rules)) {
        case DENIES -> {
          if (signal.layer() != Layer.PREFERENCE) {
            return Standing.DENIED;
          }
          reserved = true;
        }
        case OFFERS -> offered = true;
        case PERMITS -> permitted = true;
        case SILENT -> {}
      }
    }
    if (last != null) {
      Stance stance = last.stance(use, rules);
      reserved |= stance == Stance.DENIES;
      offered |= stance == Stance.OFFERS;
      permitted |= stance == Stance.PERMITS;
    }
    if (offered) {
      return Standing.LICENSE_REQUIRED;
    }
    if (reserved) {
      return Standing.DENIED;
    }
    return permitted ? Standing.ALLOWED : Standing.UNKNOWN;
  }

  /** Of two reservations the one that holds; null if neither states anything. */
  private static @Nullable TdmReservation later(
      @Nullable TdmReservation before, TdmReservation reservation) {
    if (!reservation.isSet()) {
      return before;
    }
    return before == null || SUPERSEDES.compare(reservation, before) > 0 ? reservation : before;
  }

  /** The verdict for {@code use} with its reason. */
  public static RightsVerdict resolve(List<RightsSignal> signals, Use use) {
    return resolve(signals, use, ReadingRules.DEFAULT);
  }

  /** The verdict for {@code use} with its reason if signals are read by {@code rules}. */
  public static RightsVerdict resolve(List<RightsSignal> signals, Use use, ReadingRules rules) {
    return verdict(speaking(signals, use, rules), use, rules);
  }

  /** The verdict for {@code use} with every signal that had a part in it. */
  public static Explanation explain(List<RightsSignal> signals, Use use) {
    return explain(signals, use, ReadingRules.DEFAULT);
  }

  /** As {@link #explain(List, Use)} if signals are read by {@code rules}. */
  public static Explanation explain(List<RightsSignal> signals, Use use, ReadingRules rules) {
    List<RightsSignal> speaking = speaking(signals, use, rules);
    List<String> evidence = speaking.stream().map(signal -> describe(signal, use, rules)).toList();
    return new Explanation(verdict(speaking, use, rules), evidence);
  }

  /** The signals that speak about the use once their protocols have resolved themselves. */
  private static List<RightsSignal> speaking(
      List<RightsSignal> signals, Use use, ReadingRules rules) {
    TdmReservation last = null;
    List<RightsSignal> result = new ArrayList<>();
    for (RightsSignal signal : signals) {
      if (signal instanceof TdmReservation reservation) {
        last = later(last, reservation);
      } else if (signal.stance(use, rules) != Stance.SILENT) {
        result.add(signal);
      }
    }
    if (last != null && last.stance(use, rules) != Stance.SILENT) {
      result.add(last);
    }
    result.sort(Comparator.comparing(RightsSignal::canonical));
    return result;
  }

  private static RightsVerdict verdict(List<RightsSignal> speaking, Use use, ReadingRules rules) {
    Predicate<RightsSignal> denies = signal -> signal.stance(use, rules) == Stance.DENIES;
    RightsSignal refusal =
        first(
            speaking,
            denies.and(signal -> signal.layer() == Layer.ACCESS),
            denies.and(signal -> signal.layer() == Layer.LICENSE));
    if (refusal != null) {
      return denied(refusal, use, rules);
    }
    RightsSignal reservation = first(speaking, denies);
    RightsSignal offer = first(speaking, signal -> signal.stance(use, rules) == Stance.OFFERS);
    if (offer != null) {
      String reserved = reservation == null ? "" : describe(reservation, use, rules) + "; ";
      return new RightsVerdict.LicenseRequired(
          offer.offer(use).orElse(""), reserved + describe(offer, use, rules));
    }
    if (reservation != null) {
      return denied(reservation, use, rules);
    }
    if (!speaking.isEmpty()) {
      return new RightsVerdict.Allowed(describe(speaking.get(0), use, rules));
    }
    return new RightsVerdict.Unknown();
  }

  /** The first signal that the first test finds, else the next; null if none does. */
  @SafeVarargs
  private static @Nullable RightsSignal first(
      List<RightsSignal> signals, Predicate<RightsSignal>... tests) {
    for (Predicate<RightsSignal> test : tests) {
      for (RightsSignal signal : signals) {
        if (test.test(signal)) {
          return signal;
        }
      }
    }
    return null;
  }

  private static RightsVerdict denied(RightsSignal signal, Use use, ReadingRules rules) {
    return new RightsVerdict.Denied(signal.protocol(), describe(signal, use, rules));
  }

  /** {@code aipref: robots.txt line 12, group *: train-ai=n denies ai-train}. */
  private static String describe(RightsSignal signal, Use use, ReadingRules rules) {
    Stance stance = signal.stance(use, rules);
    String condition = stance == Stance.DENIES ? signal.condition() : "";
    return signal.protocol()
        + ": "
        + signal.place()
        + ": "
        + signal.words(use)
        + " "
        + stance.label()
        + " "
        + use.label()
        + (condition.isEmpty() ? "" : ", except on the condition " + condition);
  }
}
