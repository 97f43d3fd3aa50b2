package org.estover.crawl.personal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What personal data can be. */
public enum PersonalKind {
  /** An address of electronic mail. */
  EMAIL("email", "email@example.com"),
  /** A public address of the Internet Protocol. */
  IP("ip", "192.0.2.1"),
  /** A telephone number. */
  PHONE("phone", "+1-202-555-0100"),
  /** An International Bank Account Number. */
  IBAN("iban", "XX00 0000 0000 0000"),
  /** The number of a payment card. */
  CARD("card", "0000 0000 0000 0000"),
  /** A number by which a state knows a person. */
  NATIONAL_ID("national-id", "00000000000");

  private final String label;
  private final String placeholder;

  PersonalKind(String label, String placeholder) {
    this.label = label;
    this.placeholder = placeholder;
  }

  /** The kind's name in plans, commands and reports. */
  public String label() {
    return label;
  }

  /**
   * What stands in the place of what is taken out, where its own form asks for nothing else.
   *
   * <p>It is nobody's: of a name, network or range of numbers that is reserved for examples (RFC
   * 2606, RFC 5737, 555-0100 to 555-0199), or it cannot be issued. So it is never found itself.
   */
  public String placeholder() {
    return placeholder;
  }

  /** The kind of a name. */
  public static Optional<PersonalKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }

  /** The names of all kinds. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(PersonalKind::label).toList();
  }
}
