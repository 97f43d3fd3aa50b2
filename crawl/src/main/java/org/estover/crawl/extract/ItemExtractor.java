package org.estover.crawl.extract;

import java.util.List;
import java.util.SortedMap;
import org.estover.crawl.plugin.Plugins;
import org.estover.crawl.source.SourceItem;

/** Extracts the texts of a source's items: as shipped, or by a plug-in where it takes them. */
public interface ItemExtractor {
  /** The one that is shipped. */
  ItemExtractor SHIPPED = Extractor::extract;

  /** Extracts the text of an item. */
  Extraction extract(SourceItem item);

  /** Returns the names of all plug-ins. */
  static List<String> known() {
    return List.copyOf(plugins().keySet());
  }

  /**
   * Returns the extractor that a plan names; "" is the one that is shipped.
   *
   * @throws IllegalArgumentException if there is no such plug-in
   */
  static ItemExtractor of(String name) {
    if (name.isEmpty()) {
      return SHIPPED;
    }
    ExtractorPlugin plugin = plugin(name);
    return item ->
        item.outcome().equals(SourceItem.OK)
            ? Plugins.guarded(
                name,
                () -> plugin.takes(item.mediaType()) ? plugin.extract(item) : SHIPPED.extract(item),
                Extraction.NotText::new)
            : SHIPPED.extract(item);
  }

  /** Returns a plug-in's name with its version. */
  static String versionOf(String name) {
    return Plugins.named(plugin(name));
  }

  private static ExtractorPlugin plugin(String name) {
    ExtractorPlugin plugin = plugins().get(name);
    if (plugin == null) {
      throw new IllegalArgumentException("no extractor is called \"" + name + "\"");
    }
    return plugin;
  }

  private static SortedMap<String, ExtractorPlugin> plugins() {
    return Plugins.of(ExtractorPlugin.class, List.of());
  }
}
