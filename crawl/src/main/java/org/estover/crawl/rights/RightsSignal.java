package org.estover.crawl.rights;

import java.util.Optional;

/**
 * One machine-readable declaration that applies to one page, as its protocol states it.
 *
 * <p>A signal is an observation: readers record what stood there and {@link Resolution} decides
 * what it means, so a crawl can be decided again under other rules without fetching anything.
 * Signals are immutable values; {@code parse(canonical())} equals the signal.
 */
public sealed interface RightsSignal
    permits RobotsRules,
        ContentUsage,
        ContentSignal,
        TdmReservation,
        RslLicense,
        RobotsMeta,
        LicenseLink {

  /** The protocol's short name, e.g. {@code rfc9309}, {@code aipref}, {@code tdmrep}. */
  String protocol();

  /** Where the signal stood: {@code robots.txt:4}, {@code header}, {@code meta}, a file's path. */
  String source();

  /** What the signal says about training a model. */
  Stance training();

  /** The terms on which the use may be had, if the signal names any; one line of text. */
  default Optional<String> offer() {
    return Optional.empty();
  }

  /**
   * The signal as one line: protocol, source, then {@code name=value} fields, separated by single
   * spaces; spaces, controls and {@code %} inside a value are percent-encoded.
   */
  String canonical();

  /**
   * Reads a line that {@link #canonical()} wrote.
   *
   * @throws IllegalArgumentException if the line is not such a line
   */
  static RightsSignal parse(String canonical) {
    return SignalLine.read(canonical);
  }
}
