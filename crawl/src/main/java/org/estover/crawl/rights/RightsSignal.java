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
    permits AccessStatus,
        AiTokens,
        AiTxt,
        ContentSignal,
        ContentUsage,
        DescribedTerms,
        LicenseLink,
        RobotsMeta,
        RobotsRules,
        RslLicense,
        TdmReservation {

  /** The protocol's short name, e.g. {@code rfc9309}, {@code aipref}, {@code tdmrep}. */
  String protocol();

  /**
   * Where the signal stood: {@code robots.txt:4[*]} (line and group), {@code header}, {@code meta},
   * a file's path.
   */
  String source();

  /** Where the signal stood, for a person to read: {@code robots.txt line 4, group *}. */
  default String place() {
    return Place.words(source());
  }

  /** Which question the protocol answers. */
  Layer layer();

  /** What the signal says about a use, read by {@link ReadingRules#DEFAULT}; allocates nothing. */
  Stance stance(Use use);

  /** What the signal says about a use, read by {@code rules}; allocates nothing. */
  default Stance stance(Use use, ReadingRules rules) {
    return stance(use);
  }

  /** The terms on which the use may be had, if the signal names any; one line of text. */
  default Optional<String> offer() {
    return Optional.empty();
  }

  /** The terms on which {@code use} may be had, if the signal names any; one line of text. */
  default Optional<String> offer(Use use) {
    return offer();
  }

  /** Conditions that the signal attaches to what it says, e.g. {@code cc-cr}; or "". */
  default String condition() {
    return "";
  }

  /** What stood there, for a person to read. */
  String words();

  /** What stood there about {@code use}, for a person to read. */
  default String words(Use use) {
    return words();
  }

  /**
   * The signal as one line: protocol, source, then {@code name=value} fields, separated by single
   * spaces; spaces, controls and {@code %} inside a value are percent-encoded.
   */
  String canonical();

  /**
   * Reads a line that {@link #canonical()} wrote, in this version or an earlier one.
   *
   * @throws IllegalArgumentException if the line is not such a line
   */
  static RightsSignal parse(String canonical) {
    return SignalLine.read(canonical);
  }
}
