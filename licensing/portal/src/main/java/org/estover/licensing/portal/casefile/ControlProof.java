package org.estover.licensing.portal.casefile;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.estover.licensing.terms.claim.Claim;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ControlCheck;
import org.estover.licensing.terms.claim.PublicPlaces;
import org.estover.tokenize.release.UriHost;
import org.springframework.stereotype.Component;

/** Shows that who filed a case controls the place that it is about. Thread-safe. */
@Component
public final class ControlProof {
  private final ControlCheck check;
  private final Cases cases;
  private final Clock clock;

  ControlProof(PublicPlaces places, Cases cases, Clock clock) {
    this.check = new ControlCheck(places);
    this.cases = cases;
    this.clock = clock;
  }

  /**
   * What has to be written where.
   *
   * @param token {@code estover-claim=...}, which is no secret
   * @param id the token's right side
   * @param host the host of the place
   * @param page the page whose head may hold a meta tag
   * @param file the file of the path, or "" for a whole host
   */
  public record Task(String token, String id, String host, String page, String file) {}

  /** What proves control in a case; empty where only a person can tell. */
  public Optional<Task> task(CaseFile file) {
    String id = tokenId(file);
    return id.isEmpty()
        ? Optional.empty()
        : scope(file.place())
            .map(
                scope ->
                    new Task(
                        Claim.TOKEN_NAME + "=" + id,
                        id,
                        scope.host(),
                        scope.isHost() ? scope.host() + "/" : scope.toString(),
                        scope.isHost() ? "" : scope + "/estover-claim.txt"));
  }

  /** A claim is proven by its own id, so that the log's claim can be checked by anybody. */
  private static String tokenId(CaseFile file) {
    return switch (file.kind()) {
      case CLAIM -> file.thing();
      case OPT_OUT -> file.id();
      case DISPUTE, CORRECTION -> "";
    };
  }

  /** The host or path over which control can be shown. */
  public static Optional<ClaimScope> scope(String place) {
    for (String text : List.of(place, UriHost.of(place))) {
      try {
        return Optional.of(ClaimScope.parse(text));
      } catch (IllegalArgumentException e) {
        // A document, a name, or a URL with a query, which its host stands for.
      }
    }
    return Optional.empty();
  }

  /**
   * Looks now, and writes down in the case what was found.
   *
   * @return what was looked at; nothing where only a person can tell
   */
  public List<ControlCheck.Look> look(CaseFile file) {
    Optional<ClaimScope> scope = scope(file.place());
    String id = tokenId(file);
    if (scope.isEmpty() || id.isEmpty()) {
      return List.of();
    }
    List<ControlCheck.Look> looks = check.look(scope.get(), id);
    ControlCheck.proof(looks).ifPresent(look -> cases.prove(file, look.method()));
    String words =
        looks.stream()
            .map(look -> look.method() + " (" + look.place() + "): " + look.outcome())
            .collect(Collectors.joining("\n"));
    cases.add(file.id(), CaseEvent.of(clock.instant(), "checked", CaseEvent.TRUST, words));
    return looks;
  }
}
