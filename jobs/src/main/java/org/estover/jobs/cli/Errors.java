package org.estover.jobs.cli;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.estover.crawl.filter.WordBlocklist;
import org.estover.crawl.read.DocumentReader;
import org.estover.jobs.stage.NothingSurvivedException;
import org.estover.ledger.book.Account;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.reconstruct.Reconstruct;
import org.jspecify.annotations.Nullable;

/** Every message of this package that a person may see as an error. */
final class Errors {
  private static final Map<Class<? extends FileSystemException>, String> REASONS =
      Map.of(
          NoSuchFileException.class,
          "no such file or folder; check the name, or make what is missing",
          FileAlreadyExistsException.class,
          "exists already; remove it, or choose another name",
          AccessDeniedException.class,
          "permission denied; let this user read and write it, or choose another place",
          DirectoryNotEmptyException.class,
          "the folder is not empty; remove what is in it, or choose another one",
          NotDirectoryException.class,
          "no folder; remove the file of that name, or choose another place",
          AtomicMoveNotSupportedException.class,
          "cannot be renamed in one step; choose a place that is one file system",
          FileSystemLoopException.class,
          "a link leads back to a folder it is in; remove the link");

  private Errors() {}

  /**
   * What {@code e} says to a person. What went wrong with a file is often only in the class of the
   * error, whose message names no more than the file.
   */
  static String message(Exception e) {
    if (e instanceof FileSystemException file) {
      return named(file.getFile(), reason(file));
    }
    if (e instanceof UnknownHostException) {
      return named(e.getMessage(), "no such host; check the name and the network");
    }
    if (e instanceof CharacterCodingException) {
      return "a file that is read as text is not UTF-8; restore or remove what was changed last";
    }
    if (e instanceof EOFException) {
      return named(e.getMessage(), "ended too early; the file or the transfer was cut: try again");
    }
    if ("Is a directory".equals(e.getMessage())) {
      return "a folder is named where a file is read; name the file in it";
    }
    return named(e.getMessage(), "");
  }

  /** Errors of the file system whose class is all they say. */
  private static String reason(FileSystemException e) {
    String known = REASONS.get(e.getClass());
    if (known != null) {
      return known;
    }
    String reason = e.getReason() == null ? "reading or writing failed" : e.getReason();
    return reason + "; check the disk, its space and its permissions, then do it again";
  }

  private static String named(@Nullable String name, String reason) {
    if (name == null || name.isEmpty()) {
      return reason.isEmpty() ? "reading or writing failed, and no more is known" : reason;
    }
    return reason.isEmpty() ? name : name + ": " + reason;
  }

  static String noDocuments(Map<String, Long> asides, String asideFile) {
    String aside =
        asides.isEmpty()
            ? "the input is empty"
            : "all of it was put aside ("
                + DedupeInputs.shown(asides)
                + "); "
                + asideFile
                + " says where and why";
    return "no document was found: " + aside;
  }

  static UsageException folderForFile(Path folder) {
    return new UsageException(folder + ": a folder, where a file is read; name the file in it");
  }

  static UsageException pipe(Path pipe) {
    return new UsageException(
        pipe
            + ": no file but a pipe, of which nothing can be read a second time; write what comes"
            + " out of it to a file, and name that");
  }

  static UsageException noListLanguage(String tag, Collection<String> known) {
    return new UsageException(
        "--words: no language \""
            + tag
            + "\" is told apart; use one of "
            + String.join(", ", known)
            + ", or any for a list for all texts");
  }

  static UsageException listTwice(String language) {
    return new UsageException(
        "--words: two lists for "
            + (language.equals(WordBlocklist.ANY) ? "all languages" : language)
            + "; write them into one file, or name a language as in --words de=FILE");
  }

  static UsageException noClusters(Path run) {
    return new UsageException(
        run + ": 04-dedupe is not complete; finish it with \"estover run PLAN\"");
  }

  static UsageException inNoCluster(String document) {
    return new UsageException(
        "\""
            + document
            + "\" is in no cluster: expected the id (doc_...) of a duplicate, or of a document that"
            + " stays for some; \"estover why\" tells what became of it");
  }

  static IOException noText(String document, Path run) {
    return new IOException(
        document + ": not among the documents of " + run + "; run its plan again");
  }

