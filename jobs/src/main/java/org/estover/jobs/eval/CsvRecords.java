package org.estover.jobs.eval;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.estover.jobs.eval.EvalLines.Line;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180) with the lines they begin on.
 *
 * <p>Written here because a record that breaks the rules must be told with its line and must not
 * take its neighbours along: where a quote doesn't close where a field ends, the record's first
 * line alone is bad and reading goes on with the next.
 */
final class CsvRecords {
  private static final int MOST_LINES = 1000;

  /**
   * A record.
   *
   * @param line where it begins, counted from 1
   * @param fields its fields
   * @param problem why it has no fields, or ""
   */
  record Row(long line, List<String> fields, String problem) {
    Row {
      fields = List.copyOf(fields);
    }
  }

  private final EvalLines lines;
  private final Deque<Line> ahead = new ArrayDeque<>();

  CsvRecords(EvalLines lines) {
    this.lines = lines;
  }

  /** The next record, or null at the end; blank lines are none. */
  @Nullable Row next() throws IOException {
    Line first = line();
    while (first != null && first.problem().isEmpty() && first.text().isBlank()) {
      first = line();
    }
    if (first == null) {
      return null;
    }
    if (!first.problem().isEmpty()) {
      return new Row(first.number(), List.of(), first.problem());
    }
    List<Line> further = new ArrayList<>();
    Parser parser = new Parser();
    parser.take(first.text());
    while (parser.quoted && further.size() < MOST_LINES) {
      Line line = line();
      if (line == null) {
        break;
      }
      further.add(line);
      if (!line.problem().isEmpty()) {
        break;
      }
      parser.field.append('\n');
      parser.take(line.text());
    }
    if (!parser.quoted && !parser.stray) {
      return new Row(first.number(), parser.fields, "");
    }
    for (int i = further.size() - 1; i >= 0; i--) {
      ahead.addFirst(further.get(i));
    }
    return new Row(first.number(), List.of(), "csv-quote");
  }

  private @Nullable Line line() throws IOException {
    return ahead.isEmpty() ? lines.next() : ahead.removeFirst();
  }

  /** Cuts one record, line by line. */
  private static final class Parser {
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean quoted;
    private boolean wasQuoted;
    private boolean stray;

    void take(String line) {
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (quoted && c == '"') {
          boolean twice = i + 1 < line.length() && line.charAt(i + 1) == '"';
          if (twice) {
            field.append('"');
            i++;
          } else {
            quoted = false;
            wasQuoted = true;
          }
        } else if (quoted) {
          field.append(c);
        } else if (c == ',') {
          end();
        } else if (c == '"' && field.length() == 0 && !wasQuoted) {
          quoted = true;
        } else {
          stray |= wasQuoted;
          field.append(c);
        }
      }
      if (!quoted) {
        end();
      }
    }

    private void end() {
      fields.add(field.toString());
      field.setLength(0);
      wasQuoted = false;
    }
  }
}
