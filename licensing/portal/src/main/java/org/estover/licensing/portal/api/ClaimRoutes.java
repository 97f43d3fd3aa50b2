package org.estover.licensing.portal.api;

import static org.estover.licensing.portal.api.Inputs.parsed;
import static org.estover.licensing.portal.api.Inputs.required;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.estover.licensing.portal.access.PlainText;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.casefile.Attempts;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Claims to what documents of unknown holders earned. */
@RestController
final class ClaimRoutes {
  private static final int MOST_PLACES = 20;
  private static final int LONGEST_NAME = 200;
  private static final int CLAIMS_AN_HOUR = 20;
  private static final String FILE = "api-claims";

  private final TrustDesk desk;
  private final Answers answers;
  private final Inputs inputs;
  private final Attempts attempts;
  private final Clock clock;

  ClaimRoutes(TrustDesk desk, Answers answers, Inputs inputs, Attempts attempts, Clock clock) {
    this.desk = desk;
    this.answers = answers;
    this.inputs = inputs;
    this.attempts = attempts;
    this.clock = clock;
  }

  /** What a rights holder sends. */
  record NewClaims(@Nullable String name, @Nullable List<String> places, @Nullable String share) {}

  /** A claim as it was filed, with what its place has to say. */
  record Filed(String id, String place, String share, String state, String token) {
    static Filed of(ClaimStatus status) {
      return new Filed(
          status.claim().id(),
          status.claim().scope().toString(),
          status.claim().share().percent(),
          status.state().word(),
          status.claim().token());
    }
  }

  /** The claims that were filed. */
  record FiledClaims(List<Filed> claims) {}

  /** How far a claim is; whose it is and what it claims is not for everybody. */
  record Standing(String id, String state, String filed) {}

  @PostMapping("/v1/claims")
  @Rule(value = Who.EVERYBODY, scope = "request")
  ResponseEntity<byte[]> file(@RequestBody byte[] body) throws IOException {
    NewClaims asked = inputs.read(body, NewClaims.class);
    String name = required("name", asked.name()).strip();
    List<String> places = required("places", asked.places());
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Errors.field("name", "a name has 1 to " + LONGEST_NAME + " letters");
    }
    if (!PlainText.isLine(name)) {
      throw Errors.field("name", "a name is one line, without what turns the direction of writing");
    }
    if (places.isEmpty() || places.size() > MOST_PLACES) {
      throw Errors.field("places", places.size() + " places; claim 1 to " + MOST_PLACES);
    }
    List<ClaimScope> scopes =
        parsed("places", () -> places.stream().map(ClaimScope::parse).toList());
    String part = Objects.requireNonNullElse(asked.share(), "100%");
    Ratio share = parsed("share", () -> Ratio.parse(part));
    if (share.equals(Ratio.ZERO) || share.compareTo(Ratio.ONE) > 0) {
      throw Errors.field("share", share + " is not more than nothing and at most all of it");
    }
    // Each stays in the ledger for ever, and nobody has to say who they are.
    if (!attempts.mayTry(FILE, CLAIMS_AN_HOUR)) {
      throw Errors.tooMany(CLAIMS_AN_HOUR);
    }
    attempts.count(FILE);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<ClaimStatus> filed =
        desk.write(opened -> opened.trust().claims().file(name, scopes, share, today));
    return answers.created(
        "/v1/claims/" + filed.get(0).claim().id(),
        new FiledClaims(filed.stream().map(Filed::of).toList()));
  }

  @GetMapping("/v1/claims/{claim}")
  @Rule(
      value = Who.EVERYBODY,
      things = @Rule.Thing(name = "claim", kind = ThingKind.PUBLIC),
      scope = "read")
  ResponseEntity<byte[]> claim(@PathVariable String claim) throws IOException {
    if (!claim.matches("clm_[0-9a-f]{32}")) {
      throw Errors.notFound("claim", claim);
    }
    ClaimStatus status = desk.read(opened -> opened.trust().claims().status(claim));
    return answers.one(
        new Standing(claim, status.state().word(), status.claim().filed().toString()));
  }
}