  static UsageException profileOfOverlap(String command, List<String> known) {
    return new UsageException(
        "--profile pile is the rule of \"estover dedupe overlap\"; dedupe "
            + command
            + " has "
            + String.join(", ", known));
  }

  static UsageException noProfile(String command, String found, List<String> known) {
    return new UsageException(
        "--profile "
            + found
            + ": dedupe "
            + command
            + " has no such profile; name one of "
            + String.join(", ", known));
  }

  static UsageException noFilterProfile(String found, List<String> known) {
    return new UsageException(
        "--profile "
            + found
            + ": there is no such profile; name one of "
            + String.join(", ", known));
  }

  static UsageException noPersonalKind(String found, List<String> known) {
    return new UsageException(
        "--personal-data "
            + found
            + ": no such kind is looked for; name some of "
            + String.join(",", known));
  }

  static UsageException noPhoneRegion(String found) {
    return new UsageException(
        "--phone-region "
            + found
            + ": no country whose telephone numbers are known; name its ISO 3166 code in capitals,"
            + " such as US");
  }

  static UsageException noShare(String option, double found) {
    return new UsageException(option + " " + found + ": expected a share above 0, at most 1");
  }

  static UsageException noExtractor(String found, List<String> known) {
    return new UsageException(
        "--extractor "
            + found
            + ": there is no such plug-in; "
            + (known.isEmpty()
                ? "name its jar with --plugins"
                : "name one of " + String.join(", ", known)));
  }

  static UsageException noReader(String found, List<String> known) {
    String kinds = String.join(", ", known);
    return new UsageException(
        found.isEmpty()
            ? "expected a kind of source: "
                + kinds
                + "; \"estover read --list\" says what they read"
            : found + ": there is no reader of that kind; name one of " + kinds);
  }

  static UsageException readNeeds(String missing, String kind) {
    return new UsageException(
        "missing " + missing + ": write estover read " + kind + " FILE... --out docs.jsonl");
  }

  static UsageException nothingToRead(Path folder, DocumentReader reader) {
    return new UsageException(
        folder
            + ": there is no file in it that the reader \""
            + reader.kind()
            + "\" takes ("
            + reader.reads()
            + "); name the files themselves if they are called otherwise");
  }

  static UsageException sameFile(Path file, String one, String other) {
    return new UsageException(
        file + ": " + one + " and " + other + " name the same file; choose another name for one");
  }

  static String nothingKept(long documents) {
    return String.format(
        Locale.ROOT,
        "none of %,d documents is kept; the table above names the rules that dropped them",
        documents);
  }

  static UsageException neverWith(String option, String other) {
    return new UsageException(option + " and " + other + " exclude each other; leave one out");
  }

  static UsageException noEquality(String found) {
    return new UsageException("--by " + found + ": expected content, url, paragraph or line");
  }

  static UsageException noChance(double found, double least) {
    return new UsageException(
        "--fpp " + found + ": expected a chance from " + least + " to below 1, as 1e-5");
  }

  static UsageException signaturesOverSpark() {
    return new UsageException(
        "--signatures and --spark exclude each other: signatures are the same without Spark");
  }

  static UsageException concatenatedOverSpark() {
    return new UsageException(
        "--concatenated and --spark exclude each other: over Spark no text stands beside another;"
            + " leave out one of them");
  }

  static UsageException noSpanMode(String mode, List<String> modes) {
    return new UsageException("--mode " + mode + ": expected one of " + String.join(", ", modes));
  }

  static UsageException noPeriod() {
    return new UsageException(
        "no month is named: give --period, as in \"estover statement --period 2026-10\"");
  }

  static UsageException noPatience(String variable, String found) {
    return new UsageException(
        variable
            + "="
            + found
            + ": expected whole seconds, as in "
            + variable
            + "=30; 0 is no wait");
  }

  static UsageException notAWitness(String name) {
    return new UsageException(
        "key "
            + name
            + " is no witness's: \"ledger witness\" makes one, and prints its public key");
  }

  static UsageException onlyAWitness(String name) {
    return new UsageException(
        "--vkey "
            + name
            + ": a witness's key; expected the log's own, as \"ledger init\" printed it");
  }

