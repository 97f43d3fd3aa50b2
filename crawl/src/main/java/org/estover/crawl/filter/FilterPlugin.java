package org.estover.crawl.filter;

import java.util.List;
import org.estover.crawl.plugin.Plugin;

/**
 * A filter profile of somebody's own, which a plan's {@code filter} and {@code estover filter
 * --profile} name, alone or behind others: {@code datatrove+my-rule}.
 */
public interface FilterPlugin extends Plugin {
  /**
   * Returns the filters of the profile in the order in which they judge.
   *
   * <p>What they drop is told under the plug-in's name and version, with their reasons; of several,
   * each under its own name as well.
   */
  List<Filter> filters();
}
