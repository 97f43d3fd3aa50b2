package org.estover.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.ledger.log.DurableFiles;

/**
 * What stands in a copy of a ledger and keeps it from signing: whoever has a copy cannot know
 * whether the ledger has gone on since.
 *
 * @param state what the folder is
 * @param size entries of its log, where it is too old
 * @param newest entries of the checkpoint that showed it, where it is too old
 */
record CopyMark(State state, long size, long newest) {

  /** What a marked folder is. */
  enum State {
    /** A backup: it is restored elsewhere, and never written to as a ledger. */
    BACKUP,
    /** A ledger made from a backup, which has not been shown the newest checkpoint. */
    RESTORED,
    /** A ledger made from a backup, which was shown a checkpoint newer than itself. */
    TOO_OLD;

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The file below the ledger's folder. */
  static final String FILE = "copied";

  private static final String FIRST_LINE = "estover.copied.v1\n";
  private static final Pattern TEXT =
      Pattern.compile(
          Pattern.quote(FIRST_LINE)
              + "(?:(backup|restored)|too-old ([0-9]{1,18}) ([0-9]{1,18}))\n");

  static final CopyMark BACKUP = new CopyMark(State.BACKUP, 0, 0);
  static final CopyMark RESTORED = new CopyMark(State.RESTORED, 0, 0);

  static CopyMark tooOld(long size, long newest) {
    return new CopyMark(State.TOO_OLD, size, newest);
  }

  /** The mark in a folder, if there is one. */
  static Optional<CopyMark> in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw Errors.badCopyMark(file);
    }
    if (matcher.group(1) == null) {
      return Optional.of(
          tooOld(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))));
    }
    return Optional.of(matcher.group(1).equals(State.BACKUP.word()) ? BACKUP : RESTORED);
  }

  /** Refuses to write to a ledger that is marked. */
  static void requireNone(Path folder) throws IOException {
    Optional<CopyMark> mark = in(folder);
    if (mark.isPresent()) {
      throw mark.get().refusal(folder);
    }
  }

  /** Why nothing is signed there, and what to do. */
  LedgerRefusedException refusal(Path folder) {
    return switch (state) {
      case BACKUP -> Errors.isBackup(folder);
      case RESTORED -> Errors.isRestored(folder);
      case TOO_OLD -> Errors.isTooOld(folder, size, newest);
    };
  }

  /** Puts the mark into a folder, which this makes. */
  void write(Path folder, DurableFiles files) throws IOException {
    String sizes = state == State.TOO_OLD ? " " + size + " " + newest : "";
    byte[] text = (FIRST_LINE + state.word() + sizes + "\n").getBytes(StandardCharsets.US_ASCII);
    files.publish(folder.resolve(FILE), text, true);
  }
}