  static UsageException badQuorum(int quorum, int witnesses) {
    return new UsageException(
        "--quorum "
            + quorum
            + ": expected 0 up to the number of --witness-key, which is "
            + witnesses);
  }

  static UsageException tooOften(int seconds, int shortest) {
    return new UsageException("--every " + seconds + ": expected " + shortest + " second or more");
  }

  static UsageException noLog(Path folder) {
    return new UsageException(
        folder
            + ": no log, because no file \"checkpoint\" is in it; name a ledger's folder \"log\"");
  }

  static UsageException noLogAddress(String address) {
    return new UsageException(
        "\""
            + address
            + "\": expected a host, a port up to 65535 if any, and a path, as in"
            + " https://trust.example/log; no user name and no query");
  }

  static IOException logAnswered(String address, int status) {
    return new IOException(
        address + ": the server answered " + status + ", expected 200; look again later");
  }

  /** What ended a request; its own words where it has some. */
  static IOException logNotRead(String address, @Nullable Throwable cause) {
    return cause instanceof IOException told && told.getMessage() != null
        ? told
        : new IOException(address + ": no answer (" + cause + "); look again later", cause);
  }

  static IOException logTooSlow(String address) {
    return new IOException(
        address + ": the server has not sent it in time, and is given up; look again later");
  }

  static IOException logTooLarge(String address, int most) {
    return new IOException(
        address
            + ": more than "
            + most
            + " bytes, which no such file of a log has; ask its operator");
  }

  static UsageException nothingToRestore() {
    return new UsageException(
        "nothing to restore: name the backup's folder, or with --newest the newest checkpoint kept"
            + " elsewhere");
  }

  static UsageException noEntry(long index, long size) {
    return new UsageException(
        "there is no log entry " + index + ": the log has " + size + ", numbered from 0");
  }

  static UsageException notATime(String text) {
    return new UsageException(
        "\""
            + text
            + "\" is no time and no log index: expected one as 2026-11-21T06:00:00Z, a day as"
            + " 2026-11-21 (all of it, UTC), or the index of the last log entry that counts");
  }

  static UsageException dayAndMonth() {
    return new UsageException(
        "--effective and --period exclude each other: a day asks what stood on it, a month what was"
            + " booked in it");
  }

  static UsageException noSuchAccount(String path) {
    return new UsageException(
        "\""
            + path
            + "\" is no path of accounts: expected one that begins with "
            + String.join(", ", Account.ROOTS)
            + ", as in assets:receivable");
  }

  static UsageException noEntryAbout(String id, long size) {
    return new UsageException(
        "none of "
            + size
            + " log entries is about \""
            + id
            + "\": expected an index, or an id as commands print them");
  }

  static UsageException noFact() {
    return new UsageException(
        "no fact is named: give a file, as in \"estover ledger append fact.json\"; \"estover ledger"
            + " append --types\" says what can stand in it");
  }

  static UsageException noJson(String file, long line, String why) {
    return new UsageException(file + ":" + line + ": no JSON: " + why);
  }

  static UsageException noFileToShow(String file) {
    return new UsageException(
        file
            + ": no file; nothing was restored: name the one that keeps the newest checkpoint, or"
            + " leave --newest out for now");
  }

  static UsageException exportToFolder(String folder) {
    return new UsageException(folder + ": a folder; name the file to write, such as books.journal");
  }

  static UsageException notAnObject(String file, String found) {
    return new UsageException(
        file + ": found " + found.toLowerCase(Locale.ROOT) + ", expected one JSON object {...}");
  }

  static UsageException tooManyBytes(String file, long bytes, long most) {
    return new UsageException(
        file
            + ": found "
            + bytes
            + " bytes, expected at most "
            + most
            + "; record the SHA-256 of what is larger, and keep it elsewhere");
  }

  static UsageException notInLog(String file, String why) {
    return new UsageException(file + ": " + why);
  }

  static UsageException notTypeAndFact(Collection<String> members) {
    return new UsageException(
        "found the members "
            + members
            + ", expected {\"type\": TYPE, \"fact\": {...}} and no other");
  }

  static UsageException recordedBy(String type, String command) {
    return new UsageException(
        type + " is recorded by \"estover " + command + "\", which keeps its rules; use that");
  }

