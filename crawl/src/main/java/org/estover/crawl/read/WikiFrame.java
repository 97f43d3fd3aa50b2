package org.estover.crawl.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something that was opened in a wikitext and not closed yet; what it holds is rendered already.
 */
final class WikiFrame {
  /** A template with more arguments than these is no text. */
  private static final int MAX_PIPES = 400;

  /** Classes of tables that stand beside the text, or lead to other pages. */
  private static final Set<String> NO_TEXT =
      Set.of(
          "infobox",
          "navbox",
          "vertical-navbox",
          "sidebar",
          "metadata",
          "ambox",
          "mbox-small",
          "toc",
          "toccolours",
          "noprint",
          "succession-box");

  /** What was opened. */
  enum Kind {
    /** Two or more braces: a template or a parameter of one. */
    BRACES,
    LINK,
    WEB_LINK,
    TABLE
  }

  final Kind kind;

  /** Where in the output it begins. */
  final int start;

  private int braces;
  private int[] pipes = new int[4];
  private int pipeCount;

  WikiFrame(Kind kind, int start) {
    this.kind = kind;
    this.start = start;
  }

  static WikiFrame braces(int start, int count) {
    WikiFrame frame = new WikiFrame(Kind.BRACES, start);
    frame.braces = count;
    return frame;
  }

  int braces() {
    return braces;
  }

  /** Notes a pipe; of those after the last that counts, nothing is kept. */
  void pipe(int position) {
    if (pipeCount == MAX_PIPES) {
      return;
    }
    if (pipeCount == pipes.length) {
      pipes = Arrays.copyOf(pipes, 2 * pipeCount);
    }
    pipes[pipeCount++] = position;
  }

  /** The place of the first pipe, or -1. */
  int firstPipe() {
    return pipeCount == 0 ? -1 : pipes[0];
  }

  /** What stands between the pipes, from a place in the output to its end. */
  List<String> parts(CharSequence out, int from) {
    List<String> parts = new ArrayList<>();
    int begin = from;
    for (int i = 0; i < pipeCount; i++) {
      parts.add(out.subSequence(begin, pipes[i]).toString());
      begin = pipes[i] + 1;
    }
    parts.add(out.subSequence(begin, out.length()).toString());
    return parts;
  }

  /** A table: rows of cells, which leave the output as they end. */
  static final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean dropped;
    private String caption = "";
    private List<String> row = new ArrayList<>();
    private int cellStart = -1;
    private int cellPipe = -1;
    private boolean isCaption;
    private boolean inHeader;

    Table(String attributes) {
      String lower = attributes.toLowerCase(Locale.ROOT);
      this.dropped = List.of(lower.split("[^a-z_-]+", -1)).stream().anyMatch(NO_TEXT::contains);
    }

    boolean inHeader() {
      return inHeader;
    }

    void beginCell(StringBuilder out, boolean header, boolean caption) {
      endCell(out);
      cellStart = out.length();
      cellPipe = -1;
      inHeader = header;
      isCaption = caption;
    }

    /** Notes a single pipe, which ends a cell's attributes; returns whether it was the first. */
    boolean pipe(int position) {
      if (cellStart < 0 || cellPipe >= 0) {
        return false;
      }
      cellPipe = position;
      return true;
    }

    void endRow(StringBuilder out) {
      endCell(out);
      if (!row.isEmpty()) {
        rows.add(row);
        row = new ArrayList<>();
      }
    }

    private void endCell(StringBuilder out) {
      if (cellStart < 0) {
        return;
      }
      int lineEnd = out.indexOf("\n", cellStart);
      boolean attributes = cellPipe >= 0 && (lineEnd < 0 || cellPipe < lineEnd);
      String cell = out.substring(attributes ? cellPipe + 1 : cellStart);
      out.setLength(cellStart);
      if (isCaption) {
        caption = cell;
      } else {
        row.add(cell);
      }
      cellStart = -1;
    }

    /** Puts the table in its place in the output. */
    void end(StringBuilder out, int start) {
      endRow(out);
      // What stands before the first cell is no part of a table.
      out.setLength(start);
      if (dropped) {
        return;
      }
      boolean columns = rows.stream().anyMatch(cells -> cells.size() > 1);
      out.append('\n');
      if (!caption.isBlank()) {
        out.append('\n').append(oneLine(caption)).append("\n\n");
      }
      for (List<String> cells : rows) {
        if (columns) {
          row(out, cells);
        } else {
          cells.forEach(cell -> out.append('\n').append(cell).append("\n\n"));
        }
      }
      out.append('\n');
    }

    private static void row(StringBuilder out, List<String> cells) {
      List<String> lines = cells.stream().map(Table::oneLine).toList();
      if (lines.stream().anyMatch(line -> !line.isEmpty())) {
        out.append(WikiMark.ROW).append(String.join(" | ", lines)).append('\n');
      }
    }

    private static String oneLine(String cell) {
      return PlainBlocks.oneLine(WikiMark.asText(cell));
    }
  }
}
