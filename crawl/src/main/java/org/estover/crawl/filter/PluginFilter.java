package org.estover.crawl.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.estover.crawl.plugin.Plugins;

/**
 * A filter of a plug-in, under the plug-in's name and version. A text on which it fails goes, and
 * the reason names what was thrown.
 */
record PluginFilter(String name, Filter filter) implements Filter {
  /** The filters of a plug-in. */
  static List<Filter> of(FilterPlugin plugin) {
    List<Filter> own = plugin.filters();
    String named = Plugins.named(plugin);
    List<Filter> filters = new ArrayList<>();
    for (Filter filter : own) {
      filters.add(new PluginFilter(own.size() == 1 ? named : named + "/" + filter.name(), filter));
    }
    return filters;
  }

  @Override
  public boolean edits() {
    return filter.edits();
  }

  @Override
  public Verdict judge(CharSequence text) {
    return Plugins.guarded(
        name, () -> told(Objects.requireNonNull(filter.judge(text))), this::failed);
  }

  private Verdict told(Verdict verdict) {
    return verdict instanceof Verdict.Drop drop ? new Verdict.Drop(name, drop.reason()) : verdict;
  }

  private Verdict failed(String reason) {
    return new Verdict.Drop(name, reason);
  }
}