  static UsageException unknownType(String type) {
    return new UsageException(
        "no fact has the type \"" + type + "\": see \"estover ledger append --types\"");
  }

  static UsageException otherFields(
      String type, Collection<String> missing, Collection<String> unknown) {
    return new UsageException(
        type
            + ":"
            + (missing.isEmpty() ? "" : " missing are the fields " + missing)
            + (missing.isEmpty() || unknown.isEmpty() ? "" : ",")
            + (unknown.isEmpty() ? "" : " unknown are the fields " + unknown)
            + "; see \"estover ledger append --types\"");
  }

  static UsageException badFact(String type, String why) {
    return new UsageException(type + ": " + why + "; see \"estover ledger append --types\"");
  }

  static UsageException idIsTaken(String id, long index) {
    return new UsageException(
        id
            + ": log entry "
            + index
            + " is about it already, under another key: take a new id, or for a retry the same"
            + " key");
  }

  static UsageException happensOnce(String type, List<String> once, long index) {
    return new UsageException(
        type
            + ": log entry "
            + index
            + " has the same "
            + String.join(" and ", once)
            + ", under another key, and there is one of each: for a retry take the same key");
  }

  static UsageException unknownIds(String type, Map<String, String> ids) {
    return new UsageException(
        type
            + ": no log entry names "
            + ids
            + "; an entry stays for ever, so give the ids as commands print them");
  }

  static UsageException noSealedFile(Path file) {
    return new UsageException(
        file
            + ": no such file; --out DIR of \"estover statement\" and of \"estover license"
            + " certificate\" writes .json and .note");
  }

  static UsageException noReference() {
    return new UsageException(
        "a payment needs the bank's reference, so that it is entered once: give --reference");
  }

  static UsageException nothingToPay() {
    return new UsageException(
        "nothing to pay is named: give --received AMOUNT with what a developer paid");
  }

  static UsageException noRun() {
    return new UsageException(
        "no run here yet; start one with \"estover run PLAN\", or name one with --run-dir");
  }

  static UsageException notARun(Path folder) {
    return new UsageException(
        folder + ": no run folder; name the folder given to \"estover run\" with --run-dir");
  }

  static UsageException noRelease(Path run) {
    return new UsageException(
        run + ": 07-release is not complete; finish it with \"estover run PLAN\"");
  }

  static UsageException runOfAnother(Path run, String expected, String found) {
    return new UsageException(
        run + ": made " + found + ", expected " + expected + "; name its own run with --run-dir");
  }

  static String otherCaptures(Path run, String expected, String found) {
    return "manifest.json: the digest of capture dates is "
        + expected
        + ", those in "
        + run
        + " give "
        + found
        + "; one of the two was changed";
  }

  static UsageException noRunOf(String release, String found) {
    return new UsageException(
        "who wrote a text first is known to the run that made "
            + release
            + " alone, and "
            + found
            + ": name its run with --run-dir, or record with --release-only what each document"
            + " repeats of itself, and no copies");
  }

  static NothingSurvivedException nothingSurvived(Path run) {
    return new NothingSurvivedException(
        run
            + ": no document was left, so there is no release; \"estover report\" shows which rule"
            + " dropped how many");
  }

  static UsageException noSuchRelease(String release) {
    return new UsageException(
        release
            + ": neither a folder with a manifest.json nor a published release; \"estover ledger"
            + " verify\" lists what is published");
  }

  static UsageException notHere(String address) {
    return new UsageException(
        address
            + ": only files that are here are verified as a whole; fetch the release and name its"
            + " folder, or name token files and this address with --against");
  }

  static UsageException notOnDisk(String address) {
    return new UsageException(
        address
            + ": this command works on files of this machine; fetch the release's folder, or its"
            + " archive for \"estover release import\", and name the folder (batch, reconstruct,"
            + " seen, trace, diff, chain, terms and memorize take an address)");
  }

  static UsageException notADocument(String wanted) {
    return new UsageException(
        "\""
            + wanted
            + "\" is neither what a release or the last run calls a document, nor a URL with its"
            + " scheme (https://...), nor a host (example.org): nothing was taken down");
  }

