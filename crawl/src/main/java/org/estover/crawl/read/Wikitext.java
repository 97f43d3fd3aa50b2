package org.estover.crawl.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns the markup of a MediaWiki page into plain text.
 *
 * <p>One pass renders as it reads: what is opened (a template, a link, a table) is noted with the
 * place in the output where it begins, and cut, kept or changed when it is closed. What is never
 * closed is text, as on the wiki. Since no more than {@value #MAX_DEPTH} things are open at once
 * and what lies deeper is counted only, nothing recurses and time is linear in the page, whatever
 * stands in it.
 */
final class Wikitext {
  private static final int MAX_DEPTH = 100;

  /** No tag is longer, but for the text between angle brackets that is none. */
  private static final int MAX_TAG = 4000;

  private static final int MAX_SWITCH = 60;
  private static final int MAX_VARIANTS = 2000;

  private static final List<String> SCHEMES =
      List.of("http://", "https://", "//", "ftp://", "ftps://", "mailto:", "irc://", "news:");
  private static final Pattern LANGUAGE_PREFIX =
      Pattern.compile("[a-z]{2,3}(-[a-z]{2,12}){0,3}|simple|tokipona");
  private static final Pattern PROJECT_PREFIX =
      Pattern.compile(
          "(?i)(wikt|wiktionary|w|wikipedia|s|wikisource|c|commons|d|q|wikiquote|n|b|v|voy|m|meta"
              + "|species|mw|phab|doi|iarchive)");

  private final WikiSite site;
  private final String title;
  private final String in;
  private final StringBuilder out = new StringBuilder();
  private final List<WikiFrame> open = new ArrayList<>();
  private final List<WikiFrame.Table> tables = new ArrayList<>();
  private final EndTags endTags;
  private final Apostrophes apostrophes = new Apostrophes(out);
  private final ListNumbers numbers = new ListNumbers();
  private int i;
  private boolean lineStart = true;
  private int headingEnd = -1;
  private int headingNext = -1;

  /** Braces and brackets that are open deeper than anything is looked at. */
  private int deepBraces;

  private int deepLinks;

  private Wikitext(WikiSite site, String title, String wikitext) {
    this.site = site;
    this.title = title;
    this.in = wikitext;
    this.endTags = new EndTags(wikitext);
  }

  /** Adds the text of a page to its blocks. */
  static void addTo(PlainBlocks blocks, WikiSite site, String title, String wikitext) {
    Wikitext page = new Wikitext(site, title, WikiMark.without(wikitext));
    page.render();
    WikiLines.addTo(blocks, page.out.toString());
  }

  private void render() {
    while (i < in.length()) {
      if (i == headingEnd) {
        i = headingNext;
        headingEnd = -1;
      } else if (lineStart) {
        lineStart = false;
        beginLine();
      } else {
        step(in.charAt(i));
      }
    }
    apostrophes.endLine(startOfOpen());
    while (!open.isEmpty()) {
      giveUp();
    }
  }

  private void step(char c) {
    switch (c) {
      case '\n' -> endLine();
      case '{' -> openBraces();
      case '}' -> closeBraces();
      case '[' -> openBracket();
      case ']' -> closeBracket();
      case '|' -> pipe();
      case '!' -> exclamation();
      case '\'' -> i = apostrophes.take(in, i);
      case '<' -> tag();
      case '&' -> entity();
      case '_' -> behaviorSwitch();
      case '-' -> variants();
      case '\r' -> i++;
      default -> keep(c);
    }
  }

  private void cut(int length) {
    out.setLength(length);
    apostrophes.cut(length);
  }

  private void keep(char c) {
    out.append(c);
    i++;
  }

  // Lines.

  private void endLine() {
    apostrophes.endLine(startOfOpen());
    boolean blankFollows = i + 1 < in.length() && in.charAt(i + 1) == '\n';
    while (topIs(WikiFrame.Kind.WEB_LINK) || (topIs(WikiFrame.Kind.LINK) && ends(blankFollows))) {
      giveUp();
    }
    if (blankFollows) {
      deepLinks = 0;
    }
    keep('\n');
    lineStart = true;
  }

  /** From where on the output may not shift, because something open notes places in it. */
  private int startOfOpen() {
    boolean shifts = open.isEmpty() || topIs(WikiFrame.Kind.TABLE);
    return shifts ? Integer.MAX_VALUE : top().start;
  }

  /** Whether a link cannot go on in the next line: texts can, over one line's end. */
  private boolean ends(boolean blankFollows) {
    return blankFollows || top().firstPipe() < 0;
  }

  private boolean isEmbedded(WikiFrame link) {
    int pipe = link.firstPipe();
    return pipe >= 0
        && site.namespace(prefix(out.substring(link.start + 2, pipe))) == WikiSite.FILE;
  }

  private void beginLine() {
    int at = i;
    while (at < in.length() && (in.charAt(at) == ' ' || in.charAt(at) == '\t')) {
      at++;
    }
    char c = at < in.length() ? in.charAt(at) : '\n';
    if (in.startsWith("|-", at) || in.startsWith("|}", at)) {
      // A row ends what links its cells left open.
      while (topIs(WikiFrame.Kind.LINK) && isOpenAround(WikiFrame.Kind.TABLE)) {
        giveUp();
      }
    }
    if (inTable() && tableLine(at, c)) {
      return;
    }
    int afterColons = at;
    while (afterColons < in.length() && in.charAt(afterColons) == ':') {
      afterColons++;
    }
    if (in.startsWith("{|", afterColons) && !in.startsWith("{|}}", afterColons)) {
      beginTable(afterColons);
    } else if (at > i && c != '\n') {
      // The wiki shows such lines as they are; most are written so by mistake.
      out.append(in, i, at);
      i = at;
    } else if (c == '=' && at == i) {
      heading();
    } else if ((c == '*' || c == '#' || c == ':' || c == ';') && at == i) {
      item();
    } else if (in.startsWith("----", i)) {
      while (i < in.length() && in.charAt(i) == '-') {
        i++;
      }
      out.append('\n');
    } else {
      i = at > i ? at : i;
    }
    if (c != '#' && c != '*' && c != ':' && c != ';') {
      numbers.end();
    }
  }

  private void heading() {
    int end = in.indexOf('\n', i);
    end = end < 0 ? in.length() : end;
    int last = end;
    while (last > i && in.charAt(last - 1) <= ' ') {
      last--;
    }
    int level = 0;
    while (i + level < last && in.charAt(i + level) == '=') {
      level++;
    }
    int closing = 0;
    while (last - closing > i + level && in.charAt(last - closing - 1) == '=') {
      closing++;
    }
    level = Math.min(Math.min(level, closing), 6);
    if (level == 0 || last - i <= 2 * level) {
      keep('=');
      return;
    }
    while (topIs(WikiFrame.Kind.LINK)) {
      giveUp();
      out.append('\n');
    }
    out.append(WikiMark.HEADING).append((char) ('0' + level));
    i += level;
    headingEnd = last - level;
    headingNext = end;
  }

  private void item() {
    int end = i;
    while (end < in.length() && "*#:;".indexOf(in.charAt(end)) >= 0) {
      end++;
    }
    int depth = Math.min(end - i, 12);
    char last = in.charAt(end - 1);
    out.append(WikiMark.ITEM);
    if (last == '*') {
      out.append("  ".repeat(depth - 1)).append("- ");
    } else if (last == '#') {
      out.append("  ".repeat(depth - 1)).append(numbers.next(depth)).append(". ");
    }
    i = end;
    while (i < in.length() && in.charAt(i) == ' ') {
      i++;
    }
  }

  // Tables.

  private boolean inTable() {
    return topIs(WikiFrame.Kind.TABLE);
  }

  private void beginTable(int at) {
    int end = in.indexOf('\n', at);
    end = end < 0 ? in.length() : end;
    if (open.size() >= MAX_DEPTH) {
      i = end;
      return;
    }
    open.add(new WikiFrame(WikiFrame.Kind.TABLE, out.length()));
    tables.add(new WikiFrame.Table(in.substring(at + 2, end)));
    i = end;
  }

  private WikiFrame.Table table() {
    return tables.get(tables.size() - 1);
  }

  /** Takes what begins a line of a table; returns whether it was any of that. */
  private boolean tableLine(int at, char c) {
    if (c != '|' && c != '!') {
      return false;
    }
    endCellLine();
    if (in.startsWith("|}", at)) {
      i = at + 2;
      WikiFrame frame = close(WikiFrame.Kind.TABLE);
      tables.remove(tables.size() - 1).end(out, frame.start);
    } else if (in.startsWith("|-", at)) {
      table().endRow(out);
      // The rest of the line is attributes.
      int end = in.indexOf('\n', at);
      i = end < 0 ? in.length() : end;
    } else {
      boolean caption = in.startsWith("|+", at);
      i = at + (caption ? 2 : 1);
      table().beginCell(out, c == '!', caption);
    }
    return true;
  }

  private void endCellLine() {
    apostrophes.endLine(Integer.MAX_VALUE);
  }

  private void pipe() {
    if (topIs(WikiFrame.Kind.BRACES) || topIs(WikiFrame.Kind.LINK)) {
      top().pipe(out.length());
      keep('|');
    } else if (!topIs(WikiFrame.Kind.TABLE)) {
      keep('|');
    } else if (in.startsWith("||", i)) {
      endCellLine();
      table().beginCell(out, table().inHeader(), false);
      i += 2;
    } else {
      table().pipe(out.length());
      keep('|');
    }
  }

  private void exclamation() {
    if (in.startsWith("!!", i) && topIs(WikiFrame.Kind.TABLE) && table().inHeader()) {
      endCellLine();
      table().beginCell(out, true, false);
      i += 2;
    } else {
      keep('!');
    }
  }

  // Templates.

  private void openBraces() {
    int end = i;
    while (end < in.length() && in.charAt(end) == '{') {
      end++;
    }
    int count = end - i;
    if (count == 1) {
      keep('{');
    } else if (open.size() >= MAX_DEPTH) {
      deepBraces += count / 2;
      i = end;
    } else {
      open.add(WikiFrame.braces(out.length(), count));
      i = end;
    }
  }

  private void closeBraces() {
    boolean isOpen = isOpen(WikiFrame.Kind.BRACES);
    // No more is closed at once, and what is looked at twice would take time by its square.
    int most = isOpen && deepBraces == 0 ? Math.min(in.length(), i + 3) : in.length();
    int end = i;
    while (end < most && in.charAt(end) == '}') {
      end++;
    }
    int count = end - i;
    if (deepBraces > 0 && count > 1) {
      int deep = Math.min(deepBraces, count / 2);
      deepBraces -= deep;
      i += 2 * deep;
      return;
    }
    if (count == 1 || !isOpen) {
      out.append(in, i, end);
      i = end;
      return;
    }
    WikiFrame frame = close(WikiFrame.Kind.BRACES);
    int closed = Math.min(Math.min(frame.braces(), count), 3);
    if (closed == 3) {
      parameter(frame);
    } else {
      template(frame);
    }
    i += closed;
    int left = frame.braces() - closed;
    if (left >= 2) {
      open.add(WikiFrame.braces(frame.start, left));
    } else if (left == 1) {
      out.insert(frame.start, '{');
    }
  }

  /** Of a parameter, which only pages about templates show, its value if none is given. */
  private void parameter(WikiFrame frame) {
    int pipe = frame.firstPipe();
    String shown = pipe < 0 ? "" : out.substring(pipe + 1);
    cut(frame.start);
    out.append(shown.isBlank() ? String.valueOf(WikiMark.DROPPED) : shown);
  }

  private void template(WikiFrame frame) {
    int pipe = frame.firstPipe();
    int nameEnd = pipe < 0 ? out.length() : pipe;
    String text =
        WikiTemplate.isText(out, frame.start, nameEnd)
            ? WikiTemplate.text(title, frame.parts(out, frame.start))
            : null;
    cut(frame.start);
    if (text == null) {
      out.append(WikiMark.DROPPED);
    } else {
      // What begins a line stays what it is.
      boolean line = !text.isEmpty() && WikiMark.beginsLine(text.charAt(0));
      out.append(line ? "\n" : "").append(text);
    }
  }

  // Links.

  private void openBracket() {
    if (in.startsWith("[[", i) && !in.startsWith("[[[", i)) {
      i += 2;
      if (open.size() >= MAX_DEPTH) {
        deepLinks++;
      } else {
        open.add(new WikiFrame(WikiFrame.Kind.LINK, out.length()));
        out.append("[[");
      }
      return;
    }
    for (String scheme : SCHEMES) {
      if (in.regionMatches(true, i + 1, scheme, 0, scheme.length()) && open.size() < MAX_DEPTH) {
        open.add(new WikiFrame(WikiFrame.Kind.WEB_LINK, out.length()));
        i += 1 + scheme.length();
        while (i < in.length() && " \t\n]<[{".indexOf(in.charAt(i)) < 0) {
          i++;
        }
        return;
      }
    }
    keep('[');
  }

  private void closeBracket() {
    if (topIs(WikiFrame.Kind.WEB_LINK)) {
      WikiFrame link = close(WikiFrame.Kind.WEB_LINK);
      i++;
      String text = out.substring(link.start).strip();
      cut(link.start);
      // A link without a text shows a number.
      out.append(text.isEmpty() ? String.valueOf(WikiMark.DROPPED) : text);
    } else if (!in.startsWith("]]", i)) {
      keep(']');
    } else if (deepLinks > 0) {
      deepLinks--;
      i += 2;
    } else if (isOpen(WikiFrame.Kind.LINK)) {
      i += 2;
      link(close(WikiFrame.Kind.LINK));
    } else {
      keep(']');
      keep(']');
    }
  }

  private void link(WikiFrame link) {
    int pipe = link.firstPipe();
    String written = WikiMark.asText(out.substring(link.start + 2, pipe < 0 ? out.length() : pipe));
    String target = written.strip();
    String text = pipe < 0 ? "" : out.substring(pipe + 1);
    cut(link.start);
    boolean shown = target.startsWith(":");
    String name = shown ? target.substring(1).strip() : target;
    String prefix = prefix(name);
    int namespace = prefix.isEmpty() ? 0 : site.namespace(prefix);
    if (!shown && (namespace == WikiSite.FILE || namespace == WikiSite.CATEGORY)) {
      out.append(WikiMark.DROPPED);
    } else if (!text.isBlank()) {
      out.append(text);
    } else if (prefix.isEmpty() || namespace != 0) {
      out.append(name.startsWith("#") ? name.substring(1) : name);
    } else if (!shown && pipe < 0 && LANGUAGE_PREFIX.matcher(prefix).matches()) {
      // The same page in another language.
      out.append(WikiMark.DROPPED);
    } else {
      boolean project = PROJECT_PREFIX.matcher(prefix).matches();
      out.append(project ? name.substring(prefix.length() + 1) : name);
    }
  }

  private static String prefix(String target) {
    int colon = target.indexOf(':');
    return colon <= 0 || colon > 60 ? "" : target.substring(0, colon);
  }

  // Tags, characters by name, and what else is written with signs.

  private void tag() {
    if (in.startsWith("<!--", i)) {
      comment();
      return;
    }
    boolean closing = in.startsWith("</", i);
    int from = closing ? i + 2 : i + 1;
    int to = from;
    while (to < in.length() && to - from < 32 && isNameCharacter(in.charAt(to))) {
      to++;
    }
    String name = in.substring(from, to).toLowerCase(Locale.ROOT);
    WikiTag kind = WikiTag.of(name);
    int end = kind == null ? -1 : tagEnd(to);
    if (kind == null || end < 0) {
      keep('<');
      return;
    }
    String attributes = in.substring(to, end);
    i = end + 1;
    boolean empty = attributes.endsWith("/");
    switch (kind) {
      case CONTENT_GOES, PLAIN, CODE, TEX -> {
        if (!closing && !empty) {
          content(kind, name, attributes);
        }
      }
      case LINE -> out.append(name.equals("br") || inLine() ? "\n" : "\n\n");
      case ITEM -> {
        if (!closing) {
          out.append('\n').append(WikiMark.ITEM).append("- ");
        }
      }
      case CELL -> {
        if (closing) {
          out.append(" | ");
        }
      }
      case RAISED -> raise(closing);
      case INLINE -> {
        // Nothing of it is text.
      }
    }
  }

  /** Whether what is open would be torn by an empty line. */
  private boolean inLine() {
    return topIs(WikiFrame.Kind.LINK) || topIs(WikiFrame.Kind.TABLE);
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  /** Where a tag ends whose name ends at {@code from}, or -1. */
  private int tagEnd(int from) {
    char quote = 0;
    int most = Math.min(in.length(), from + MAX_TAG);
    for (int at = from; at < most; at++) {
      char c = in.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '>') {
        return at;
      } else if (c == '<') {
        return -1;
      } else if ((c == '"' || c == '\'') && in.charAt(at - 1) == '=') {
        quote = c;
      }
    }
    return quote == 0 ? -1 : unquotedEnd(from, most);
  }

  /** A quote that never ends is no quote. */
  private int unquotedEnd(int from, int most) {
    for (int at = from; at < most; at++) {
      if (in.charAt(at) == '>') {
        return at;
      }
    }
    return -1;
  }

  private void comment() {
    boolean ownLine = i == 0 || in.charAt(i - 1) == '\n';
    int end = in.indexOf("-->", i + 4);
    i = end < 0 ? in.length() : end + 3;
    int next = i;
    while (next < in.length() && in.charAt(next) == ' ') {
      next++;
    }
    if (ownLine) {
      // As if the line were not there.
      i = next < in.length() && in.charAt(next) == '\n' ? next + 1 : i;
      lineStart = true;
    }
  }

  private void content(WikiTag kind, String name, String attributes) {
    int end = endTags.next(name, i);
    if (end < 0) {
      // The wiki shows what follows; the tag itself says nothing.
      return;
    }
    String content = in.substring(i, end).replace('=', WikiMark.EQUALS);
    int tagEnd = in.indexOf('>', end);
    i = tagEnd < 0 ? in.length() : tagEnd + 1;
    switch (kind) {
      case PLAIN -> out.append(NamedCharacters.resolve(content));
      case TEX -> tex(content, attributes);
      case CODE -> {
        String code = name.equals("pre") ? NamedCharacters.resolve(content) : content;
        if (attributes.contains("inline")) {
          out.append(code.strip());
        } else {
          out.append(WikiMark.RAW).append(code).append(WikiMark.END_RAW).append('\n');
        }
      }
      default -> out.append(WikiMark.DROPPED);
    }
  }

  private void tex(String content, String attributes) {
    String tex = NamedCharacters.resolve(content).replaceAll("\\s+", " ").strip();
    if (!tex.isEmpty()) {
      String sign = attributes.contains("block") ? "$$" : "$";
      out.append(sign).append(tex).append(sign);
    }
  }

  /** Ten to the sixth is not one hundred and six. */
  private void raise(boolean closing) {
    if (closing || i >= in.length() || out.isEmpty()) {
      return;
    }
    char before = out.charAt(out.length() - 1);
    char after = in.charAt(i);
    boolean power = Character.isDigit(after) || after == '-' || after == '−' || after == '+';
    if (power && (Character.isLetterOrDigit(before) || before == ')')) {
      out.append('^');
    }
  }

  private void entity() {
    int end = NamedCharacters.end(in, i);
    String character = end < 0 ? "" : NamedCharacters.find(in.substring(i + 1, end - 1));
    if (character.isEmpty()) {
      keep('&');
    } else {
      out.append(character.equals("=") ? String.valueOf(WikiMark.EQUALS) : character);
      i = end;
    }
  }

  /** Passes over {@code __TOC__} and its like in any language. */
  private void behaviorSwitch() {
    if (!in.startsWith("__", i)) {
      keep('_');
      return;
    }
    int end = i + 2;
    int most = Math.min(in.length(), i + MAX_SWITCH);
    while (end < most && (Character.isUpperCase(in.charAt(end)) || isCjk(in.charAt(end)))) {
      end++;
      if (end < most && in.charAt(end) == '_' && !in.startsWith("__", end)) {
        end++;
      }
    }
    if (end > i + 3 && in.startsWith("__", end)) {
      out.append(WikiMark.DROPPED);
      i = end + 2;
    } else {
      keep('_');
      keep('_');
    }
  }

  private static boolean isCjk(char c) {
    return c >= 0x3040 && c <= 0xd7a3;
  }

  /** Of a text in several scripts, as Chinese and Serbian wikis have them, the first. */
  private void variants() {
    int end = in.startsWith("-{", i) && !in.startsWith("-{{", i) ? variantEnd() : -1;
    if (end < 0) {
      keep('-');
      return;
    }
    String all = in.substring(i + 2, end);
    i = end + 2;
    int bar = all.indexOf('|');
    String flags = bar < 0 || bar > 8 ? "" : all.substring(0, bar).strip();
    if (flags.matches("[HT-]")) {
      return;
    }
    String body = bar < 0 || bar > 8 ? all : all.substring(bar + 1);
    String first = body.split(";", 2)[0].strip();
    int colon = first.indexOf(':');
    boolean named = colon > 0 && first.substring(0, colon).matches("[a-z]{2,3}(-[a-z]{2,8})?");
    out.append(named ? first.substring(colon + 1).strip() : body);
  }

  private int variantEnd() {
    int most = Math.min(in.length() - 1, i + MAX_VARIANTS);
    for (int at = i + 2; at < most; at++) {
      char c = in.charAt(at);
      if (c == '}' && in.charAt(at + 1) == '-') {
        return at;
      }
      if (c == '{' || c == '[' || c == '<' || (c == '\n' && in.charAt(at + 1) == '\n')) {
        return -1;
      }
    }
    return -1;
  }

  // What is open.

  private WikiFrame top() {
    return open.get(open.size() - 1);
  }

  private boolean topIs(WikiFrame.Kind kind) {
    return !open.isEmpty() && top().kind == kind;
  }

  /** Whether something of a kind is open that can be closed here: a template closes over all. */
  private boolean isOpen(WikiFrame.Kind kind) {
    for (int at = open.size() - 1; at >= 0; at--) {
      WikiFrame.Kind found = open.get(at).kind;
      if (found == kind) {
        return true;
      }
      boolean passed = kind == WikiFrame.Kind.BRACES || found == WikiFrame.Kind.WEB_LINK;
      if (!passed) {
        return false;
      }
    }
    return false;
  }

  /** Whether something of a kind lies around the links that are open. */
  private boolean isOpenAround(WikiFrame.Kind kind) {
    int at = open.size() - 1;
    while (at >= 0
        && (open.get(at).kind == WikiFrame.Kind.LINK
            || open.get(at).kind == WikiFrame.Kind.WEB_LINK)) {
      at--;
    }
    return at >= 0 && open.get(at).kind == kind;
  }

  /**
   * Closes the innermost of a kind, which is open; what was opened in it and not closed is text.
   */
  private WikiFrame close(WikiFrame.Kind kind) {
    while (!topIs(kind)) {
      giveUp();
    }
    return open.remove(open.size() - 1);
  }

  /** Takes the innermost thing that is open for something that opens nothing. */
  private void giveUp() {
    WikiFrame frame = open.remove(open.size() - 1);
    switch (frame.kind) {
      case TABLE -> tables.remove(tables.size() - 1).end(out, frame.start);
      case LINK -> {
        if (isEmbedded(frame)) {
          // How a picture is shown is no text, whether it ends or not.
          cut(frame.start);
          out.append(WikiMark.DROPPED);
        } else {
          out.setCharAt(frame.start, WikiMark.NOTHING);
          out.setCharAt(frame.start + 1, WikiMark.NOTHING);
        }
      }
      case BRACES, WEB_LINK -> {
        // What they hold stands in the output already.
      }
    }
  }

  /** Finds end tags; every part of the page is looked through once for each name at most. */
  private static final class EndTags {
    private final String in;
    private final Map<String, Integer> found = new HashMap<>();

    EndTags(String in) {
      this.in = in;
    }

    /** Where the next end tag of a name begins, or -1. */
    int next(String name, int from) {
      Integer known = found.get(name);
      if (known == null || (known >= 0 && known < from)) {
        known = find(name, from);
        found.put(name, known);
      }
      return known;
    }

    private int find(String name, int from) {
      int at = in.indexOf("</", from);
      while (at >= 0 && !in.regionMatches(true, at + 2, name, 0, name.length())) {
        at = in.indexOf("</", at + 2);
      }
      return at;
    }
  }

  /** The numbers of ordered lists, by depth. */
  private static final class ListNumbers {
    private final int[] numbers = new int[13];
    private int depth;

    int next(int at) {
      for (int deeper = at + 1; deeper <= depth; deeper++) {
        numbers[deeper] = 0;
      }
      depth = at;
      return ++numbers[at];
    }

    void end() {
      Arrays.fill(numbers, 0);
      depth = 0;
    }
  }

  /** Bold and italics, whose apostrophes go, line by line as the wiki reads them. */
  private static final class Apostrophes {
    private final StringBuilder out;

    /** Where in the output three apostrophes were in this line, that may be one and two. */
    private int spare = -1;

    private boolean oddBold;
    private boolean oddItalic;

    Apostrophes(StringBuilder out) {
      this.out = out;
    }

    /** Takes a run of apostrophes; returns where it ends. */
    int take(String in, int from) {
      int to = from;
      while (to < in.length() && in.charAt(to) == '\'') {
        to++;
      }
      int count = to - from;
      switch (count) {
        case 1 -> out.append('\'');
        case 2 -> oddItalic = !oddItalic;
        case 3, 4 -> {
          out.append(count == 4 ? "'" : "");
          oddBold = !oddBold;
          note();
        }
        default -> {
          out.append("'".repeat(count - 5));
          oddBold = !oddBold;
          oddItalic = !oddItalic;
        }
      }
      return to;
    }

    private void note() {
      int at = out.length();
      boolean afterLetter = at > 0 && Character.isLetter(out.charAt(at - 1));
      boolean afterSingle = afterLetter && (at == 1 || out.charAt(at - 2) <= ' ');
      if (afterSingle || spare < 0) {
        spare = at;
      }
    }

    /** Forgets what stood behind a place in the output. */
    void cut(int length) {
      spare = spare > length ? -1 : spare;
    }

    /** Ends a line; behind {@code fixed} nothing of it may shift. */
    void endLine(int fixed) {
      // Both odd: one bold was an apostrophe and italics, as in French.
      if (oddBold && oddItalic && spare >= 0 && fixed == Integer.MAX_VALUE) {
        out.insert(spare, '\'');
      }
      spare = -1;
      oddBold = false;
      oddItalic = false;
    }
  }
}
