package org.estover.tokenize.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The card of a data set as Hugging Face reads it: YAML between two lines, then Markdown. */
final class HuggingFaceCard {
  private static final int ROWS_SHOWN = 30;
  private static final String[] SIZES = {
    "n<1K",
    "1K<n<10K",
    "10K<n<100K",
    "100K<n<1M",
    "1M<n<10M",
    "10M<n<100M",
    "100M<n<1B",
    "1B<n<10B",
    "10B<n<100B",
    "100B<n<1T",
    "n>1T"
  };

  private final Cards cards;
  private final ReleaseContent content;
  private final StringBuilder text = new StringBuilder();

  HuggingFaceCard(Cards cards) {
    this.cards = cards;
    this.content = cards.content();
  }

  String text() {
    text.append("---\n");
    metadata();
    text.append("---\n\n");
    introduction();
    composition();
    if (cards.areDocuments()) {
      columns();
    }
    order();
    limits();
    return text.toString();
  }

  private void metadata() {
    line("pretty_name: " + yaml(content.name()));
    list("language", cards.publication().languages());
    license();
    list("size_categories", List.of(sizeCategory(content.documents())));
    list("task_categories", List.of("text-generation"));
    list("tags", List.of("pretraining", "provenance", "croissant", "estover"));
    if (cards.areDocuments()) {
      configs();
      info();
    }
  }

  /** The licenses by Hugging Face's names, or a link to the list where one of them has none. */
  private void license() {
    Set<String> names = new LinkedHashSet<>();
    boolean known = true;
    for (ClassCount license : content.licenses()) {
      List<String> parts = SpdxNames.licenses(license.name());
      known &= parts.size() == 1;
      for (String part : parts) {
        Optional<String> name = SpdxNames.huggingFace(part);
        known &= name.isPresent();
        name.ifPresent(names::add);
      }
    }
    if (known && !names.isEmpty()) {
      list("license", new ArrayList<>(names));
    } else {
      line("license: other");
      line("license_name: per-document");
      line("license_link: " + Cards.LICENSES);
    }
  }

  private void configs() {
    line("configs:");
    Set<String> paths = new LinkedHashSet<>();
    cards.files().forEach(file -> paths.add(glob(file)));
    config(wholeName(), new ArrayList<>(paths), true);
    Set<String> sources = new LinkedHashSet<>();
    cards.files().forEach(file -> sources.add(file.source()));
    for (String source : sources) {
      Set<String> own = new LinkedHashSet<>();
      cards.files().stream().filter(f -> f.source().equals(source)).forEach(f -> own.add(glob(f)));
      config(source, new ArrayList<>(own), false);
    }
  }

  /** The subset of everything: "default", unless a source is called that. */
  private String wholeName() {
    String name = "default";
    while (isSource(name)) {
      name = "all-" + name;
    }
    return name;
  }

  private boolean isSource(String name) {
    return content.sources().stream().anyMatch(source -> source.name().equals(name));
  }

  private void config(String name, List<String> paths, boolean isDefault) {
    line("- config_name: " + yaml(name));
    if (isDefault) {
      line("  default: true");
    }
    line("  data_files:");
    line("  - split: train");
    line("    path:");
    paths.forEach(path -> line("    - " + yaml(path)));
  }

  private static String glob(Cards.DataFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/') + 1) + "*.parquet";
  }

  private void info() {
    line("dataset_info:");
    line("- config_name: " + yaml(wholeName()));
    line("  features:");
    for (Cards.Column column : cards.columns()) {
      line("  - name: " + column.name());
      line("    dtype: " + (column.isNumber() ? "int64" : "string"));
    }
    line("  splits:");
    line("  - name: train");
    line("    num_bytes: " + cards.bytes());
    line("    num_examples: " + content.documents());
    line("  dataset_size: " + cards.bytes());
  }

