package org.estover.licensing.portal.statement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementLine;
import org.estover.licensing.terms.statement.StatementPart;
import org.springframework.stereotype.Component;

/**
 * The statements by id, and whose lines stand where: nothing searches the lines of all statements
 * for a page. Holds eight bytes a line beside the statements that the trust holds anyway.
 * Thread-safe.
 */
@Component
public final class Statements {
  private final TrustDesk desk;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, String> revisedBy = new HashMap<>();
  private final Map<String, long[]> linesOf = new HashMap<>();
  private final Map<String, Integer> countOf = new HashMap<>();
  private List<Statement> all = List.of();

  Statements(TrustDesk desk) {
    this.desk = desk;
  }

  /**
   * A line of a rights holder.
   *
   * @param statement where it stands
   * @param part the part that it splits
   * @param line it
   * @param revised the id of the statement that took this one's place, or ""
   */
  record Earned(Statement statement, StatementPart part, StatementLine line, String revised) {}

  /** The statement of an id. */
  public synchronized Optional<Statement> find(String id) throws IOException {
    follow();
    return Optional.ofNullable(numbers.get(id)).map(all::get);
  }

  /** The id of the statement that took a statement's place, or "". */
  synchronized String revisedBy(String id) throws IOException {
    follow();
    return revisedBy.getOrDefault(id, "");
  }

  /** The ids of the statements with a line of a rights holder. */
  public synchronized Set<String> paying(String partyId) throws IOException {
    follow();
    Set<String> paying = new HashSet<>();
    long[] places = linesOf.getOrDefault(partyId, new long[0]);
    for (int i = 0; i < countOf.getOrDefault(partyId, 0); i++) {
      paying.add(all.get((int) (places[i] >> Integer.SIZE)).id());
    }
    return paying;
  }

  /** The lines of a rights holder, newest statement first. */
  synchronized List<Earned> of(String partyId) throws IOException {
    follow();
    int count = countOf.getOrDefault(partyId, 0);
    long[] places = linesOf.getOrDefault(partyId, new long[0]);
    List<Earned> earned = new ArrayList<>(count);
    for (int i = count - 1; i >= 0; i--) {
      Statement statement = all.get((int) (places[i] >> 32));
      earned.add(earned(statement, (int) places[i]));
    }
    return earned;
  }

  private Earned earned(Statement statement, int number) {
    int at = number;
    for (StatementPart part : statement.parts()) {
      if (at < part.lines().size()) {
        String revised = revisedBy.getOrDefault(statement.id(), "");
        return new Earned(statement, part, part.lines().get(at), revised);
      }
      at -= part.lines().size();
    }
    throw new IllegalStateException(statement.id() + " has no line " + number);
  }

  private void follow() throws IOException {
    List<Statement> now = desk.read(opened -> opened.trust().statements());
    if (!goesOn(all, now)) {
      numbers.clear();
      revisedBy.clear();
      linesOf.clear();
      countOf.clear();
      all = List.of();
    }
    for (int n = all.size(); n < now.size(); n++) {
      add(n, now.get(n));
    }
    all = now;
  }

  /**
   * Whether statements are those of before and more. What was erased makes the trust read anew, and
   * then some may be gone, also where as many others have come since.
   */
  static boolean goesOn(List<Statement> before, List<Statement> now) {
    int last = before.size() - 1;
    return last < 0 || (last < now.size() && now.get(last).id().equals(before.get(last).id()));
  }

  private void add(int number, Statement statement) {
    numbers.put(statement.id(), number);
    if (!statement.revision().revises().isEmpty()) {
      revisedBy.put(statement.revision().revises(), statement.id());
    }
    int line = 0;
    for (StatementPart part : statement.parts()) {
      for (StatementLine each : part.lines()) {
        if (!each.partyId().isEmpty()) {
          add(each.partyId(), ((long) number << 32) | line);
        }
        line++;
      }
    }
  }

  private void add(String partyId, long place) {
    int count = countOf.merge(partyId, 1, Integer::sum);
    long[] places = linesOf.getOrDefault(partyId, new long[1]);
    if (count > places.length) {
      places = Arrays.copyOf(places, count + count / 2);
    }
    places[count - 1] = place;
    linesOf.put(partyId, places);
  }
}
