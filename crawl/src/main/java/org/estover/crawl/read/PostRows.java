package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.Excerpt;
import org.estover.crawl.source.Utf8;

/** The rows of a table of posts, of which questions and answers go to a sorter. */
final class PostRows implements RecordCutter.Records {
  private static final String QUESTION = "1";
  private static final String ANSWER = "2";

  private final UnpackedBytes bytes;
  private final ReadSink sink;
  private final PostSorter sorter;
  private final Xml xml = new Xml();

  PostRows(UnpackedBytes bytes, ReadSink sink, PostSorter sorter) {
    this.bytes = bytes;
    this.sink = sink;
    this.sorter = sorter;
  }

  @Override
  public void prologue(String prologue) {
    // It names the table, and nothing else.
  }

  @Override
  public void tooLong(byte[] record, int from, int to, long offset) throws IOException {
    aside(offset, "record-too-long", record, from, to);
  }

  @Override
  public void record(byte[] record, int from, int to, long offset, boolean last)
      throws IOException {
    int invalid = Utf8.firstInvalid(record, from, to);
    if (invalid != Utf8.VALID && !(last && bytes.damage().isPresent())) {
      aside(offset + (invalid - from), "not-utf8", record, from, to);
      return;
    }
    Map<String, String> row = new TreeMap<>();
    try {
      XMLStreamReader reader = xml.parse(new String(record, from, to - from, UTF_8));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        // Up to the row itself, which its attributes are all of.
      }
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        row.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
      }
    } catch (XMLStreamException e) {
      if (!last || bytes.damage().isEmpty()) {
        aside(offset, XmlFault.reason(record, from, to, last), record, from, to);
      }
      return;
    }
    take(row, offset, record, from, to);
  }

  private void take(Map<String, String> row, long offset, byte[] record, int from, int to)
      throws IOException {
    String type = row.getOrDefault("PostTypeId", "");
    if (!type.equals(QUESTION) && !type.equals(ANSWER)) {
      sink.skipped(type.isEmpty() ? "no-post" : "other-post");
      return;
    }
    boolean answer = type.equals(ANSWER);
    long id = number(row.getOrDefault("Id", ""));
    long thread = answer ? number(row.getOrDefault("ParentId", "")) : id;
    if (id <= 0 || thread <= 0) {
      aside(offset, "no-id", record, from, to);
      return;
    }
    sorter.add(
        new Post(
            thread,
            answer,
            id,
            (int) number(row.getOrDefault("Score", "0")),
            number(row.getOrDefault("AcceptedAnswerId", "0")),
            offset,
            row.getOrDefault("CreationDate", ""),
            row.getOrDefault("Title", ""),
            row.getOrDefault("Tags", ""),
            row.getOrDefault("Body", "")));
  }

  private static long number(String text) {
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private void aside(long offset, String reason, byte[] record, int from, int to)
      throws IOException {
    sink.aside(new Aside(bytes.name(), offset, reason, Excerpt.of(record, from, to)));
  }
}
