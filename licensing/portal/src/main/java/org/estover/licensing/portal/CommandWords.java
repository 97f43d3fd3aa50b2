package org.estover.licensing.portal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the words behind {@code estover portal} as settings: the few options that {@code estover
 * help portal} explains, and any setting by its name with a dot.
 */
final class CommandWords {
  private static final String LEDGER = "--ledger";
  private static final String PORT = "--port";
  private static final String PUBLIC_URL = "--public-url";

  /** Reached from this machine alone, unless somebody says otherwise. */
  private static final String ADDRESS = "--address";

  private static final Map<String, String> SETTINGS =
      Map.of(
          LEDGER,
          "estover.portal.ledger",
          "--witness",
          "estover.portal.newest",
          "--data",
          "estover.portal.data",
          PUBLIC_URL,
          "estover.portal.public-url",
          "--database-url",
          "estover.portal.database-url",
          "--database-user",
          "estover.portal.database-user",
          "--name",
          "estover.portal.name",
          PORT,
          "server.port",
          ADDRESS,
          "server.address");

  private CommandWords() {}

  /** A word that the portal does not know; the message names the cure. */
  static final class UnknownWordException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownWordException(String message) {
      super(message);
    }
  }

  /**
   * The settings that the words ask for, by name.
   *
   * @throws UnknownWordException naming the word that is not known or lacks its value
   */
  static SortedMap<String, String> settings(String... words) throws UnknownWordException {
    SortedMap<String, String> settings = new TreeMap<>();
    List<String> left = new ArrayList<>(List.of(words));
    while (!left.isEmpty()) {
      String word = left.remove(0);
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String setting = name.matches("--[a-z]+\\..+") ? name.substring(2) : SETTINGS.get(name);
      if (setting == null) {
        throw new UnknownWordException(
            "\"" + word + "\" is no option of the portal; \"estover portal --help\" lists them");
      }
      if (equals < 0 && left.isEmpty()) {
        throw new UnknownWordException(name + " needs a value: " + name + " VALUE");
      }
      settings.put(setting, equals < 0 ? left.remove(0) : word.substring(equals + 1));
    }
    addUsual(settings);
    return Collections.unmodifiableSortedMap(settings);
  }

  /** What follows from others: where a ledger's releases are, as the commands have it. */
  private static void addUsual(SortedMap<String, String> settings) {
    settings.putIfAbsent("server.address", "127.0.0.1");
    String port = settings.get("server.port");
    if (port != null) {
      settings.putIfAbsent("estover.portal.public-url", "http://localhost:" + port);
    }
    String named = settings.get("estover.portal.ledger");
    if (named != null) {
      Path ledger = Path.of(named);
      String name = String.valueOf(ledger.getFileName());
      String own = name.equals("ledger") ? "" : name + ".";
      settings.putIfAbsent(
          "estover.portal.releases", ledger.resolveSibling(own + "releases").toString());
      settings.putIfAbsent("estover.portal.data", ledger.resolveSibling(own + "portal").toString());
      settings.putIfAbsent(
          "estover.portal.newest", ledger.resolveSibling(name + ".newest").toString());
    }
  }
}
