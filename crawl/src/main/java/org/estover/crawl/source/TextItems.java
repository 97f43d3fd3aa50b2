package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the items of one file's text records, by the same rules for every format.
 *
 * <p>A blank text and one above the limit are set aside. A license becomes an SPDX expression, a
 * date that is no ISO instant "". Serves one thread at a time.
 */
public final class TextItems implements TextSink {
  /** The reason of an aside for a record, or the line it stands on, above the limit. */
  static final String TOO_LONG = "record-too-long";

  /** How many of a record's fields people are told. */
  static final int FIELDS_SHOWN = 20;

  private final Source source;
  private final LicenseAliases aliases;
  private final String file;
  private final int maxDocument;
  private final ItemSink sink;
  private String lastFound = "";
  private String lastExpression = "";

  /**
   * Takes the records of one file.
   *
   * @param aliases what the licenses named in the records mean
   * @param file what items and asides call the file
   */
  public TextItems(
      Source source, LicenseAliases aliases, String file, ReadLimits limits, ItemSink sink) {
    this.source = source;
    this.aliases = aliases;
    this.file = file;
    this.maxDocument = limits.maxDocument();
    this.sink = sink;
  }

  /** Gives a record to the sink, as an item or as an aside. */
  @Override
  public void take(TextRecord record, long offset, Supplier<String> excerpt) throws IOException {
    if (record.text().isBlank()) {
      sink.aside(new Aside(file, offset, "no-text", excerpt.get(), record.uri()));
      return;
    }
    byte[] text = record.text().getBytes(UTF_8);
    if (text.length > maxDocument) {
      sink.aside(new Aside(file, offset, TOO_LONG, excerpt.get(), record.uri()));
      return;
    }
    String license = expression(record.license());
    sink.item(
        new SourceItem(
            source.name(),
            record.uri(),
            SourceItem.OK,
            "text/plain",
            "utf-8",
            text,
            List.of(),
            license.isEmpty() ? source.license() : license,
            record.holder().isEmpty() ? source.holder() : record.holder(),
            file,
            offset,
            instant(record.date())));
  }

  /** Tells people, unless the text's field is among those found. */
  @Override
  public void withoutText(String field, List<String> found) throws IOException {
    if (!found.contains(field)) {
      sink.warning(Errors.noTextField(file, source.name(), field, found));
    }
  }

  /** Remembers the last answer, because most files name one license throughout. */
  private String expression(String found) {
    if (!found.equals(lastFound)) {
      lastExpression = aliases.expression(found);
      lastFound = found;
    }
    return lastExpression;
  }

  private static String instant(String date) {
    try {
      return Instant.parse(date).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }
}
