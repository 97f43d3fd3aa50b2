package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** A sink that keeps everything. */
final class Collected implements ItemSink {
  final List<SourceItem> items = new ArrayList<>();
  final List<Aside> asides = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> skipped = new ArrayList<>();

  @Override
  public void item(SourceItem item) {
    items.add(item);
  }

  @Override
  public void aside(Aside aside) {
    asides.add(aside);
  }

  @Override
  public void skipped(String type) {
    skipped.add(type);
  }

  @Override
  public void warning(String warning) {
    warnings.add(warning);
  }

  List<String> texts() {
    return items.stream().map(item -> new String(item.payload(), UTF_8)).toList();
  }

  List<String> uris() {
    return items.stream().map(SourceItem::uri).toList();
  }

  List<String> reasons() {
    return asides.stream().map(Aside::reason).toList();
  }
}
