package org.estover.licensing.terms.agreement;

import java.util.EnumSet;
import java.util.List;

/**
 * What a developer must be and keep to accept an offer.
 *
 * @param licensees the classes that can accept it; all where none is named
 * @param trustOnly whether models under it train on the trust's releases only
 * @param onRequest whether the trust decides who accepts it
 */
public record Conditions(List<LicenseeClass> licensees, boolean trustOnly, boolean onRequest) {

  /** Whoever signs, on any data, without being asked. */
  public static final Conditions NONE = new Conditions(List.of(), false, false);

  public Conditions {
    licensees = licensees.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(licensees));
  }

  /** Whether a developer of that class can accept the offer. */
  public boolean admits(LicenseeClass licensee) {
    return licensees.isEmpty() || licensees.contains(licensee);
  }
}
