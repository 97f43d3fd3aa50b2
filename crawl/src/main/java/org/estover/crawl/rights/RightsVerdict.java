package org.estover.crawl.rights;

/** What all signals of a page together mean for one use of it. */
public sealed interface RightsVerdict {

  /** The stable name written to rows: allowed, denied, license-required or unknown. */
  String name();

  /** The evidence in one line. */
  String reason();

  /** The terms on which the use may be had, or empty. */
  default String offer() {
    return "";
  }

  /** A signal permits the use and none reserves it. */
  record Allowed(String reason) implements RightsVerdict {
    @Override
    public String name() {
      return "allowed";
    }
  }

  /** A signal of {@code protocol} forbids or reserves the use and nothing offers it. */
  record Denied(String protocol, String reason) implements RightsVerdict {
    @Override
    public String name() {
      return "denied";
    }
  }

  /** The use is for sale: without an agreement it is as good as denied. */
  record LicenseRequired(String offer, String reason) implements RightsVerdict {
    @Override
    public String name() {
      return "license-required";
    }
  }

  /** No signal speaks about the use; a {@link SilencePolicy} decides. */
  record Unknown() implements RightsVerdict {
    @Override
    public String name() {
      return "unknown";
    }

    @Override
    public String reason() {
      return "no signal speaks about this use";
    }
  }

  /**
   * The verdict with the stable name {@code name}, as read back from a row. A denial's protocol is
   * the part of its reason before the first colon.
   *
   * @throws IllegalArgumentException if no verdict has that name
   */
  static RightsVerdict of(String name, String reason, String offer) {
    return switch (name) {
      case "allowed" -> new Allowed(reason);
      case "denied" -> new Denied(reason.split(":", 2)[0], reason);
      case "license-required" -> new LicenseRequired(offer, reason);
      case "unknown" -> new Unknown();
      default -> throw Errors.unknownVerdict(name);
    };
  }
}