  static UsageException crawledOtherwise(Path folder) {
    return new UsageException(
        folder
            + ": holds a crawl already, which is complete and of other seeds or settings; write to"
            + " another folder (--out), where \"--since "
            + folder
            + "\" asks for no more than what has changed, or remove it");
  }

  static String completeAlready(String folder, @Nullable Object ended) {
    return "estover: nothing to do: "
        + folder
        + " holds this crawl, complete since "
        + ended
        + "; to ask again write to another folder (--out), or remove it";
  }

  static UsageException noRoomForCrawl(Path folder) {
    return new UsageException(
        folder
            + ": is not empty, and holds no crawl that could go on; write to another folder"
            + " (--out), or remove it");
  }

  static UsageException noWarc(Path place) {
    return new UsageException(
        place
            + ": no WARC or ARC file, and no folder that holds one (*.warc, *.warc.gz, *.arc,"
            + " *.arc.gz); check the name");
  }

  static IOException noCaptures(Path folder, List<String> endings) {
    return new IOException(
        folder
            + ": no file in it ends in one of "
            + String.join(", ", endings)
            + "; name files of captures, or a folder of them");
  }

  static UsageException sameIndex(Path one, Path other, Path index) {
    return new UsageException(
        one + " and " + other + " would share the index " + index + "; name one of them only");
  }

  static UsageException noEarlierCrawl(Path folder) {
    return new UsageException(
        "since " + folder + ": no such folder; name a run, or the folder of a crawl");
  }

  static UsageException noStartOrFolder() {
    return new UsageException(
        "a crawl needs seeds, or a plan, and a folder: \"estover crawl https://example.org/ --out"
            + " DIR\"");
  }

  static UsageException neitherSeedNorPlan(String start) {
    return new UsageException(
        "\""
            + start
            + "\" is neither an absolute http or https URL nor the file of a plan; a crawl starts"
            + " at one or several URLs, or follows one plan");
  }

  static UsageException standsInThePlan() {
    return new UsageException(
        "--max-pages, --max-depth, --delay, --contact and --set are for seeds: write them into the"
            + " plan's source as keys");
  }

  static UsageException notOneWebSource(Path plan, @Nullable String wanted, List<String> found) {
    return new UsageException(
        plan
            + (wanted == null
                ? found.isEmpty()
                    ? ": has no source of the type web"
                    : ": has several web sources; choose by --source one of "
                        + String.join(", ", found)
                : ": has no web source " + wanted));
  }

  static IOException crawlInterrupted(Path folder, InterruptedException cause) {
    return new IOException(
        folder + ": the crawl was interrupted; start it again as it was, and it goes on", cause);
  }

  static UsageException oneKeyFile() {
    return new UsageException(
        "name a key's file to show it, or --new FILE to make one, and not both");
  }

  static UsageException exists(Path path) {
    return new UsageException(path + ": exists already; choose another name or remove it");
  }

  static UsageException notCome(String option, LocalDate day, LocalDate today) {
    return new UsageException(
        option
            + " "
            + day
            + ": today is "
            + today
            + ", and what days bring that have not come is not known yet; name "
            + today
            + " or a day before it");
  }

  static UsageException notAnArchive(Path file) {
    return new UsageException(
        file + ": no release archive; \"estover release export\" writes such files");
  }

  static DamagedArchiveException damagedArchive(Path file, String finding) {
    return new DamagedArchiveException(
        file + ": " + finding + "; nothing of it was kept: fetch or export the file again");
  }

  static UsageException noLedger(Path folder) {
    return new UsageException(
        folder + ": no ledger; \"estover publish\" or \"estover ledger init\" makes one");
  }

  static UsageException whichOne(String what, String option, String wanted, List<String> all) {
    String given =
        wanted.isEmpty()
            ? "which " + what + " is meant?"
            : "no " + what + " is called \"" + wanted + "\".";
    String how = option.startsWith("--") ? " Name one with " : " Name one as ";
    String known = all.isEmpty() ? "there is none yet" : "known are " + String.join(", ", all);
    return new UsageException(given + how + option + "; " + known);
  }

  static UsageException noClaimState(String word, List<String> states) {
    return new UsageException(
        "\"" + word + "\" is no state of claims: expected one of " + String.join(", ", states));
  }

