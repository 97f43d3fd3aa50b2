package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.estover.ledger.Ledger;
import org.estover.ledger.LedgerSettings;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.party.Developer;
import org.estover.licensing.terms.party.Party;
import org.estover.licensing.terms.party.RightsHolder;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.estover.licensing.terms.withdrawal.WithdrawnDocument;

/** The trust whose ledger a command writes to, open until closed. */
final class OpenTrust implements AutoCloseable {
  static final String DEFAULT_NAME = "A public data trust";
  static final String DEFAULT_ORIGIN = "estover.invalid/log";
  private static final int SALT_BYTES = 32;

  /** For how many seconds a command waits where another writes; none where it says 0. */
  static final String PATIENCE = "ESTOVER_LEDGER_WAIT";

  /** A portal gives up the right to write some seconds after its last write. */
  private static final int USUAL_PATIENCE = 30;

  private final Ledger ledger;
  private final Trust trust;

  private OpenTrust(Ledger ledger, Trust trust) {
    this.ledger = ledger;
    this.trust = trust;
  }

  /** Opens the trust; without a ledger there is nothing to open. */
  static OpenTrust open(Context context) throws IOException {
    if (!exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    boolean first = !Files.exists(context.witness());
    Ledger ledger = writer(context);
    if (first) {
      context.note(
          "no newest checkpoint was kept in "
              + context.around().shown(context.witness())
              + ": taken for a first start; it keeps that of log size "
              + ledger.checkpoint().size()
              + " now");
    }
    if (!ledger.cut().isEmpty()) {
      context.note(
          "cut what a group that was never acknowledged had left: "
              + String.join(", ", ledger.cut()));
    }
    return closingOnFailure(ledger, () -> Trust.open(ledger, context.releases()));
  }

  /** Opens the ledger to write to it; waits where a portal, or another command, is doing so. */
  static Ledger writer(Context context) throws IOException {
    Duration patience = patience(context.around());
    return Ledger.open(
        context.ledger(),
        settings(context),
        patience,
        met -> context.note(met + "; waiting for it, " + patience.toSeconds() + " s at most"));
  }

  private static Duration patience(Surroundings around) throws UsageException {
    String seconds = around.environment().apply(PATIENCE);
    if (seconds == null || seconds.isBlank()) {
      return Duration.ofSeconds(USUAL_PATIENCE);
    }
    if (!seconds.matches("\\d{1,6}")) {
      throw Errors.noPatience(PATIENCE, seconds);
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }

  /** Opens the trust to be asked only; beside a writer, and without taking its lock. */
  static OpenTrust openReadOnly(Context context) throws IOException {
    if (!exists(context)) {
      throw Errors.noLedger(context.ledger());
    }
    Ledger ledger = Ledger.openReadOnly(context.ledger(), settings(context));
    return closingOnFailure(ledger, () -> Trust.open(ledger, context.releases()));
  }

  /** Opens the trust, and founds one first where there is no ledger. */
  static OpenTrust openOrFound(Context context) throws IOException {
    if (!exists(context)) {
      found(context, DEFAULT_NAME, DEFAULT_ORIGIN).close();
      context.note("made a ledger in " + context.around().shown(context.ledger()));
    }
    return open(context);
  }

  /** Makes a ledger and founds a trust on it. */
  static OpenTrust found(Context context, String name, String origin) throws IOException {
    SecureRandom entropy = new SecureRandom();
    Ledger.init(context.ledger(), origin, settings(context));
    Ledger ledger = Ledger.open(context.ledger(), settings(context));
    byte[] salt = new byte[SALT_BYTES];
    entropy.nextBytes(salt);
    return closingOnFailure(ledger, () -> Trust.found(ledger, context.releases(), name, salt));
  }

  /** Names of what the trust has withdrawn; nothing where there is no ledger. */
  static SortedSet<String> withdrawn(Context context) throws IOException {
    SortedSet<String> withdrawn = new TreeSet<>();
    if (exists(context)) {
      try (Ledger ledger = Ledger.openReadOnly(context.ledger(), settings(context))) {
        Trust trust = Trust.open(ledger, context.releases());
        for (WithdrawnDocument document : trust.withdrawn().documents()) {
          withdrawn.add(document.document());
        }
      }
    }
    return withdrawn;
  }

  static boolean exists(Context context) {
    return Files.exists(context.ledger().resolve("log"));
  }

  static LedgerSettings settings(Context context) throws UsageException {
    return LedgerSettings.of(context.around().clock(), new SecureRandom())
        .withNewest(context.witness());
  }

  /** Something that opens a trust. */
  private interface Opening {
    Trust open() throws IOException;
  }

  private static OpenTrust closingOnFailure(Ledger ledger, Opening opening) throws IOException {
    boolean opened = false;
    try {
      OpenTrust trust = new OpenTrust(ledger, opening.open());
      opened = true;
      return trust;
    } finally {
      if (!opened) {
        ledger.close();
      }
    }
  }

  Trust trust() {
    return trust;
  }

  Ledger ledger() {
    return ledger;
  }

  /** The agreement of that id or developer, or without one the only agreement there is. */
  Agreement agreement(String wanted) throws IOException {
    Map<String, String> names = names();
    return chosen(
        "agreement",
        "--agreement",
        wanted,
        trust.agreements(),
        Agreement::id,
        agreement -> names.getOrDefault(agreement.developerId(), ""));
  }

  /** The parties' names by their ids; the caller's own. */
  Map<String, String> names() throws IOException {
    return trust.parties().stream()
        .collect(Collectors.toMap(Party::id, Party::name, (one, other) -> one, HashMap::new));
  }

  /** The training run of that id or name, or without one the only training run there is. */
  TrainingRun trainingRun(String wanted) throws IOException {
    return trainingRun("RUN", wanted);
  }

  /** The same, named on the command line by {@code option}. */
  TrainingRun trainingRun(String option, String wanted) throws IOException {
    return chosen(
        "training run", option, wanted, trust.trainingRuns(), TrainingRun::id, TrainingRun::name);
  }

  /** The offer of that id or name, or without one the only offer there is. */
  Offer offer(String wanted) throws IOException {
    return chosen("offer", "--offer", wanted, trust.offers(), Offer::id, Offer::name);
  }

  /** The grant of that id, or without one the only grant there is. */
  Grant grant(String option, String wanted) throws IOException {
    return chosen("grant", option, wanted, trust.grants(), Grant::id, Grant::id);
  }

  /** The model of that id or name, or without one the only model there is. */
  Model model(String option, String wanted) throws IOException {
    return chosen("model", option, wanted, trust.models().models(), Model::id, Model::name);
  }

  /** The party of that id or name; other rights holders, who can be many, are not listed. */
  Party party(String option, String wanted) throws IOException {
    List<Party> parties =
        trust.parties().stream()
            .filter(
                each ->
                    !each.role().equals(RightsHolder.ROLE)
                        || each.id().equals(wanted)
                        || each.name().equals(wanted))
            .toList();
    return chosen("party", option, wanted, parties, Party::id, Party::name);
  }

  /** The developer of that name or id, or without one the only developer there is. */
  Party developer(String wanted) throws IOException {
    List<Party> developers = trust.parties().stream().filter(Developer.class::isInstance).toList();
    return chosen("developer", "--developer", wanted, developers, Party::id, Party::name);
  }

  /**
   * The one of {@code all} that is meant: the one named, or without a name the only one.
   *
   * @param what the kind of thing, for messages
   * @param option how it is named on the command line
   * @param wanted id or name, "" if none was given
   */
  static <T> T chosen(
      String what,
      String option,
      String wanted,
      List<T> all,
      Function<T, String> id,
      Function<T, String> name)
      throws UsageException {
    List<T> matching =
        all.stream()
            .filter(
                t -> wanted.isEmpty() || id.apply(t).equals(wanted) || name.apply(t).equals(wanted))
            .toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    throw Errors.whichOne(
        what, option, wanted, all.stream().map(each -> shown(each, all, id, name)).toList());
  }

  /** A thing by its name, and by its id as well where another one has that name. */
  private static <T> String shown(
      T thing, List<T> all, Function<T, String> id, Function<T, String> name) {
    String own = name.apply(thing);
    if (own.equals(id.apply(thing))) {
      return own;
    }
    boolean unique = all.stream().filter(other -> name.apply(other).equals(own)).count() == 1;
    return "\"" + own + "\"" + (unique ? "" : " (" + id.apply(thing) + ")");
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
