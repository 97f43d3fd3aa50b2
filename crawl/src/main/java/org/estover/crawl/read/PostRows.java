package org.estover.crawl.read;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The rows of a table of posts, of which questions and answers go to a sorter. */
final class PostRows implements XmlRecords.Taker {
  private static final String QUESTION = "1";
  private static final String ANSWER = "2";

  private final ReadSink sink;
  private final PostSorter sorter;
  private final Xml xml = new Xml();

  PostRows(ReadSink sink, PostSorter sorter) {
    this.sink = sink;
    this.sorter = sorter;
  }

  @Override
  public void prologue(String prologue) {
    // It names the table, and nothing else.
  }

  @Override
  public String reasonOfNone() {
    return "no-rows";
  }

  @Override
  public void take(String text, XmlRecords.Place place) throws XMLStreamException, IOException {
    Map<String, String> row = new TreeMap<>();
    XMLStreamReader reader = xml.parse(text);
    while (reader.next() != XMLStreamConstants.START_ELEMENT) {
      // Up to the row itself, which its attributes are all of.
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      row.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    take(row, place);
  }

  private void take(Map<String, String> row, XmlRecords.Place place) throws IOException {
    String type = row.getOrDefault("PostTypeId", "");
    if (!type.equals(QUESTION) && !type.equals(ANSWER)) {
      sink.skipped(type.isEmpty() ? "no-post" : "other-post");
      return;
    }
    boolean answer = type.equals(ANSWER);
    long id = number(row.getOrDefault("Id", ""));
    long thread = answer ? number(row.getOrDefault("ParentId", "")) : id;
    if (id <= 0 || thread <= 0) {
      place.aside("no-id");
      return;
    }
    sorter.add(
        new Post(
            thread,
            answer,
            id,
            score(row.getOrDefault("Score", "0")),
            number(row.getOrDefault("AcceptedAnswerId", "0")),
            place.offset(),
            row.getOrDefault("CreationDate", ""),
            row.getOrDefault("Title", ""),
            row.getOrDefault("Tags", ""),
            row.getOrDefault("Body", "")));
  }

  private static int score(String text) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(text)));
  }

  private static long number(String text) {
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
