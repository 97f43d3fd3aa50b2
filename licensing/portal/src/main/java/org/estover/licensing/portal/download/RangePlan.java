package org.estover.licensing.portal.download;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a request for a file is answered, by its conditions and its range (RFC 9110, sections 13 and
 * 14).
 *
 * @param status 200 with all of it, 206 with a part, 304, 412 or 416
 * @param part what is sent where something is
 */
record RangePlan(int status, ByteRange part) {
  static final int WHOLE = 200;
  static final int PART = 206;
  static final int NOT_MODIFIED = 304;
  static final int PRECONDITION_FAILED = 412;
  static final int NOT_SATISFIABLE = 416;

  private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");
  private static final ByteRange NOTHING = new ByteRange(0, 0);

  /**
   * What a request says of what it has and wants; "" for a header that it lacks.
   *
   * @param ifMatch tags of which one must be the file's
   * @param ifNoneMatch tags of which none must be the file's
   * @param ifRange the tag without which all of the file is wanted
   * @param range the part that is wanted
   */
  record Conditions(String ifMatch, String ifNoneMatch, String ifRange, String range) {}

  /** Whether something of the file is sent. */
  boolean delivers() {
    return status == WHOLE || status == PART;
  }

  /** How the file of that size and strong tag, in its quotes, is answered. */
  static RangePlan of(Conditions asked, long size, String tag) {
    if (!asked.ifMatch().isEmpty() && !names(asked.ifMatch(), tag, true)) {
      return new RangePlan(PRECONDITION_FAILED, NOTHING);
    }
    if (!asked.ifNoneMatch().isEmpty() && names(asked.ifNoneMatch(), tag, false)) {
      return new RangePlan(NOT_MODIFIED, NOTHING);
    }
    boolean same = asked.ifRange().isEmpty() || asked.ifRange().strip().equals(tag);
    Optional<ByteRange> part = same ? ByteRange.of(asked.range(), size) : Optional.empty();
    if (part.isEmpty()) {
      return new RangePlan(WHOLE, new ByteRange(0, size));
    }
    return part.get().isNone()
        ? new RangePlan(NOT_SATISFIABLE, NOTHING)
        : new RangePlan(PART, part.get());
  }

  private static boolean names(String tags, String tag, boolean strongly) {
    return tags.strip().equals("*")
        || TAG.matcher(tags)
            .results()
            .anyMatch(found -> found.group(2).equals(tag) && !(strongly && found.group(1) != null));
  }
}
