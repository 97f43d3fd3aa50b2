package org.estover.licensing.portal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.estover.licensing.portal.store.PortalBackup;

/**
 * {@code backup DIR} and {@code restore DIR} with {@code [--estover.portal.data=DIR]}: copies the
 * data of a running portal, and makes the data folder of a new one from such a copy.
 */
final class BackupCommand {
  private static final String DATA = "--estover.portal.data=";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private BackupCommand() {}

  /** Whether this is what the arguments ask for. */
  static boolean isMeant(String[] arguments) {
    return arguments.length > 0 && List.of("backup", "restore").contains(arguments[0]);
  }

  /** Does it, and says what was done. */
  static String run(String[] arguments) throws IOException, InterruptedException {
    List<String> places =
        Arrays.stream(arguments).skip(1).filter(word -> !word.startsWith("--")).toList();
    if (places.size() != 1) {
      throw new IOException(arguments[0] + " needs one folder; " + places.size() + " were named");
    }
    Path place = Path.of(places.get(0));
    Path data = data(arguments);
    if (arguments[0].equals("restore")) {
      PortalBackup.restore(place, data);
      return "restored " + data + " from " + place;
    }
    PortalBackup.request(data, place);
    String outcome = "";
    // Nobody counts this down: it is a wait that an interrupt ends.
    CountDownLatch never = new CountDownLatch(1);
    for (long second = 0; second < PATIENCE.toSeconds() && outcome.isEmpty(); second++) {
      if (never.await(1, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody counts it down");
      }
      outcome = PortalBackup.outcome(data);
    }
    if (!outcome.startsWith("made ")) {
      throw new IOException(
          outcome.isEmpty()
              ? data + ": no portal answers; where none runs, copy the folder as it is"
              : outcome);
    }
    return outcome;
  }

  private static Path data(String[] arguments) {
    return Path.of(
        Arrays.stream(arguments)
            .filter(word -> word.startsWith(DATA))
            .map(word -> word.substring(DATA.length()))
            .findFirst()
            .orElse(
                Objects.requireNonNullElse(
                    System.getenv("ESTOVER_PORTAL_DATA"), ".estover/portal")));
  }
}
