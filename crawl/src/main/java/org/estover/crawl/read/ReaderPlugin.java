package org.estover.crawl.read;

import org.estover.crawl.plugin.Plugin;

/** A reader of somebody's own; its name is the kind that it reads. */
public interface ReaderPlugin extends Plugin {
  /**
   * Returns the reader, whose kind is the plug-in's name, and whose version is that name, a space
   * and the plug-in's version.
   */
  DocumentReader reader();
}
