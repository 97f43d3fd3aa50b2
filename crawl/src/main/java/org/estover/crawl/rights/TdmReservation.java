package org.estover.crawl.rights;

import java.util.List;
import java.util.Optional;

/**
 * A TDM reservation (W3C TDM Reservation Protocol) from {@code tdmrep.json}, a header or a meta
 * element.
 *
 * @param reservation the value as written; only {@code 0} and {@code 1} state something
 * @param policy URL of the policy with the terms, or empty
 */
public record TdmReservation(String source, String reservation, String policy)
    implements RightsSignal {
  static final String PROTOCOL = "tdmrep";

  /** Sources in rising priority: a later one supersedes, even when it permits more. */
  static final String FILE = "tdmrep.json";

  /** A file that cannot be had, or of which not all was read; ranks as the file. */
  static final String UNREAD_FILE = "tdmrep.json:unread";

  static final String HEADER = "header";
  static final String META = "meta";

  /** How much this source outranks the others. */
  int rank() {
    return switch (source) {
      case META -> 2;
      case HEADER -> 1;
      default -> 0;
    };
  }

  /**
   * What several statements of one source say together: a reservation among them stands, whatever
   * is beside it; else the last holds.
   */
  static String together(List<String> values) {
    return values.contains("1") ? "1" : values.isEmpty() ? "" : values.get(values.size() - 1);
  }

  boolean isSet() {
    return reservation.equals("0") || reservation.equals("1");
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public Layer layer() {
    return Layer.PREFERENCE;
  }

  /** Mining is what is reserved, and training is a kind of it. */
  @Override
  public Stance stance(Use use) {
    if (use != Use.TDM && use != Use.AI_TRAIN) {
      return Stance.SILENT;
    }
    return switch (reservation) {
      case "1" -> policy.isEmpty() ? Stance.DENIES : Stance.OFFERS;
      case "0" -> Stance.PERMITS;
      default -> Stance.SILENT;
    };
  }

  @Override
  public String words() {
    return "tdm-reservation " + reservation + (policy.isEmpty() ? "" : ", policy " + policy);
  }

  @Override
  public Optional<String> offer() {
    return reservation.equals("1") && !policy.isEmpty() ? Optional.of(policy) : Optional.empty();
  }

  @Override
  public String canonical() {
    return SignalLine.of(PROTOCOL, source)
        .field("reservation", reservation)
        .field("policy", policy)
        .toString();
  }
}
