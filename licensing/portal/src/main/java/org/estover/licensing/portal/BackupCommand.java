package org.estover.licensing.portal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.estover.licensing.portal.store.PortalBackup;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * {@code backup DIR} and {@code restore DIR}, with the portal's options behind: copies the data of
 * a running portal, and makes the data folder of a new one from such a copy.
 */
final class BackupCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private BackupCommand() {}

  /** Whether this is what the arguments ask for. */
  static boolean isMeant(String[] arguments) {
    return arguments.length > 0 && List.of("backup", "restore").contains(arguments[0]);
  }

  /** Does it, and says what was done. */
  static String run(String[] arguments)
      throws IOException, InterruptedException, CommandWords.UnknownWordException {
    if (arguments.length < 2 || arguments[1].startsWith("--")) {
      throw new CommandWords.UnknownWordException(
          arguments[0] + " needs a folder: estover portal " + arguments[0] + " DIR");
    }
    Path place = Path.of(arguments[1]);
    Path data = data(Arrays.copyOfRange(arguments, 2, arguments.length));
    if (arguments[0].equals("restore")) {
      // No portal starts that would set it, and what makes the tables has much to say.
      LoggingSystem.get(BackupCommand.class.getClassLoader())
          .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
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

  private static Path data(String[] options) throws CommandWords.UnknownWordException {
    String named = CommandWords.settings(options).get("estover.portal.data");
    return Path.of(named == null ? ".estover/portal" : named);
  }
}
