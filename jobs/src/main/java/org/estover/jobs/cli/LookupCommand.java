package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.estover.tokenize.release.CanonicalJson;
import org.estover.tokenize.release.DocumentRow;
import org.estover.tokenize.release.DroppedDocument;
import org.estover.tokenize.release.DroppedPage;
import org.estover.tokenize.release.HostPage;
import org.estover.tokenize.release.HostProof;
import org.estover.tokenize.release.LookupResult;
import org.estover.tokenize.release.ReleaseLookup;
import org.estover.tokenize.release.UriHost;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "lookup",
    description = "Tells whether a release has a URL, host, document or text, and proves it.")
final class LookupCommand implements Callable<Integer> {
  private static final Pattern DOCUMENT = Pattern.compile("doc_[0-9a-f]{32}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  @Mixin private final Context context;

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..1",
      description =
          "URL to the letter, host with all below it, document (doc_...) or SHA-256 of a text.")
  private @Nullable String what;

  @Option(names = "--release", paramLabel = "RELEASE", description = Context.RELEASE)
  private @Nullable String release;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "Writes the proof that the host is in the release, or that it is not.")
  private @Nullable Path proof;

  @Option(
      names = "--dropped",
      description = "Lists what was dropped of a host, in place of what was kept.")
  private boolean dropped;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Documents to list, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      defaultValue = "",
      description = "Goes on in the list of a host where an answer has ended.")
  private String cursor = "";

  @ArgGroup(exclusive = false)
  private @Nullable Checking checking;

  /** A proof and what it is checked against. */
  private static final class Checking {
    @Option(
        names = "--check",
        paramLabel = "FILE",
        required = true,
        description = "Checks a proof of a host without any release.")
    private Path file = Path.of("");

    @Option(
        names = "--root",
        paramLabel = "SHA256",
        required = true,
        description = "The root that the trust has logged (hosts-listed.v1), 64 hex digits.")
    private String root = "";

    @Option(
        names = "--hosts",
        paramLabel = "N",
        required = true,
        description = "How many hosts are under that root, as the same log entry says.")
    private long hosts;
  }

  LookupCommand(Surroundings around) {
    this.context = new Context(around);
  }

  @Override
  public Integer call() throws IOException {
    Checking check = checking;
    String wanted = what;
    if (check != null) {
      if (wanted != null) {
        throw Errors.checkOrLookUp();
      }
      return check(check);
    }
    if (wanted == null || wanted.isEmpty()) {
      throw Errors.nothingToLookUp();
    }
    try (ReleaseLookup lookup = ReleaseLookup.open(context.place(release), System::nanoTime)) {
      if (DOCUMENT.matcher(wanted).matches() || SHA256.matcher(wanted).matches()) {
        if (proof != null || dropped || !cursor.isEmpty()) {
          throw Errors.notOfAHost(wanted);
        }
        return one(lookup, wanted);
      }
      return isHost(wanted) ? host(lookup, wanted) : uri(lookup, wanted);
    }
  }

  private static boolean isHost(String wanted) {
    return wanted.indexOf('/') < 0 && (wanted.startsWith("[") || wanted.indexOf(':') < 0);
  }

  private int one(ReleaseLookup lookup, String wanted) throws IOException {
    int most = requiredLimit();
    return answer(
        lookup,
        wanted,
        wanted.startsWith("doc_")
            ? lookup.byDocument(wanted, most)
            : lookup.byTextSha256(wanted, most),
        null);
  }

  private int uri(ReleaseLookup lookup, String uri) throws IOException {
    String host = UriHost.of(uri);
    if (dropped || !cursor.isEmpty() || (proof != null && host.isEmpty())) {
      throw Errors.notOfAHost(uri);
    }
    List<LookupResult> found = lookup.byUri(uri, requiredLimit());
    return answer(lookup, uri, found, proof == null ? null : lookup.prove(host));
  }

  private int answer(
      ReleaseLookup lookup, String wanted, List<LookupResult> found, @Nullable HostProof proved)
      throws IOException {
    StringBuilder people = new StringBuilder();
    for (LookupResult result : found) {
      if (result instanceof LookupResult.Kept kept) {
        people.append(people(kept));
      } else if (result instanceof LookupResult.Dropped gone) {
        people.append(people(gone.document()));
      } else if (result instanceof LookupResult.Absent absent) {
        people.append("absent   ").append(wanted).append('\n');
        HostProof absence = absent.proof();
        if (absence != null) {
          people.append("  its host is not in the release: ").append(under(absence)).append('\n');
        }
      } else {
        throw new AssertionError(result);
      }
    }
    if (!lookup.knowsDropped()) {
      people.append("what the run dropped is not known: an earlier version made the release\n");
    }
    people.append(wrote(proved));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("release", lookup.release().id());
    data.put("found", found.stream().map(LookupResult::toJson).toList());
    context.answer(people.toString(), data);
    return found.get(0) instanceof LookupResult.Absent ? ExitCode.FOUND : ExitCode.OK;
  }

  private static String people(LookupResult.Kept kept) {
    DocumentRow row = kept.row();
    String withdrawn =
        kept.withdrawn().isEmpty() ? "" : "  withdrawn since: " + kept.withdrawn() + "\n";
    return String.format(
        Locale.ROOT,
        "kept     %s  %s\n  source %s, license %s, holder %s, rights %s\n"
            + "  %,d tokens from token %,d of %s, row %,d\n%s",
        row.document().id(),
        row.document().uri(),
        row.document().source(),
        stated(row.document().license()),
        stated(row.document().holder()),
        row.document().rights(),
        row.tokens(),
        row.tokenStart(),
        kept.shard().bin().name(),
        row.row(),
        withdrawn);
  }

  private static String stated(String text) {
    return text.isEmpty() ? "not stated" : text;
  }

  private static String people(DroppedDocument gone) {
    String document = gone.document().isEmpty() ? "(no document)" : gone.document();
    String survivor = gone.survivor().isEmpty() ? "" : " of " + gone.survivor();
    String reason = gone.reason().isEmpty() ? "" : ": " + gone.reason();
    return "dropped  "
        + document
        + "  "
        + gone.uri()
        + "\n  by "
        + gone.rule()
        + " in "
        + gone.stage()
        + survivor
        + reason
        + "\n";
  }

  private static String under(HostProof proof) {
    return String.format(Locale.ROOT, "root %s over %,d hosts", proof.root(), proof.hosts());
  }

  /** A host with what is listed of it. */
  private int host(ReleaseLookup lookup, String host) throws IOException {
    int most = requiredLimit();
    // Of what was dropped there may be a list where no tree says anything of what was kept.
    String keptCursor = dropped ? "" : cursor;
    HostPage page = Arguments.checkedIo(() -> lookup.byHost(host, keptCursor, most));
    StringBuilder people = new StringBuilder();
    people.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s, %s; %s\n",
            page.host(),
            Table.counted(page.hosts(), "host"),
            Table.counted(page.documents(), "document"),
            Table.counted(page.tokens(), "token"),
            Table.counted(page.dropped(), "document") + " dropped"));
    people
        .append(page.proof().isPresent() ? "in the release: " : "not in the release: ")
        .append(under(page.proof()))
        .append('\n');
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("release", lookup.release().id());
    data.put("host", page.host());
    data.put("hosts", page.hosts());
    data.put("documents", page.documents());
    data.put("tokens", page.tokens());
    data.put("dropped", page.dropped());
    String next;
    if (dropped) {
      DroppedPage gone = Arguments.checkedIo(() -> lookup.droppedOfHost(host, cursor, most));
      gone.documents().forEach(each -> people.append(people(each)));
      data.put("listed", gone.documents().stream().map(DroppedDocument::toJson).toList());
      next = gone.next();
    } else {
      page.kept().forEach(each -> people.append(people(each)));
      data.put("listed", page.kept().stream().map(LookupResult.Kept::toJson).toList());
      next = page.next();
    }
    if (!next.isEmpty()) {
      people.append("there are more: --cursor ").append(next).append('\n');
    }
    people.append(wrote(page.proof()));
    data.put("next", next);
    data.put("proof", page.proof().toJson());
    context.answer(people.toString(), data);
    return page.documents() + page.dropped() == 0 ? ExitCode.FOUND : ExitCode.OK;
  }

  private int requiredLimit() throws UsageException {
    if (limit < 1 || limit > ReleaseLookup.LIMIT) {
      throw Errors.outOfBounds("--limit", limit, 1, ReleaseLookup.LIMIT);
    }
    return limit;
  }

  private String wrote(@Nullable HostProof proved) throws IOException {
    Path file = proof;
    if (file == null || proved == null) {
      return "";
    }
    byte[] bytes = CanonicalJson.bytes(proved.toJson());
    return context.wrote(List.of(StatementFiles.write(context.around().path(file), bytes)));
  }

  private int check(Checking check) throws IOException {
    String root = check.root.toLowerCase(Locale.ROOT);
    if (!SHA256.matcher(root).matches()) {
      throw Errors.noRoot(check.root);
    }
    byte[] bytes = Files.readAllBytes(context.around().path(check.file));
    String problem;
    HostProof proved;
    try {
      proved = HostProof.parse(bytes);
      problem = proved.problem(root, check.hosts);
    } catch (IllegalArgumentException e) {
      return proves(check.file, String.valueOf(e.getMessage()));
    }
    if (!problem.isEmpty()) {
      return proves(check.file, problem);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("host", proved.host());
    data.put("present", proved.isPresent());
    data.put("coversBelow", proved.coversBelow());
    data.put("proof", proved.toJson());
    context.answer(said(proved), data);
    return ExitCode.OK;
  }

  private static String said(HostProof proved) {
    if (proved.isPresent()) {
      HostProof.Leaf leaf = proved.leaves().get(0);
      return String.format(
          Locale.ROOT,
          "%s is one of the hosts under this root, with %s of %s",
          proved.host(),
          Table.counted(leaf.listed().documents(), "document"),
          Table.counted(leaf.listed().tokens(), "token"));
    }
    return proved.host()
        + " is none of the hosts under this root"
        + (proved.coversBelow() ? ", and nothing below it is" : "; some below it are");
  }

  private int proves(Path file, String finding) {
    return SignerOptions.found(
        context,
        file,
        "proves nothing: " + finding + "; ask for the proof again, or look it up in the release",
        finding);
  }
}
