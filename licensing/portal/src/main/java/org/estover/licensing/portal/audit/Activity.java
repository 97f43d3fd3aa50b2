package org.estover.licensing.portal.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.estover.licensing.portal.access.Visitor;

/**
 * Something that was done, before the log gives it an id and a time. It is kept for good, so it
 * names accounts, parties and things by their ids and holds no secret, address or name.
 *
 * @param actor id of the account, or "" of who is not signed in
 * @param onBehalfOf the party that the account acts for, or ""
 * @param token id of the token by which a program asked, or ""
 * @param action scope and action, such as {@code session.start} or {@code release.read}
 * @param object id of what it was done to, or ""
 * @param bytes how many bytes of releases were delivered by it
 * @param evidence what else follows from it, by name: a grant, a file, a range
 */
public record Activity(
    String actor,
    String onBehalfOf,
    String token,
    String action,
    String object,
    long bytes,
    Map<String, String> evidence) {

  private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*");
  private static final int MOST_ACTION = 80;
  private static final int MOST_TEXT = 300;
  private static final int MOST_EVIDENCE = 12;

  public Activity {
    if (action.length() > MOST_ACTION || !ACTION.matcher(action).matches()) {
      throw new IllegalArgumentException("action " + action + " is not of the form scope.action");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException(bytes + " bytes");
    }
    if (evidence.size() > MOST_EVIDENCE) {
      throw new IllegalArgumentException("more than " + MOST_EVIDENCE + " pieces of evidence");
    }
    object = bounded(object);
    Map<String, String> sorted = new TreeMap<>();
    evidence.forEach((name, value) -> sorted.put(name, bounded(value)));
    evidence = Collections.unmodifiableMap(sorted);
  }

  /** What a visitor did to something. */
  public static Activity by(Visitor visitor, String action, String object) {
    return new Activity(
        visitor.accountId(), visitor.partyId(), visitor.tokenId(), action, object, 0, Map.of());
  }

  /** The same with evidence. */
  public Activity with(Map<String, String> more) {
    return new Activity(actor, onBehalfOf, token, action, object, bytes, more);
  }

  /** The same with bytes of releases that it delivered. */
  public Activity delivering(long delivered) {
    return new Activity(actor, onBehalfOf, token, action, object, delivered, evidence);
  }

  /** Texts of requests end here, so that nobody fills the log by long ones. */
  private static String bounded(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .limit(MOST_TEXT)
        .map(point -> point < ' ' || (point >= 0xD800 && point <= 0xDFFF) ? '?' : point)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
