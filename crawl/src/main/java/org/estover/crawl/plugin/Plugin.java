package org.estover.crawl.plugin;

/**
 * A part of somebody's own, of one of the kinds that extend this interface.
 *
 * <p>A jar names its plug-ins in {@code META-INF/services}, each in the file of its kind. They need
 * a constructor without parameters, are made anew for each use, and must be repeatable: what they
 * say follows from what they are given, in any process, locale and order.
 */
public interface Plugin {
  /** Returns what plans and commands call it: lower-case letters, digits and hyphens. */
  String name();

  /**
   * Returns the version of what it does: {@code v1}. It enters the release id of every run that
   * uses the plug-in, so any change of what it does needs another one.
   */
  String version();
}
