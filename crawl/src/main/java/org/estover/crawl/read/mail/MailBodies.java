package org.estover.crawl.read.mail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Puts the texts of a message's parts together: of alternatives the plainest, of others all. */
final class MailBodies {
  private final Deque<Multipart> open = new ArrayDeque<>();

  MailBodies() {
    open.push(new Multipart(false));
  }

  /** A text, and whether it was plain from the beginning. */
  private record Body(String text, boolean plain) {}

  private static final class Multipart {
    private final boolean alternative;
    private final List<Body> bodies = new ArrayList<>();

    Multipart(boolean alternative) {
      this.alternative = alternative;
    }
  }

  int depth() {
    return open.size();
  }

  void begin(boolean alternative) {
    open.push(new Multipart(alternative));
  }

  void end() {
    if (open.size() > 1) {
      Multipart ended = open.pop();
      open.element().bodies.add(together(ended));
    }
  }

  void add(String text, boolean plain) {
    open.element().bodies.add(new Body(text, plain));
  }

  /** The text of everything. */
  String text() {
    while (open.size() > 1) {
      end();
    }
    return together(open.element()).text;
  }

  private static Body together(Multipart multipart) {
    List<Body> some = multipart.bodies.stream().filter(body -> !body.text.isBlank()).toList();
    if (multipart.alternative) {
      return some.stream()
          .filter(Body::plain)
          .findFirst()
          .orElse(some.isEmpty() ? new Body("", false) : some.get(0));
    }
    return new Body(
        String.join("\n\n", some.stream().map(Body::text).toList()),
        some.stream().allMatch(Body::plain));
  }
}
