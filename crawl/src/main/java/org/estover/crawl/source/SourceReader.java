package org.estover.crawl.source;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads one input file of a source, item by item.
 *
 * <p>Bad data never throws: it arrives as an {@link Aside}, and reading goes on where the format
 * allows it. Memory is bounded by the limits, whatever the file holds. Calls are independent of
 * each other and may run at the same time, each with its own sink.
 */
public final class SourceReader {
  private SourceReader() {}

  /**
   * Reads a file.
   *
   * @param name what items and asides call the file; never a path of the machine
   * @throws IOException if the file cannot be read, or the sink throws
   * @throws IllegalArgumentException if the source is one whose files are read elsewhere: pages of
   *     the web, Parquet, documents of readers
   */
  public static void read(Source source, Path file, String name, ReadLimits limits, ItemSink sink)
      throws IOException {
    read(source, file, name, limits, SiteFiles.NONE, sink);
  }

  /**
   * Reads a file of a source of several.
   *
   * @param siteFiles what {@link #lookForSiteFiles} found in all files of the source
   */
  public static void read(
      Source source, Path file, String name, ReadLimits limits, SiteFiles siteFiles, ItemSink sink)
      throws IOException {
    read(source, file, name, limits, siteFiles, Payloads.NONE, sink);
  }

  /**
   * The same, of a source whose files hold revisits.
   *
   * @param payloads finds what they stand for in other files of the source
   */
  public static void read(
      Source source,
      Path file,
      String name,
      ReadLimits limits,
      SiteFiles siteFiles,
      Payloads payloads,
      ItemSink sink)
      throws IOException {
    if (source instanceof WarcSource warc) {
      new WarcItems(warc, name, limits, sink).read(file, siteFiles, payloads);
    } else if (source instanceof JsonlSource jsonl) {
      new JsonlItems(jsonl, name, limits, sink).read(file);
    } else if (source instanceof ArchiveSource archive) {
      new ArchiveItems(archive, name, limits, sink).read(file);
    } else {
      throw Errors.notReadByFile(source);
    }
  }

  /**
   * Reads the text records of a JSONL file as they stand there.
   *
   * @param name what asides call the file
   * @param sink takes what is no record
   * @throws IOException if the file cannot be read, or a sink throws
   */
  public static void readTexts(
      FieldMapping fields, Path file, String name, ReadLimits limits, ItemSink sink, TextSink texts)
      throws IOException {
    new JsonlItems(fields, name, limits, sink, texts).read(file);
  }

  /**
   * Gives the site files that a WARC, WET or ARC file holds, in the order they stand in it.
   *
   * @param name what site files call the file
   * @return whether it holds revisits
   * @throws IOException if the file cannot be read, or the taker throws
   */
  public static boolean lookForSiteFiles(
      Path file, String name, ReadLimits limits, SiteFiles.Taker taker) throws IOException {
    return WarcItems.lookForSiteFiles(file, name, limits, taker);
  }
}
