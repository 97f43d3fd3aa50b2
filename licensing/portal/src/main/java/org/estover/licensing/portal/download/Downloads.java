package org.estover.licensing.portal.download;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.account.Networks;
import org.estover.licensing.portal.account.SealedSecrets;
import org.estover.licensing.portal.audit.Activity;
import org.estover.licensing.portal.audit.ActivityLog;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.Slice;
import org.estover.tokenize.release.ReleasedShard;
import org.springframework.stereotype.Component;

/**
 * Hands out files of releases: says how one is shown to whom, makes links to it, follows them, and
 * has every read taken down before its first byte leaves. Thread-safe.
 */
@Component
public final class Downloads {
  private static final int FORBIDDEN = 403;

  /** Refusals that are remembered, so that each is recorded once until the next start. */
  private static final int MOST_REFUSALS = 10_000;

  private final DownloadRights rights;
  private final SignedLinks links;
  private final Masking masking;
  private final FileAnswer answer;
  private final List<ReadLog> logs;
  private final ActivityLog activity;
  private final SealedSecrets secrets;
  private final Clock clock;
  private final Set<String> refusals = ConcurrentHashMap.newKeySet();

  Downloads(
      DownloadRights rights,
      SignedLinks links,
      Masking masking,
      FileAnswer answer,
      List<ReadLog> logs,
      ActivityLog activity,
      SealedSecrets secrets,
      Clock clock) {
    this.rights = rights;
    this.links = links;
    this.masking = masking;
    this.answer = answer;
    this.logs = List.copyOf(logs);
    this.activity = activity;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * A link to a file.
   *
   * @param address its path and query
   * @param tag the entity tag of the file as its holder is shown it, without quotes
   */
  public record MadeLink(Link link, String address, String tag) {}

  /** The entity tag, without quotes, of a file as those see it whose grant covers all of it. */
  public String tag(ShelvedRelease release, ReleaseFile file) throws IOException {
    ReleasedShard shard = file.shard();
    return shard == null || !file.followsTokens()
        ? file.sha256()
        : masking.of(release.release(), shard, Slice.WHOLE).tag(file.sha256());
  }

  /**
   * Makes a link by which a visitor, or a program that it gives it to, reads a file for some
   * minutes.
   *
   * @param grantId the grant that it names, or "" for the one that covers most
   * @throws DownloadRefusedException if no grant of the visitor's covers the file
   */
  public MadeLink link(Visitor visitor, ShelvedRelease release, ReleaseFile file, String grantId)
      throws IOException, DownloadRefusedException {
    return link(visitor, release, file, grantId, 0, file.size());
  }

  /** The same for a part of the file: the bytes from {@code from} to {@code to}, exclusive. */
  public MadeLink link(
      Visitor visitor, ShelvedRelease release, ReleaseFile file, String grantId, long from, long to)
      throws IOException, DownloadRefusedException {
    Admission admission = admission(visitor, release, file, grantId);
    HiddenTokens hidden = hidden(release, file, admission);
    Link link =
        new Link(
            release.id(),
            file.name(),
            admission.accountId(),
            admission.tokenId(),
            admission.partyId(),
            admission.grantId(),
            links.end(),
            from,
            to);
    activity.record(
        new Activity(
            link.accountId(),
            link.partyId(),
            link.tokenId(),
            "release.link",
            link.releaseId(),
            0,
            evidence(link)));
    return new MadeLink(link, links.address(link), hidden.tag(file.sha256()));
  }

  /** Also from where it was asked for: the rules over tokens go by that. */
  private Map<String, String> evidence(Link link) {
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("file", link.file());
    evidence.put("grant", link.grantId());
    String network = Networks.current();
    if (!network.isEmpty()) {
      evidence.put("network", secrets.mark("network", network));
    }
    return evidence;
  }

  /** Under what a visitor reads; that it asked for a purpose without a grant is recorded. */
  private Admission admission(
      Visitor visitor, ShelvedRelease release, ReleaseFile file, String grantId)
      throws IOException, DownloadRefusedException {
    try {
      return rights.admit(visitor, release.id(), grantId);
    } catch (DownloadRefusedException e) {
      Optional<Grant> other = rights.ofOtherPurpose(visitor, release.id());
      if (other.isPresent()
          && refusals.size() < MOST_REFUSALS
          && refusals.add(visitor.tokenId() + " " + other.get().id())) {
        activity.record(
            new Activity(
                visitor.accountId(),
                visitor.partyId(),
                visitor.tokenId(),
                "release.refused",
                release.id(),
                0,
                Map.of(
                    "file", file.name(), "grant", other.get().id(), "purpose", visitor.purpose())));
      }
      throw e;
    }
  }

  /** What of a file somebody is not shown; refused where that is all of it. */
  private HiddenTokens hidden(ShelvedRelease release, ReleaseFile file, Admission admission)
      throws IOException, DownloadRefusedException {
    ReleasedShard shard = file.shard();
    if (shard == null) {
      // What an intervention changed has places and tokens of all documents in it.
      if (!admission.slice().isWhole() || !masking.isClear(release.release())) {
        throw rights.outside(file.name(), release.id());
      }
      return HiddenTokens.NONE;
    }
    HiddenTokens hidden = masking.of(release.release(), shard, admission.slice());
    if (hidden.isAll()) {
      throw rights.outside(file.name(), release.id());
    }
    return file.followsTokens() ? hidden : HiddenTokens.NONE;
  }

  /**
   * Answers a request that follows a link.
   *
   * @throws DownloadRefusedException if the link opens nothing, or not what is asked
   */
  void follow(
      HttpServletRequest request,
      HttpServletResponse response,
      ShelvedRelease release,
      ReleaseFile file)
      throws IOException, DownloadRefusedException {
    Link link;
    try {
      String path = request.getRequestURI().substring(request.getContextPath().length());
      link = links.check(path, request.getQueryString());
    } catch (LinkRefusedException e) {
      throw new DownloadRefusedException(FORBIDDEN, String.valueOf(e.getMessage()));
    }
    Admission admission = rights.admit(link);
    HiddenTokens hidden = hidden(release, file, admission);
    FileAnswer.Shown shown =
        new FileAnswer.Shown(file, release.release().folder().resolve(file.name()), hidden);
    RangePlan plan = FileAnswer.plan(request, response, shown);
    ByteRange part = plan.part();
    if (plan.delivers() && (part.from() < link.from() || part.to() > link.to())) {
      response.reset();
      throw new DownloadRefusedException(
          FORBIDDEN,
          "this link opens the bytes "
              + link.from()
              + " to "
              + (link.to() - 1)
              + "; ask for a range of them");
    }
    if (plan.delivers() && request.getMethod().equals("GET")) {
      ShardRead read =
          new ShardRead(
              clock.instant(),
              admission.accountId(),
              admission.tokenId(),
              admission.partyId(),
              admission.grantId(),
              release.id(),
              file.name(),
              part.from(),
              part.to(),
              file.holdsTokens() && hidden.touches(part.from(), part.to()));
      for (ReadLog log : logs) {
        log.record(read);
      }
      answer.send(request, response, shown, part);
    }
  }

  /** Answers a request for a file that everybody may have. */
  public void open(
      HttpServletRequest request,
      HttpServletResponse response,
      ShelvedRelease release,
      ReleaseFile file)
      throws IOException {
    if (file.isGated()) {
      throw new IllegalArgumentException(file.name() + " is not open to everybody");
    }
    FileAnswer.Shown shown =
        new FileAnswer.Shown(
            file, release.release().folder().resolve(file.name()), HiddenTokens.NONE);
    RangePlan plan = FileAnswer.plan(request, response, shown);
    if (plan.delivers() && request.getMethod().equals("GET")) {
      answer.send(request, response, shown, plan.part());
    }
  }
}
