package org.estover.crawl.rights;

/** Which question a protocol answers; the layers weigh differently in {@link Resolution}. */
enum Layer {
  /** Whether the page may be fetched at all; no agreement lifts a refusal. */
  ACCESS,
  /** What its owner would rather have; an offer or an agreement lifts a reservation. */
  PREFERENCE,
  /** On which terms it is licensed to everybody. */
  LICENSE
}