  private void list(String name, List<String> values) {
    if (!values.isEmpty()) {
      line(name + ":");
      values.forEach(value -> line("- " + yaml(value)));
    }
  }

  private void introduction() {
    Cards.Publication publication = cards.publication();
    line("# " + Markdown.cell(content.name()));
    line("");
    line(Markdown.cell(cards.summary()) + " Release `" + cards.releaseId() + "`.");
    line("Published by " + Markdown.cell(publication.creator()) + " on " + publication.day() + ".");
    if (!content.base().isEmpty()) {
      line("It follows `" + content.base() + "`.");
    }
    line("");
    line("The release's id is the digest of its manifest: tokens, order, documents, licenses and");
    line("verdicts. `croissant.json` has the digest of every file.");
    line("");
  }

  private void composition() {
    line("## Sources");
    line("");
    Markdown sources = new Markdown("source", "weight in a pass", "documents", "tokens");
    for (ReleasedSource source : content.sources()) {
      sources.row(source.name(), source.weight(), source.documents(), source.tokens());
    }
    line(sources.toString());
    line("## Licenses");
    line("");
    line(classes("license", "none stated", content.licenses()));
    line("[All of them](" + Cards.LICENSES + ").");
    line("");
    line("## Rights");
    line("");
    line("What the places where documents were found declare about their use:");
    line("");
    line(classes("verdict", "none", content.rights()));
    if (!content.removals().isEmpty()) {
      line("## What was left out");
      line("");
      Markdown removals = new Markdown("stage", "rule", "documents");
      for (Removal removal : content.removals()) {
        removals.row(removal.stage(), removal.rule(), removal.documents());
      }
      line(removals.toString());
    }
  }

  private static String classes(String what, String none, List<ClassCount> classes) {
    Markdown table = new Markdown(what, "documents", "tokens");
    classes.stream()
        .sorted((a, b) -> Long.compare(b.tokens(), a.tokens()))
        .limit(ROWS_SHOWN)
        .forEach(c -> table.row(c.name().isEmpty() ? none : c.name(), c.documents(), c.tokens()));
    int more = classes.size() - ROWS_SHOWN;
    return table + (more > 0 ? "\n" + more + " more have fewer tokens.\n" : "");
  }

  private void columns() {
    line("## Columns");
    line("");
    Markdown table = new Markdown("column", "type", "meaning");
    for (Cards.Column column : cards.columns()) {
      table.row(column.name(), column.isNumber() ? "int64" : "string", column.description());
    }
    line(table.toString());
  }

  private void order() {
    OrderIdentity order = content.order();
    TokenizerIdentity tokenizer = content.tokenizer();
    line("## Tokens and order");
    line("");
    line("Tokenizer " + Markdown.cell(tokenizer.name()) + ", digest `" + tokenizer.digest() + "`.");
    line(
        "Training reads "
            + order.positions()
            + " sequences of "
            + order.sequenceTokens()
            + " tokens");
    line("in the order `" + order.name() + "` of seed " + order.seed() + ". What any step read is");
    line("shown by `estover reconstruct " + cards.releaseId() + " --step N`, where a document was");
    line("read by `estover seen`, and a trainer's log is checked by `estover chain`.");
    line("");
  }

  private void limits() {
    line("## Limits");
    line("");
    line("Licenses and rights holders are those stated where a document was found; nobody has");
    line("checked each. Personal data was not looked for. What is withdrawn is left out of the");
    line("next release; this one stays as it is.");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  static String sizeCategory(long documents) {
    int category = 0;
    for (long bound = 1000; category < SIZES.length - 1 && documents >= bound; bound *= 10) {
      category++;
    }
    return SIZES[category];
  }

  /** A scalar of YAML: a JSON string, in which everything that YAML forbids is escaped. */
  static String yaml(String value) {
    StringBuilder quoted = new StringBuilder();
    CanonicalJson.text(value)
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x10000 && Markdown.isControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.toString();
  }
}
