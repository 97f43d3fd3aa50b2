package org.estover.crawl.source;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Takes the text records of a file: lines of JSON, rows of a table. */
public interface TextSink {
  /**
   * Takes a record.
   *
   * @param offset the place in the file as {@link Aside} says
   * @param excerpt what an aside would show of the record
   */
  void take(TextRecord record, long offset, Supplier<String> excerpt) throws IOException;

  /**
   * Is told that no record of the file has a text.
   *
   * @param field the text's field as the mapping has it
   * @param found the fields that the records have; the text's may be among them
   */
  void withoutText(String field, List<String> found) throws IOException;
}