  static UsageException noWholeStep(int sequencesPerStep, String order, long sequences) {
    return new UsageException(
        "a step reads "
            + sequencesPerStep
            + " sequences, and the order of "
            + order
            + " has only "
            + sequences
            + ": name fewer with --batch");
  }

  static UsageException eitherOr(String one, String other) {
    return new UsageException("say either " + one + " or " + other);
  }

  static UsageException noName(String option) {
    return new UsageException(option + ": expected a name, found nothing");
  }

  static UsageException endsBeforeItStarts(LocalDate first, LocalDate last) {
    return new UsageException(
        "--until " + last + " is before --from " + first + ": an agreement lasts a day or more");
  }

  static UsageException notMoney(String text) {
    return new UsageException(
        "\"" + text + "\" is not a currency and an amount, as in \"EUR 125000.00\"");
  }

  static UsageException notNamed(String option, String text, String what) {
    return new UsageException(option + " \"" + text + "\" is not NAME=" + what);
  }

  static UsageException unitTwice(String unit) {
    return new UsageException(
        "--units names \"" + unit + "\" twice: give one count, of all that were sold");
  }

  static UsageException thresholdTwice(String currency) {
    return new UsageException("--threshold names " + currency + " twice: give one for a currency");
  }

  static UsageException noRevenue(String period) {
    return new UsageException(
        "no revenue was reported for " + period + "; \"estover revenue report\" records one");
  }

  static UsageException noRank(int rank, int world) {
    return new UsageException(
        "--rank "
            + rank
            + " of --world "
            + world
            + ": ranks are counted from 0 up to the world less one");
  }

  static UsageException noMicroStep(int microStep, int accumulation) {
    return new UsageException(
        "--micro-step "
            + microStep
            + " of --accumulation "
            + accumulation
            + ": micro-steps are counted from 0 up to the accumulation less one");
  }

  static UsageException noEvenBatch(int batch, int world, int accumulation) {
    return new UsageException(
        "--batch "
            + batch
            + " cannot be divided over "
            + world
            + " ranks and "
            + accumulation
            + " micro-steps; give the sequences of all ranks and micro-steps together");
  }

  static UsageException nothingOf(String name) {
    return new UsageException(
        name
            + ": no document of the release has this id, URL or host; a URL has to match to the"
            + " letter, a host is written as in \"example.org\"");
  }

  static UsageException nothingToLookUp() {
    return new UsageException(
        "nothing to look up: give a URL, a host, a document (doc_...) or the SHA-256 of a text, or"
            + " --check FILE with --root and --hosts");
  }

  static UsageException checkOrLookUp() {
    return new UsageException(
        "--check checks a proof without any release: give it or something to look up, not both");
  }

  static UsageException notOfAHost(String what) {
    return new UsageException(
        what + ": --proof is of a URL's host or a host, --dropped and --cursor are of a host only");
  }

  static UsageException noRoot(String root) {
    return new UsageException(
        "--root "
            + root
            + ": expected 64 hex digits, as entry hosts-listed.v1 of the release has them;"
            + " \"estover ledger prove rel_...\" writes it with its receipt");
  }

  static UsageException outOfBounds(String option, long value, long least, long most) {
    return new UsageException(
        option + " " + value + ": expected a number from " + least + " to " + most);
  }

  static UsageException witnessInside(Path file) {
    return new UsageException(
        file
            + ": a newest checkpoint inside of the ledger's folder is restored with it and tells"
            + " nothing of an old backup: name a file outside of it with --witness");
  }

  static UsageException witnessElsewhere(Path named, Path usual) {
    return new UsageException(
        named
            + ": no newest checkpoint is kept there, but one is in "
            + usual
            + ": move that file to the new place first");
  }

  static UsageException notASeed(long seed) {
    return new UsageException("--seed " + seed + ": expected 0 to 4294967295, as numpy takes it");
  }

  static UsageException noPath(String option, InvalidPathException e) {
    return new UsageException(option + ": no file can be called so (" + e.getReason() + ")");
  }

  static UsageException tooSmall(String option, long value, long least) {
    return new UsageException(option + " " + value + ": expected " + least + " or more");
  }

  static UsageException noPart(String part) {
    return notOneOf("--part", part, List.of("train", "valid", "test"));
  }

