package org.estover.licensing.portal.api;

import static org.estover.licensing.portal.api.Inputs.parsed;
import static org.estover.licensing.portal.api.Inputs.required;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.ThingKind;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.portal.license.TermsText;
import org.estover.licensing.terms.Licenses;
import org.estover.licensing.terms.Trust;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.Grant;
import org.estover.licensing.terms.agreement.LicenseClass;
import org.estover.licensing.terms.agreement.LicenseRequest;
import org.estover.licensing.terms.agreement.LicenseeClass;
import org.estover.licensing.terms.agreement.Offer;
import org.estover.licensing.terms.agreement.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Offers, requests for licenses, agreements and grants. */
@RestController
final class LicenseRoutes {
  private final TrustDesk desk;
  private final Answers answers;
  private final Inputs inputs;
  private final Clock clock;

  LicenseRoutes(TrustDesk desk, Answers answers, Inputs inputs, Clock clock) {
    this.desk = desk;
    this.answers = answers;
    this.inputs = inputs;
    this.clock = clock;
  }

  @GetMapping("/v1/offers")
  @Rule(value = Who.EVERYBODY, scope = "read")
  ResponseEntity<byte[]> offers(HttpServletRequest request) throws IOException {
    List<Offer> offers = desk.read(opened -> opened.trust().offers());
    String trust = trustName();
    return answers.list(
        request,
        (from, most) -> Batch.of(offers, from, most),
        offer -> LicenseJson.Offer.of(offer, trust));
  }

  private String trustName() throws IOException {
    return desk.read(opened -> opened.trust().self().name());
  }

