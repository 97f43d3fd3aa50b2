package org.estover.crawl.frontier;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a journal says: that a page was visited, that a site file was asked for or speaks from now
 * on, that a host wants to be left alone, or how far it is.
 */
public sealed interface JournalRecord {
  /** Where in the WARC files stands what this record speaks of. */
  Place place();

  /**
   * A page was visited.
   *
   * @param index its place in the group's level
   * @param isOwn whether it is its domain's own, as {@link FoundUrl} has it
   * @param outcome its outcome class
   * @param date the ISO instant of its capture, or ""
   * @param payload what became of its body
   * @param signals the canonical lines of all rights signals, in the order found
   * @param links the URLs it links to, without those that stand in a record shortly before
   * @param said a number for what it says, equal for pages that say the same; 0 for nothing
   * @param freeAtMillis when its site may be asked again
   */
  record Visited(
      int index,
      String url,
      boolean isOwn,
      String outcome,
      String date,
      Payload payload,
      List<String> signals,
      List<String> links,
      long said,
      long freeAtMillis,
      Place place)
      implements JournalRecord {
    public Visited {
      signals = List.copyOf(signals);
      links = List.copyOf(links);
    }
  }

  /**
   * The body of a page, which lies in the WARC file.
   *
   * @param size in bytes; -1 if the page brought none that counts
   * @param sha256 of the body in hex, or ""
   */
  record Payload(long size, String sha256, String mediaType, String charset) {
    /** No body. */
    public static final Payload NONE = new Payload(-1, "", "", "");

    /** Whether there is a body. */
    public boolean isThere() {
      return size >= 0;
    }
  }

  /**
   * A file about a site was asked for, such as robots.txt.
   *
   * @param outcome its outcome class
   * @param answered whether there was an answer, which the WARC file holds
   * @param atMillis when it was asked for
   * @param freeAtMillis when its site may be asked again
   */
  record SiteAsked(
      String url, String outcome, boolean answered, long atMillis, long freeAtMillis, Place place)
      implements JournalRecord {}

  /**
   * A file speaks for a site from now on.
   *
   * @param kind which file, by a name that the crawl gives it
   * @param subject what it speaks for, whatever redirects led to it
   * @param answered whether there was an answer
   * @param answer where the answer lies, in this journal's level or one before
   */
  record SiteSpoke(String kind, String subject, boolean answered, Place answer, Place place)
      implements JournalRecord {}

  /**
   * A host has answered that it wants to be left alone.
   *
   * @param url what it was asked for
   * @param waitedMillis how long it has had this crawl wait, this time included
   * @param untilMillis when it may be asked again
   * @param isAbandoned whether it is not asked any more, as that is too long
   */
  record HostWaits(
      String url, long waitedMillis, long untilMillis, boolean isAbandoned, Place place)
      implements JournalRecord {}

  /** How far a journal is. */
  enum Step {
    /** The level begins, and its captures behind the place. */
    BEGIN,
    /** All captures before the place are on the disk. */
    SYNCED,
    /** Every page of the level is visited or left out, and all captures are on the disk. */
    DONE
  }

  /** A step of the journal itself. */
  record Mark(Step step, Place place) implements JournalRecord {}

  /** The record as bytes. */
  default byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(this, out);
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JournalRecord record, DataOutputStream out) throws IOException {
    out.writeInt(record.place().file());
    out.writeLong(record.place().offset());
    out.writeLong(record.place().end());
    if (record instanceof Visited visited) {
      out.writeByte('v');
      out.writeInt(visited.index);
      text(out, visited.url);
      out.writeBoolean(visited.isOwn);
      text(out, visited.outcome);
      text(out, visited.date);
      out.writeLong(visited.payload.size);
      text(out, visited.payload.sha256);
      text(out, visited.payload.mediaType);
      text(out, visited.payload.charset);
      texts(out, visited.signals);
      texts(out, visited.links);
      out.writeLong(visited.said);
      out.writeLong(visited.freeAtMillis);
    } else if (record instanceof SiteAsked site) {
      out.writeByte('s');
      text(out, site.url);
      text(out, site.outcome);
      out.writeBoolean(site.answered);
      out.writeLong(site.atMillis);
      out.writeLong(site.freeAtMillis);
    } else if (record instanceof SiteSpoke spoke) {
      out.writeByte('f');
      text(out, spoke.kind);
      text(out, spoke.subject);
      out.writeBoolean(spoke.answered);
      out.writeInt(spoke.answer.file());
      out.writeLong(spoke.answer.offset());
      out.writeLong(spoke.answer.end());
    } else if (record instanceof HostWaits wait) {
      out.writeByte('w');
      text(out, wait.url);
      out.writeLong(wait.waitedMillis);
      out.writeLong(wait.untilMillis);
      out.writeBoolean(wait.isAbandoned);
    } else if (record instanceof Mark mark) {
      out.writeByte('m');
      text(out, mark.step.name());
    } else {
      throw new AssertionError(record);
    }
  }

  /** Reads what {@link #toBytes} made. */
  static JournalRecord read(DataInputStream in) throws IOException {
    Place place = new Place(in.readInt(), in.readLong(), in.readLong());
    int type = in.readUnsignedByte();
    return switch (type) {
      case 'v' ->
          new Visited(
              in.readInt(),
              text(in),
              in.readBoolean(),
              text(in),
              text(in),
              new Payload(in.readLong(), text(in), text(in), text(in)),
              texts(in),
              texts(in),
              in.readLong(),
              in.readLong(),
              place);
      case 's' ->
          new SiteAsked(text(in), text(in), in.readBoolean(), in.readLong(), in.readLong(), place);
      case 'f' ->
          new SiteSpoke(
              text(in),
              text(in),
              in.readBoolean(),
              new Place(in.readInt(), in.readLong(), in.readLong()),
              place);
      case 'w' -> new HostWaits(text(in), in.readLong(), in.readLong(), in.readBoolean(), place);
      case 'm' -> new Mark(Step.valueOf(text(in)), place);
      default -> throw Errors.unknownRecord(type);
    };
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