  static UsageException notDecided(Path run) {
    return new UsageException(
        run + ": 03-filter is not complete, so nothing is decided yet; run the plan first");
  }

  static UsageException noPolicy(String policy) {
    return notOneOf("--policy", policy, List.of("no-reservation", "open-only"));
  }

  static UsageException noHost(String text) {
    return new UsageException(
        "\""
            + text
            + "\": no such file, and no host; expected a file, example.org or"
            + " http://example.org:8080");
  }

  static IOException noAnswer(String host, List<String> asked) {
    return new IOException(
        host
            + ": no answer ("
            + String.join(", ", asked)
            + "); check the name and the network, or name files");
  }

  static IOException visitInterrupted(String host, InterruptedException cause) {
    return new IOException(host + ": interrupted while it was asked; try again", cause);
  }

  static UsageException noUrl(String text) {
    return new UsageException("\"" + text + "\": expected an http or https URL of a page");
  }

  static UsageException badHeader(String text) {
    return new UsageException(
        "--header \"" + text + "\": expected \"Name: value\", as in \"tdm-reservation: 1\"");
  }

  static UsageException noSite(String text) {
    return new UsageException(
        "--robots \""
            + text
            + "\": expected SITE=FILE with a site as example.org, example.org:8080 or"
            + " https://example.org");
  }

  static UsageException notOneOf(String option, String value, List<String> known) {
    return new UsageException(
        option + " \"" + value + "\": expected " + String.join(" or ", known));
  }

  static UsageException emptyPart(String split, String part, long documents) {
    return new UsageException(
        "--split "
            + split
            + ": "
            + part
            + " has none of "
            + documents
            + " documents; give it a larger share");
  }

  static UsageException noIdentifiers(Path file, String found) {
    return new UsageException(
        file + ": expected a JSON object with the tokenizer's identifiers; " + found);
  }

  static UsageException tooManyMembers(int members, String code, int most) {
    return new UsageException(
        "--weights: "
            + members
            + " data sets, --code "
            + code
            + " knows at most "
            + most
            + "; join some of them into one");
  }

  static UsageException noDocumentOf(Set<String> hosts) {
    return new UsageException(
        "no document of the release is from "
            + String.join(", ", hosts)
            + "; a host is written as in \"example.org\", and \"estover why URL\" tells what became"
            + " of a document");
  }

  static UsageException noSource(String name, List<String> known) {
    return new UsageException(
        "--without-source: the release has no source \""
            + name
            + "\"; known are "
            + String.join(", ", known));
  }

  static UsageException rootsOfAnother(Path file, String expected, String found) {
    return new UsageException(
        file
            + ": roots of "
            + found
            + ", expected "
            + expected
            + "; name the release they are of, a derived order with --order");
  }

  static UsageException interventionNeeds() {
    return new UsageException(
        "expected --swap PAIRS, --from-step S and --out DIR, or --list for what was changed; name"
            + " all of them");
  }

  static UsageException noIntervention(String release) {
    return new UsageException(
        release
            + ": no intervention, so nothing was changed; name a release that \"estover intervene\""
            + " made");
  }

  static UsageException badLine(String file, long line, String expected, String found) {
    String shown = found.length() > 80 ? found.substring(0, 80) + "..." : found;
    return new UsageException(
        file
            + ":"
            + line
            + ": expected a JSON object like "
            + expected
            + ", found \""
            + shown
            + "\"; correct or remove the line");
  }

  static UsageException notWithin(String option, long value, long least, long most) {
    return new UsageException(
        option + ": expected a number from " + least + " to " + most + ", found " + value);
  }

  static UsageException notSteps(String found) {
    return new UsageException(
        "--steps \""
            + found
            + "\": expected the first and the last step, counted from 0, as in 0-99, or one step");
  }

  static UsageException noUtf8(String file, long line) {
    return new UsageException(
        file + ":" + line + ": bytes that are no UTF-8; save the file as UTF-8, and try again");
  }

  static String outputLost() {
    return "standard output: not all of the answer could be written; check the disk's space, or who"
        + " reads it, and ask again";
  }

  /** What a person is told whose question takes more memory than Java was given. */
  static String outOfMemory() {
    return "Java's memory of "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MiB is not enough for this; give it more, as in ESTOVER_JAVA_OPTS=-Xmx8g, or ask for"
        + " less at once";
  }