  @GetMapping("/v1/license-requests")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      scope = "read")
  ResponseEntity<byte[]> requests(HttpServletRequest request, Visitor visitor) throws IOException {
    List<LicenseRequest> seen =
        desk.read(opened -> List.copyOf(opened.trust().licenses().requests().values())).stream()
            .filter(each -> Mine.sees(visitor, each.developerId()))
            .toList();
    return answers.list(request, (from, most) -> decided(Batch.of(seen, from, most)), each -> each);
  }

  private Batch<LicenseJson.Request> decided(Batch<LicenseRequest> requests) throws IOException {
    return desk.read(
        opened -> {
          List<LicenseJson.Request> shown = new ArrayList<>();
          for (LicenseRequest request : requests.items()) {
            shown.add(shown(opened.trust(), request));
          }
          return new Batch<>(shown, requests.next());
        });
  }

  private static LicenseJson.Request shown(Trust trust, LicenseRequest request) throws IOException {
    return LicenseJson.Request.of(request, trust.licenses().decision(request.id()).orElse(null));
  }

  @GetMapping("/v1/license-requests/{request}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "request", kind = ThingKind.LICENSE_REQUEST),
      scope = "read")
  ResponseEntity<byte[]> request(@PathVariable String request) throws IOException {
    return answers.one(
        desk.read(
            opened ->
                shown(
                    opened.trust(),
                    Objects.requireNonNull(opened.trust().licenses().requests().get(request)))));
  }

  @PostMapping("/v1/license-requests")
  @Rule(value = Who.DEVELOPER, scope = "request")
  ResponseEntity<byte[]> ask(@RequestBody byte[] body, Visitor visitor) throws IOException {
    LicenseJson.NewRequest asked = inputs.read(body, LicenseJson.NewRequest.class);
    String developer = Mine.party(visitor);
    String offer = required("offerId", asked.offerId());
    String text = required("text", asked.text());
    LicenseeClass licensee = licensee(asked.licensee());
    LicenseRequest request =
        parsed("text", () -> new LicenseRequest(offer, developer, licensee, text));
    LicenseRequest made = desk.write(opened -> opened.trust().licenses().request(request));
    return answers.created(
        "/v1/license-requests/" + made.id(), desk.read(opened -> shown(opened.trust(), made)));
  }

  private static LicenseeClass licensee(@Nullable String word) {
    return word == null
        ? LicenseeClass.COMMERCIAL
        : parsed("licensee", () -> LicenseeClass.of(word));
  }

  @GetMapping("/v1/agreements")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      scope = "read")
  ResponseEntity<byte[]> agreements(HttpServletRequest request, Visitor visitor)
      throws IOException {
    List<Agreement> seen =
        desk.read(opened -> opened.trust().agreements()).stream()
            .filter(each -> Mine.sees(visitor, each.developerId()))
            .toList();
    return answers.list(
        request,
        (from, most) -> {
          Batch<Agreement> batch = Batch.of(seen, from, most);
          return desk.read(
              opened -> {
                List<LicenseJson.Signed> shown = new ArrayList<>();
                for (Agreement agreement : batch.items()) {
                  shown.add(shown(opened.trust().licenses(), agreement));
                }
                return new Batch<>(shown, batch.next());
              });
        },
        each -> each);
  }

  private static LicenseJson.Signed shown(Licenses licenses, Agreement agreement)
      throws IOException {
    return LicenseJson.Signed.of(agreement, licenses.lastDay(agreement).orElse(null));
  }

  @GetMapping("/v1/agreements/{agreement}")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      things = @Rule.Thing(name = "agreement", kind = ThingKind.AGREEMENT),
      scope = "read")
  ResponseEntity<byte[]> agreement(@PathVariable String agreement) throws IOException {
    return answers.one(
        desk.read(
            opened -> {
              for (Agreement each : opened.trust().agreements()) {
                if (each.id().equals(agreement)) {
                  return shown(opened.trust().licenses(), each);
                }
              }
              throw Errors.notFound("agreement", agreement);
            }));
  }

  @PostMapping("/v1/agreements")
  @Rule(value = Who.DEVELOPER, scope = "request")
  ResponseEntity<byte[]> sign(@RequestBody byte[] body, Visitor visitor) throws IOException {
    LicenseJson.NewAgreement asked = inputs.read(body, LicenseJson.NewAgreement.class);
    String developer = Mine.party(visitor);
    String offer = required("offerId", asked.offerId());
    String text = required("text", asked.text());
    LocalDate from =
        asked.from() == null ? today() : parsed("from", () -> LocalDate.parse(asked.from()));
    Optional<LocalDate> until =
        Optional.ofNullable(asked.until()).map(day -> parsed("until", () -> LocalDate.parse(day)));
    LicenseeClass licensee = licensee(asked.licensee());
    requireText(offer, text);
    Agreement agreement =
        parsed("text", () -> new Agreement(offer, developer, text, from, until, licensee, ""));
    Agreement signed = desk.write(opened -> opened.trust().licenses().sign(agreement));
    return answers.created(
        "/v1/agreements/" + signed.id(),
        desk.read(opened -> shown(opened.trust().licenses(), signed)));
  }

  /** The trust offered one text, and is bound by no other that a developer writes. */
  private void requireText(String offerId, String text) throws IOException {
    String trust = trustName();
    for (Offer each : desk.read(opened -> opened.trust().offers())) {
      if (each.id().equals(offerId) && !TermsText.of(each, trust).equals(text)) {
        throw Errors.field(
            "text",
            "this is not the text of " + offerId + "; sign the one that GET /v1/offers gives");
      }
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @GetMapping("/v1/grants")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      scope = "read")
  ResponseEntity<byte[]> grants(HttpServletRequest request, Visitor visitor) throws IOException {
    List<Grant> seen =
        desk.read(
            opened -> {
              var ids = Mine.grants(opened.trust(), visitor);
              return opened.trust().grants().stream()
                  .filter(grant -> ids.contains(grant.id()))
                  .toList();
            });
    return answers.list(
        request,
        (from, most) -> {
          Batch<Grant> batch = Batch.of(seen, from, most);
          return desk.read(
              opened -> {
                List<LicenseJson.Permitted> shown = new ArrayList<>();
                for (Grant grant : batch.items()) {
                  shown.add(shown(opened.trust(), grant));
                }
                return new Batch<>(shown, batch.next());
              });
        },
        each -> each);
  }

  private static LicenseJson.Permitted shown(Trust trust, Grant grant) throws IOException {
    return LicenseJson.Permitted.of(grant, trust.licenses().lastDay(grant).orElse(null));
  }

  @PostMapping("/v1/grants")
  @Rule(value = Who.DEVELOPER, scope = "request")
  ResponseEntity<byte[]> grant(@RequestBody byte[] body, Visitor visitor) throws IOException {
    LicenseJson.NewGrant asked = inputs.read(body, LicenseJson.NewGrant.class);
    String agreement = required("agreementId", asked.agreementId());
    String release = required("releaseId", asked.releaseId());
    String purpose = required("purpose", asked.purpose());
    Grant grant =
        parsed(
            "licenseClasses",
            () ->
                new Grant(
                    agreement,
                    release,
                    purpose,
                    slice(asked),
                    Boolean.TRUE.equals(asked.redistribution())));
    Grant made =
        desk.write(
            opened -> {
              Mine.agreement(opened.trust(), visitor, agreement);
              return opened.trust().granting().grant(grant, today());
            });
    return answers.created("/v1/grants", desk.read(opened -> shown(opened.trust(), made)));
  }

  private static Slice slice(LicenseJson.NewGrant asked) {
    List<String> sources = Objects.requireNonNullElse(asked.sources(), List.of());
    List<String> classes = Objects.requireNonNullElse(asked.licenseClasses(), List.of());
    return new Slice(sources, classes.stream().map(LicenseClass::of).toList());
  }
}
