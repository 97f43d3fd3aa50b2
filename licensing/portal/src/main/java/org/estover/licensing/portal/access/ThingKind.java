package org.estover.licensing.portal.access;

/** The kinds of things that belong to somebody, and are named in paths and parameters. */
public enum ThingKind {
  /** A request for a license; its developer's. */
  LICENSE_REQUEST,
  /** An agreement; its developer's. */
  AGREEMENT,
  /** A grant; the developer's of its agreement. */
  GRANT,
  /** A training run; the developer's of its grant. */
  TRAINING_RUN,
  /** A model; the developer's of its agreement. */
  MODEL,
  /** A whole statement; its developer's. */
  STATEMENT,
  /** A statement of which each sees what is theirs: its developer all, and those it pays a part. */
  PAID_STATEMENT,
  /** A claim; the rights holder's who filed it. */
  CLAIM,
  /** A case; whoever has its receipt code. */
  CASE,
  /** What somebody has entered and not sent yet; whoever's that has its code. */
  DRAFT,
  /** A token of a program; its account's. */
  TOKEN,
  /** An address that is told of events; its account's. */
  WEBHOOK,
  /** An account; its own. */
  OWN_ACCOUNT,
  /** What belongs to nobody: a release, a document, a log entry, a published offer. */
  PUBLIC
}
