package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.Excerpt;
import org.estover.crawl.source.ReadLimits;
import org.estover.crawl.source.Utf8;
import org.estover.crawl.stream.Damage;

/**
 * The records of an XML file as text, whatever its charset: what is none, is too long, no UTF-8 or
 * no XML is set aside. Where a file is packed in pieces, what follows a damaged piece is read.
 */
final class XmlRecords implements RecordCutter.Records {
  /** Takes the records of one file. */
  interface Taker {
    /** Takes what stands before the first record, at most as much as the limit. */
    void prologue(String xml) throws IOException;

    /**
     * Takes a record with what follows up to the next one.
     *
     * @throws XMLStreamException if it is no XML, for which it is set aside
     */
    void take(String xml, Place place) throws XMLStreamException, IOException;

    /** Says why a file without a record is set aside; asked after {@link #prologue}. */
    String reasonOfNone();
  }

  private final UnpackedBytes bytes;
  private final ReadSink sink;
  private final Taker taker;

  private XmlRecords(UnpackedBytes bytes, ReadSink sink, Taker taker) {
    this.bytes = bytes;
    this.sink = sink;
    this.taker = taker;
  }

  /** Where a record is; valid during the call that it is handed to. */
  final class Place {
    private final byte[] record;
    private final int from;
    private final int to;
    private final long offset;

    private Place(byte[] record, int from, int to, long offset) {
      this.record = record;
      this.from = from;
      this.to = to;
      this.offset = offset;
    }

    String file() {
      return bytes.name();
    }

    long offset() {
      return offset;
    }

    /** Sets the record aside. */
    void aside(String reason) throws IOException {
      aside(reason, "");
    }

    /** Sets the record aside as what would have been called so. */
    void aside(String reason, String uri) throws IOException {
      asideAt(offset, reason, uri);
    }

    private void asideAt(long offset, String reason, String uri) throws IOException {
      sink.aside(new Aside(bytes.name(), offset, reason, Excerpt.of(record, from, to), uri));
    }
  }

  /** Gives all records of a file, which begin at the start tags of one element. */
  static void read(
      UnpackedBytes bytes, String element, ReadLimits limits, ReadSink sink, Taker taker)
      throws IOException {
    Optional<InputStream> utf8 = XmlCharset.asUtf8(bytes);
    if (utf8.isEmpty()) {
      sink.aside(new Aside(bytes.name(), 0, "unknown-charset", ""));
      return;
    }
    RecordCutter cutter = new RecordCutter(utf8.get(), element, limits.maxDocument());
    XmlRecords records = new XmlRecords(bytes, sink, taker);
    boolean any = cutter.read(records);
    // What recodes has come to its end; bytes have not.
    Optional<Damage> damage = bytes.equals(utf8.get()) ? bytes.damage() : Optional.empty();
    while (damage.isPresent() && bytes.resume()) {
      sink.aside(new Aside(bytes.name(), damage.get().offset(), damage.get().reason(), ""));
      any |= cutter.readOn(records);
      damage = bytes.damage();
    }
    if (!any && bytes.damage().isEmpty()) {
      sink.aside(new Aside(bytes.name(), 0, taker.reasonOfNone(), ""));
    }
  }

  @Override
  public void prologue(String xml) throws IOException {
    taker.prologue(xml);
  }

  @Override
  public void tooLong(byte[] record, int from, int to, long offset) throws IOException {
    new Place(record, from, to, offset).aside("record-too-long");
  }

  @Override
  public void record(byte[] record, int from, int to, long offset, boolean last)
      throws IOException {
    Place place = new Place(record, from, to, offset);
    int invalid = Utf8.firstInvalid(record, from, to);
    // What a damaged file ends in is told as its damage.
    boolean isCut = last && bytes.damage().isPresent();
    if (invalid != Utf8.VALID && !isCut) {
      place.asideAt(offset + (invalid - from), "not-utf8", "");
      return;
    }
    try {
      taker.take(new String(record, from, to - from, UTF_8), place);
    } catch (XMLStreamException e) {
      if (!isCut) {
        place.aside(XmlFault.reason(record, from, to, last));
      }
    }
  }
}