  static UsageException noSteps(BatchPlan plan, Reconstruct release) {
    long sequences = release.order().length();
    String cure =
        release.derivedOrder().isPresent()
            ? "; derive the order for more steps"
            : ", as its sources are too short for one";
    return new UsageException(
        "--batch "
            + plan.sequencesPerStep()
            + ": "
            + release.dataId()
            + " has "
            + Table.counted(sequences, "sequence")
            + ", which is no step"
            + (sequences > 0 ? "; name as many or fewer" : cure));
  }

  static UsageException notAStep(String option, long value, long least, long most, BatchPlan plan) {
    return new UsageException(
        option
            + ": expected a number from "
            + least
            + " to "
            + most
            + ", as steps have "
            + plan.sequencesPerStep()
            + " sequences (--batch), found "
            + value);
  }

  static UsageException unevenLines(String file, long lines, String other) {
    return new UsageException(
        file + ": has no line " + lines + " where " + other + " has; give both the same texts");
  }

  /** Refuses {@link #onlyWith} where the command line says the option. */
  static void requireUnnamed(String option, boolean named, String other) throws UsageException {
    if (named) {
      throw onlyWith(option, other);
    }
  }

  static UsageException onlyWith(String option, String other) {
    return new UsageException(option + " is for " + other + " only; leave it out");
  }

  static UsageException noFact(Path file, int line, String found, List<String> keys) {
    return new UsageException(
        file
            + ":"
            + line
            + ": \""
            + found.strip()
            + "\": expected KEY: TEXT, each key once; the keys are "
            + String.join(", ", keys));
  }

  static UsageException together(String option, String other) {
    return new UsageException(option + " and " + other + " are given together; one of them is not");
  }

  static UsageException noTrainingOf(String model) {
    return new UsageException(
        "model "
            + model
            + " has no training run of its own, and a certificate is of one: name the model that"
            + " it was made from");
  }

  static UsageException oneOf(String option, String other) {
    return new UsageException("expected either " + option + " or " + other + "; name one of them");
  }

  static UsageException noEvalSet() {
    return new UsageException("no evaluation set is named; name one with --eval or --eval-set");
  }

  static UsageException noEvalSetName(String given) {
    return new UsageException("--eval-set " + given + ": expected NAME=FILE, as in arc-easy=arc");
  }

  static UsageException needsRelease() {
    return new UsageException("only a release has an order: --batch and --order need --release");
  }

  static UsageException portalOfItsOwn() {
    return new UsageException(
        "the portal is a process of its own, which brings what these commands do not need: start it"
            + " with the launcher, ./estover portal");
  }

  static UsageException noToken(String file, long line, int id, int size) {
    return new UsageException(
        file
            + ":"
            + line
            + ": no token has id "
            + id
            + " (of "
            + size
            + "); name the tokenizer that made the ids with --tokenizer");
  }

  static UsageException noTokens(String name) {
    return new UsageException(
        name
            + ": neither token files nor a release; name a PREFIX whose .idx is there, a FILE.ds, a"
            + " FILE.npy, a folder with index.json or manifest.json, or a published release");
  }

  static UsageException noItems(long from, long until) {
    return new UsageException(
        (until < from ? "items from " + from : "items " + from + " to " + until)
            + ": there are no such items; \"estover shards inspect\" tells how many there are");
  }

  static UsageException noOrderOf(String intervention, String parent) {
    return new UsageException(
        intervention
            + ": an intervention, which changes what its own order reads and nothing else; derive"
            + " the order of its parent, "
            + parent);
  }

  static UsageException preshuffledIsRows() {
    return new UsageException(
        "--to preshuffled writes rows; for documents in .bin and .idx use --to megatron");
  }

  static UsageException noRows(String name) {
    return new UsageException(
        name
            + ": its items are of different lengths, so they are no training sequences; use --to"
            + " megatron, or convert a release");
  }

  static UsageException rowsOfASource() {
    return new UsageException(
        "--source: rows mix the sources; use it with --items documents and another format than"
            + " preshuffled");
  }

  static UsageException wrongEnding(Path path, String ending) {
    return new UsageException(
        path + ": trainers look for a name that ends in " + ending + "; choose such a name");
  }
}
