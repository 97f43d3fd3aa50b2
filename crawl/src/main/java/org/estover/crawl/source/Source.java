package org.estover.crawl.source;

/**
 * A component of a corpus: where its items come from and how much it weighs.
 *
 * <p>What every kind of source has stands in its {@link Component}; the accessors here are
 * shorthands for it.
 */
public sealed interface Source
    permits WebSource, WarcSource, JsonlSource, ParquetSource, ArchiveSource, DocumentSource {

  /** Returns what this source has in common with every other one. */
  Component component();

  /** Returns the name that stands in document ids, shards and statements. */
  default String name() {
    return component().name();
  }

  /** Returns the weight as a decimal numeral, such as {@code 1} or {@code 0.5}. */
  default String weight() {
    return component().weight();
  }

  /** Returns the name of the filter profile. */
  default String filter() {
    return component().filter();
  }

  /** Returns the name of the plug-in that extracts its texts, or "". */
  default String extractor() {
    return component().extractor();
  }

  /** Returns the SPDX expression that the plan asserts for records that name none, or "". */
  default String license() {
    return component().license();
  }

  /** Returns the rights holder that the plan asserts for records that name none, or "". */
  default String holder() {
    return component().holder();
  }

  /** Returns the priority among duplicates; the smallest stays. */
  default int priority() {
    return component().priority();
  }
}
