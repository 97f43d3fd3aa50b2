package org.estover.ledger.log;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What the fields of facts may look like. */
final class Ids {

  private static final Pattern TAIL = Pattern.compile("[0-9a-z]{4,64}");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern DOCUMENT = Pattern.compile("doc_[0-9a-f]{32}|uri_[0-9a-f]{64}");

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private static final int KEY_SIZE = 32;

  /** What ids begin with, as {@code ledger/FORMAT.md} lists it. */
  static final List<String> PREFIXES =
      List.of(
          ("pty key dlg dky rel off req agr amd grt slc trun ord ver crt mdl dpl rpt stm chg pay"
                  + " pyo clm dsp own res case ntc dec seg chn aud inc enf prp blt")
              .split(" "));

  private Ids() {}

  static void require(String prefix, String id) {
    if (!id.startsWith(prefix + "_")
        || !TAIL.matcher(id.substring(prefix.length() + 1)).matches()) {
      throw Errors.badField("id", id, prefix + "_ and 4 to 64 of 0-9 and a-z");
    }
  }

  static void requireOrEmpty(String prefix, String id) {
    if (!id.isEmpty()) {
      require(prefix, id);
    }
  }

  static void requireAny(String field, String id, List<String> prefixes) {
    String prefix = id.substring(0, Math.max(0, id.indexOf('_')));
    if (!prefixes.contains(prefix)) {
      throw Errors.badField(field, id, "an id that begins with one of " + prefixes + " and _");
    }
    require(prefix, id);
  }

  static void requireDay(String field, String value) {
    try {
      if (DAY.matcher(value).matches() && LocalDate.parse(value).toString().equals(value)) {
        return;
      }
    } catch (DateTimeParseException e) {
      throw Errors.badField(field, value, "a day such as 2026-12-31");
    }
    throw Errors.badField(field, value, "a day such as 2026-12-31");
  }

  static void requireSha256(String field, String value) {
    if (!SHA256.matcher(value).matches()) {
      throw Errors.badField(field, value, "64 lower-case hex digits");
    }
  }

  static void requireWord(String field, String value) {
    if (value.length() > 64 || !WORD.matcher(value).matches()) {
      throw Errors.badField(field, value, "a kebab-case word of at most 64 letters");
    }
  }

  static void requireOneOf(String field, String value, List<String> known) {
    if (!known.contains(value)) {
      throw Errors.badField(field, value, "one of " + known);
    }
  }

  static void requireDocument(String value) {
    if (!DOCUMENT.matcher(value).matches()) {
      throw Errors.badField("document", value, "doc_ and 32, or uri_ and 64 hex digits");
    }
  }

  static void requireKey(String field, String value) {
    try {
      if (Base64.getDecoder().decode(value).length == KEY_SIZE) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw Errors.badField(field, value, "an Ed25519 public key, 32 bytes in base64");
    }
    throw Errors.badField(field, value, "an Ed25519 public key, 32 bytes in base64");
  }

  static void requireCount(String field, long value, long least) {
    if (value < least) {
      throw Errors.badField(field, Long.toString(value), "at least " + least);
    }
  }
}
