package org.estover.licensing.terms.summary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.licensing.terms.identity.Printable;
import org.estover.licensing.terms.summary.EuAnswer.Origin;

/**
 * A public summary of training content, field by field as the template asks. The same release,
 * training run and statements give the same bytes.
 *
 * @param subject id of the release or training run that it is about
 * @param answers one for every field
 * @param domains the most relevant domains of 2.3
 */
public record EuSummary(String subject, Map<EuField, EuAnswer> answers, Domains domains) {

  /** Domains that are shown to people; the data have all. */
  private static final int SHOWN = 20;

  public EuSummary {
    answers = Collections.unmodifiableMap(new EnumMap<>(answers));
    if (answers.size() != EuField.values().length) {
      throw new IllegalArgumentException("a summary of " + answers.size() + " fields");
    }
  }

  /** The answer in a field. */
  public EuAnswer answer(EuField field) {
    EuAnswer answer = answers.get(field);
    if (answer == null) {
      throw new AssertionError(field);
    }
    return answer;
  }

  /** The fields that only the provider can fill and has not. */
  public List<EuField> missing() {
    return answers.keySet().stream()
        .filter(field -> answer(field).origin() == Origin.MISSING)
        .toList();
  }

  /** The summary as data. */
  public Map<String, Object> toJson() {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (EuField field : EuField.values()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("section", field.section());
      json.put("field", field.key());
      json.put("question", field.question());
      json.put("answer", answer(field).text());
      json.put("origin", answer(field).origin().word());
      fields.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", subject);
    json.put("template", "Regulation (EU) 2024/1689, Article 53(1)(d), template of 2025-07-24");
    json.put("fields", fields);
    json.put("missing", missing().stream().map(EuField::key).toList());
    json.put("domainsInAll", Long.toString(domains.all()));
    json.put(
        "domains",
        domains.listed().stream()
            .map(each -> Map.of("domain", each.name(), "tokens", Long.toString(each.tokens())))
            .toList());
    return json;
  }

  /** The summary for people. */
  public String text() {
    StringBuilder out = new StringBuilder(4096);
    out.append("Public summary of training content (AI Act, Article 53(1)(d)): ").append(subject);
    String section = "";
    for (EuField field : EuField.values()) {
      if (!field.section().equals(section)) {
        section = field.section();
        out.append("\n\n").append(section.equals("0") ? "" : section + " ");
        out.append(EuField.title(section));
      }
      EuAnswer answer = answer(field);
      out.append("\n  ").append(field.question()).append(": ");
      out.append(Printable.of(answer.text()));
      out.append(answer.origin() == Origin.STATED ? " (stated)" : "");
      if (field == EuField.CRAWL_DOMAINS) {
        for (Domains.Domain domain : shown()) {
          out.append("\n    ").append(Printable.of(domain.name())).append("  ");
          out.append(EuText.count(domain.tokens(), "token"));
        }
      }
    }
    return out.append('\n').toString();
  }

  private List<Domains.Domain> shown() {
    return domains.listed().subList(0, Math.min(SHOWN, domains.listed().size()));
  }

  /** The summary as a page that stands alone. */
  public String html() {
    StringBuilder out = new StringBuilder(8192);
    String title = "Public summary of training content: " + subject;
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>");
    out.append(EuText.html(title)).append("</title>\n<style>\n");
    out.append("body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}\n");
    out.append("table{border-collapse:collapse;width:100%}\n");
    out.append("th,td{border:1px solid #767676;padding:.4em;text-align:left;vertical-align:top}\n");
    out.append("th{width:30%}.missing{font-style:italic}\n</style></head>\n<body>\n<h1>");
    out.append(EuText.html(title)).append("</h1>\n<p>Regulation (EU) 2024/1689, Article 53(1)(d).");
    out.append(" Every answer says whether it was computed from the release, its order and the");
    out.append(" trust's ledger, stated by the provider, or is missing.</p>\n");
    String section = "";
    for (EuField field : EuField.values()) {
      if (!field.section().equals(section)) {
        out.append(section.isEmpty() ? "" : "</table>\n");
        section = field.section();
        out.append("<h2>").append(section.equals("0") ? "" : section + " ");
        out.append(EuText.html(EuField.title(section))).append("</h2>\n<table>\n");
      }
      row(out, field);
    }
    return out.append("</table>\n</body>\n</html>\n").toString();
  }

  private void row(StringBuilder out, EuField field) {
    EuAnswer answer = answer(field);
    out.append("<tr id=\"").append(field.key()).append("\"><th scope=\"row\">");
    out.append(EuText.html(field.question())).append("</th><td class=\"");
    out.append(answer.origin().word()).append("\">").append(EuText.html(answer.text()));
    if (field == EuField.CRAWL_DOMAINS && !domains.listed().isEmpty()) {
      out.append("<ul>");
      for (Domains.Domain domain : domains.listed()) {
        out.append("<li>").append(EuText.html(domain.name())).append(": ");
        out.append(EuText.count(domain.tokens(), "token")).append("</li>");
      }
      out.append("</ul>");
    }
    out.append("</td><td>").append(answer.origin().word()).append("</td></tr>\n");
  }
}
