package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.estover.crawl.decision.DecisionRules;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.AiTxtFile;
import org.estover.crawl.rights.ReadingRules;
import org.estover.crawl.rights.RightsSignal;
import org.estover.crawl.rights.RobotsFile;
import org.estover.crawl.rights.RslDocument;
import org.estover.crawl.rights.RslLicense;
import org.estover.crawl.rights.SilencePolicy;
import org.estover.crawl.rights.TdmRepFile;
import org.estover.crawl.source.PageSignals;
import org.estover.crawl.source.SiteFile;
import org.estover.crawl.warc.Capture;
import org.estover.crawl.warc.HttpField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A page that no run has seen, as a person gives it: its answer and the files of its site. */
final class PageOptions {
  private static final int FOUND = 200;
  private static final Pattern NAMED = Pattern.compile("(https?://[^=]+)=(.+)");
  private static final Pattern HEADER = Pattern.compile("([^:\\s]+)\\s*:(.*)");
  private static final String CONTENT_TYPE = "Content-Type";

  @Option(names = "--robots", paramLabel = "FILE", description = "The site's robots.txt.")
  private @Nullable Path robots;

  @Option(names = "--tdmrep", paramLabel = "FILE", description = "The site's tdmrep.json.")
  private @Nullable Path tdmrep;

  @Option(names = "--ai-txt", paramLabel = "FILE", description = "The site's ai.txt.")
  private @Nullable Path aiTxt;

  @Option(
      names = "--rsl",
      paramLabel = "[URL=]FILE",
      description =
          "An RSL document, by its URL; without one, the next that robots.txt, header fields or"
              + " markup point to. Repeat for more.")
  private List<String> rsl = new ArrayList<>();

  @Option(
      names = "--header",
      paramLabel = "\"NAME: VALUE\"",
      description = "A header field of the page; repeat for more.")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--page", paramLabel = "FILE", description = "The page's markup.")
  private @Nullable Path page;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "no-reservation",
      description =
          "Of a page so given: what silence means, no-reservation or open-only (default:"
              + " ${DEFAULT-VALUE}).")
  private String policy = "";

  @Option(
      names = "--ai-tokens",
      description =
          "Of a page so given: a robots.txt that disallows known training crawlers reserves"
              + " training.")
  private boolean aiTokens;

  /** Whether a page is given, and not one of a run. */
  boolean isGiven() {
    boolean ofSite = robots != null || tdmrep != null || aiTxt != null || !rsl.isEmpty();
    return ofSite || page != null || !headers.isEmpty();
  }

  DecisionRules rules() throws UsageException {
    SilencePolicy silence = PolicyName.read(policy);
    return new DecisionRules(
        silence, new ReadingRules(ReadingRules.DEFAULT.legacyLabels(), aiTokens));
  }

  /** All signals of the page at {@code url}. */
  List<RightsSignal> signals(Surroundings around, PageUrl url) throws IOException {
    List<SiteFile> files = new ArrayList<>();
    String site = url.authority();
    if (robots != null) {
      byte[] bytes = SiteBytes.read(around.path(robots), RobotsFile.MAX_BYTES);
      files.add(file(SiteFile.Kind.ROBOTS_TXT, site, bytes));
    }
    if (tdmrep != null) {
      byte[] bytes = SiteBytes.read(around.path(tdmrep), TdmRepFile.MAX_BYTES);
      files.add(file(SiteFile.Kind.TDMREP_JSON, site, bytes));
    }
    if (aiTxt != null) {
      byte[] bytes = SiteBytes.read(around.path(aiTxt), AiTxtFile.MAX_BYTES);
      files.add(file(SiteFile.Kind.AI_TXT, site, bytes));
    }
    List<byte[]> unnamed = new ArrayList<>();
    for (String document : rsl) {
      Matcher named = NAMED.matcher(document);
      boolean hasUrl = named.matches();
      Path path = around.path(Path.of(hasUrl ? named.group(2) : document));
      byte[] bytes = SiteBytes.read(path, RslDocument.MAX_BYTES);
      if (hasUrl) {
        String at = named.group(1);
        String subject = PageUrl.parse(at).map(PageUrl::toString).orElse(at);
        files.add(file(SiteFile.Kind.RSL_DOCUMENT, subject, bytes));
      } else {
        unnamed.add(bytes);
      }
    }
    return named(capture(around, url), files, unnamed);
  }

  /** Takes the documents without a URL for the next ones that the page names. */
  private static List<RightsSignal> named(
      Capture capture, List<SiteFile> files, List<byte[]> unnamed) throws IOException {
    List<RightsSignal> signals = PageSignals.of(capture, files);
    int next = 0;
    for (RightsSignal signal : signals) {
      if (signal instanceof RslLicense license
          && next < unnamed.size()
          && !license.source().equals("inline")
          && files.stream().noneMatch(file -> file.subject().equals(license.document()))) {
        files.add(file(SiteFile.Kind.RSL_DOCUMENT, license.document(), unnamed.get(next)));
        next++;
      }
    }
    List<RightsSignal> all = new ArrayList<>(PageSignals.of(capture, files));
    for (byte[] bytes : unnamed.subList(next, unnamed.size())) {
      String nowhere = "given-without-url";
      all.add(RslDocument.parse(bytes).license("rsl", nowhere, capture.uri()));
    }
    return all;
  }

  private static SiteFile file(SiteFile.Kind kind, String subject, byte[] bytes) {
    return new SiteFile(kind, subject, FOUND, bytes, "", "", 0);
  }

  private Capture capture(Surroundings around, PageUrl url) throws IOException {
    List<HttpField> fields = new ArrayList<>();
    for (String header : headers) {
      Matcher field = HEADER.matcher(header);
      if (!field.matches()) {
        throw Errors.badHeader(header);
      }
      fields.add(new HttpField(field.group(1), field.group(2).strip()));
    }
    byte[] body = page == null ? new byte[0] : Files.readAllBytes(around.path(page));
    if (page != null && fields.stream().noneMatch(f -> f.name().equalsIgnoreCase(CONTENT_TYPE))) {
      fields.add(new HttpField(CONTENT_TYPE, "text/html"));
    }
    return new Capture(url.toString(), "", FOUND, fields, body, true);
  }
}
