package org.estover.crawl.read.latex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups and environments that are open, and the texts that they are written to.
 *
 * <p>Kept on a stack of its own and not on the thread's, so that braces may be nested as deep as
 * {@value #MAX_DEPTH}, which is forty times what TeX itself can do.
 */
final class LatexGroups {
  private static final int MAX_DEPTH = 10_000;
  private static final int MAX_INDENT = 10;

  private final Deque<Group> open = new ArrayDeque<>();
  private final Map<String, Integer> environments = new HashMap<>();
  private final Deque<ListState> lists = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private ReadableText out = new ReadableText();
  private String title = "";
  private int tables;
  private int titles;
  private int headings;

  /** What a group is for. */
  enum Kind {
    BRACE,
    ENVIRONMENT,
    /** The text of a heading or a caption, which is a paragraph of its own. */
    PARAGRAPH,
    NOTE,
    TITLE
  }

  /** An open group; {@code outer} is the text that what follows it belongs to. */
  private record Group(Kind kind, String name, ReadableText outer) {}

  /** A list whose items are read. */
  private static final class ListState {
    private final boolean numbered;
    private int items;

    ListState(boolean numbered) {
      this.numbered = numbered;
    }
  }

  ReadableText out() {
    return out;
  }

  String title() {
    return title;
  }

  List<String> notes() {
    return notes;
  }

  boolean isInTable() {
    return tables > 0;
  }

  boolean isInTitle() {
    return titles > 0;
  }

  /** Whether what is written now is one line, wherever its source breaks it. */
  boolean isOneLine() {
    return titles > 0 || headings > 0;
  }

  /** Opens a group in braces. */
  void open(Kind kind) throws LatexLimitException {
    push(kind, "");
    switch (kind) {
      case PARAGRAPH -> {
        headings++;
        out.paragraph();
      }
      case TITLE -> {
        titles++;
        out = new ReadableText();
      }
      case BRACE, NOTE, ENVIRONMENT -> {
        // Written to the same text.
      }
    }
  }

  /**
   * Opens a note.
   *
   * @param marked whether its number stands where it was written
   */
  void openNote(boolean marked) throws LatexLimitException {
    push(Kind.NOTE, String.valueOf(notes.size()));
    notes.add("");
    if (marked) {
      out.append("[" + notes.size() + "]");
    }
    out = new ReadableText();
  }

  private void push(Kind kind, String name) throws LatexLimitException {
    if (open.size() == MAX_DEPTH) {
      throw new LatexLimitException("latex-too-deep");
    }
    open.push(new Group(kind, name, out));
  }

  void openEnvironment(String name) throws LatexLimitException {
    push(Kind.ENVIRONMENT, name);
    environments.merge(name, 1, Integer::sum);
    if (CommandTable.isTable(name)) {
      tables++;
      out.paragraph();
    } else if (CommandTable.isList(name)) {
      if (lists.isEmpty()) {
        out.paragraph();
      } else {
        out.lineOnly();
      }
      lists.push(new ListState(name.contains("enum")));
    } else {
      out.paragraph();
    }
  }

  /** Closes the innermost group in braces, if no environment was opened in it. */
  void closeBrace() {
    Group group = open.peek();
    if (group != null && group.kind != Kind.ENVIRONMENT) {
      close(open.pop());
    }
  }

  /** Closes an environment and what was left open in it; false if it is not open. */
  boolean closeEnvironment(String name) {
    if (environments.getOrDefault(name, 0) == 0) {
      return false;
    }
    Group group;
    do {
      group = open.pop();
      close(group);
    } while (group.kind != Kind.ENVIRONMENT || !group.name.equals(name));
    return true;
  }

  /** Closes everything. */
  void closeAll() {
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  private void close(Group group) {
    switch (group.kind) {
      case BRACE -> {
        // What is in it has been written.
      }
      case PARAGRAPH -> {
        headings--;
        out.paragraph();
      }
      case NOTE -> {
        notes.set(Integer.parseInt(group.name), out.toString().replace('\n', ' '));
        out = group.outer;
      }
      case TITLE -> {
        titles--;
        title = out.toString().replace('\n', ' ');
        out = group.outer;
      }
      case ENVIRONMENT -> closeEnvironment(group);
    }
  }

  private void closeEnvironment(Group group) {
    environments.merge(group.name, -1, Integer::sum);
    tables -= CommandTable.isTable(group.name) ? 1 : 0;
    if (CommandTable.isList(group.name) && !lists.isEmpty()) {
      lists.pop();
    }
    if (lists.isEmpty()) {
      out.paragraph();
    } else {
      out.lineOnly();
    }
  }

  /**
   * Begins an item of the innermost list.
   *
   * @param labelled whether the source puts a label of its own before it
   */
  void item(boolean labelled) {
    ListState list = lists.peek();
    if (list == null) {
      out.line();
      return;
    }
    list.items++;
    if (list.items > 1) {
      out.lineOnly();
    }
    String sign = labelled ? "" : list.numbered ? list.items + "." : "-";
    out.append("  ".repeat(Math.min(lists.size(), MAX_INDENT) - 1) + sign);
    out.space();
  }
}
