package org.estover.licensing.terms.certificate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.estover.licensing.terms.identity.Printable;

/** Lays certificates out for people: as text, and as one HTML page that needs nothing beside it. */
public final class CertificateText {

  private static final String STYLE =
      "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
          + "table{border-collapse:collapse;width:100%}"
          + "th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ccc;"
          + "vertical-align:top}";

  private CertificateText() {}

  /** What a certificate says, in sentences that claim no more than was looked at. */
  static String claim(Certificate certificate) {
    String shown =
        switch (certificate.standing().level()) {
          case L0 -> "This rests on the developer's word alone.";
          case L1 -> "The developer signed this with a key that the trust knows.";
          case L2 -> "The digests that the trainer logged equal those of this order at every step.";
        };
    boolean alone = certificate.training().foreignTokens() == 0;
    return "The trust granted this use, and the training run named here reads what is said here"
        + (alone ? " and, as its developer declares, no other data. " : ". ")
        + shown
        + " It does not show that a model was made of it, nor what a model does.";
  }

  private static Map<String, String> rows(Certificate certificate) {
    CertifiedTraining training = certificate.training();
    Permitted permitted = certificate.permitted();
    Standing standing = certificate.standing();
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("certificate", certificate.id());
    rows.put("holds", certificate.term().from() + " to " + certificate.term().until());
    rows.put("trust", named(certificate.trust()));
    rows.put("developer", named(certificate.developer()));
    rows.put("training run", training.name() + " (" + training.id() + ")");
    rows.put(
        "models made by it alone",
        certificate.models().isEmpty()
            ? "none is registered"
            : certificate.models().stream()
                .map(CertificateText::named)
                .collect(Collectors.joining(", ")));
    rows.put(
        "grant",
        permitted.grantId()
            + " for "
            + permitted.purpose()
            + (permitted.redistribution() ? " and redistribution" : "")
            + ", "
            + permitted.opens()
            + ", under "
            + permitted.agreementId());
    rows.put("release", training.releaseId() + ", SHA-256 " + training.releaseSha256());
    rows.put("order", training.orderId().isEmpty() ? "the release's own" : training.orderId());
    rows.put(
        "read",
        String.format(
            Locale.ROOT,
            "%,d tokens in %,d steps of %,d sequences",
            training.tokens(),
            training.steps(),
            training.sequencesPerStep()));
    rows.put(
        "other data",
        String.format(
            Locale.ROOT,
            "%,d tokens declared; %s is of the trust",
            training.foreignTokens(),
            training.trustShare().percent()));
    rows.put("verified", standing.level().name());
    rows.put(
        "payments",
        standing.payments().meaning()
            + (standing.through().isEmpty() ? "" : ", through " + standing.through()));
    rows.put(
        "log",
        certificate.log().origin()
            + ", its first "
            + certificate.log().size()
            + " entries, root "
            + certificate.log().root().base64());
    rows.put("SHA-256 of its canonical JSON", certificate.sha256());
    return rows;
  }

  private static String named(Named named) {
    return named.name() + " (" + named.id() + ")";
  }

  /** A certificate as text. */
  public static String of(Certificate certificate) {
    StringBuilder out = new StringBuilder(1024);
    out.append("Certificate of a training run\n");
    rows(certificate)
        .forEach(
            (what, value) ->
                out.append(String.format(Locale.ROOT, "  %-30s %s\n", what, Printable.of(value))));
    return out.append(claim(certificate)).append('\n').toString();
  }

  /** A certificate as a page, UTF-8; names are the developer's and are escaped. */
  public static String html(Certificate certificate) {
    StringBuilder out = new StringBuilder(4096);
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>Certificate ").append(certificate.id()).append("</title>\n");
    out.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    out.append("<h1>Certificate of a training run</h1>\n<p>");
    out.append(escaped(claim(certificate))).append("</p>\n<table>\n<tbody>\n");
    rows(certificate)
        .forEach(
            (what, value) ->
                out.append("<tr><th scope=\"row\">")
                    .append(escaped(what))
                    .append("</th><td>")
                    .append(escaped(value))
                    .append("</td></tr>\n"));
    out.append("</tbody>\n</table>\n<p>The signed note beside it proves that the trust said so;");
    out.append(" whether it was revoked or is stale, the trust answers.</p>\n");
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String escaped(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
