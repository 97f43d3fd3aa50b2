package org.estover.licensing.portal.claim;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.estover.licensing.portal.casefile.Field;
import org.estover.licensing.portal.desk.TrustDesk;
import org.estover.licensing.terms.TermsRefusedException;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.claim.ClaimScope;
import org.estover.licensing.terms.withdrawal.WithdrawalKind;
import org.springframework.stereotype.Component;

/** Says what is wrong with the answers to a question, before anything is sent. */
@Component
final class Checks {
  private static final Pattern DOCUMENT = Pattern.compile("doc_[0-9a-f]{32}");
  private static final Pattern CLAIM = Pattern.compile("clm_[0-9a-f]{32}");
  private static final Pattern URL = Pattern.compile("https?://[^/\\s]+(/\\S*)?");

  private final TrustDesk desk;

  Checks(TrustDesk desk) {
    this.desk = desk;
  }

  /** Keys of texts, or texts, that say what is wrong, by field; none where all is well. */
  Map<String, String> problems(Flow flow, Flow.Question question, Map<String, String> answers)
      throws IOException {
    Map<String, String> problems = new TreeMap<>();
    for (Field field : question.fields()) {
      String value = answers.getOrDefault(field.name(), "").strip();
      String problem = field.problem(value);
      if (problem.isEmpty()) {
        problem = special(flow, field.name(), value, answers);
      }
      if (!problem.isEmpty()) {
        problems.put(field.name(), problem);
      }
    }
    return problems;
  }

  private String special(Flow flow, String field, String value, Map<String, String> answers)
      throws IOException {
    return switch (field) {
      case "place" -> place(flow, value, answers);
      case "share" -> share(value);
      case "contact" -> value.isEmpty() || value.length() >= 5 ? "" : "claim.problem.contact";
      default -> "";
    };
  }

  private String place(Flow flow, String value, Map<String, String> answers) throws IOException {
    return switch (flow) {
      case CLAIMS ->
          answers.getOrDefault("subject", "").equals("holder") || isScope(value)
              ? ""
              : "claim.problem.scope";
      case OPT_OUT, CORRECTIONS ->
          DOCUMENT.matcher(value).matches()
                  || URL.matcher(value).matches()
                  || WithdrawalKind.isHostName(value)
              ? ""
              : "claim.problem.place";
      case DISPUTES ->
          CLAIM.matcher(value).matches() && isClaim(value) ? "" : "claim.problem.claim";
    };
  }

  private static boolean isScope(String value) {
    try {
      return !ClaimScope.parse(value).host().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isClaim(String id) throws IOException {
    try {
      return desk.read(opened -> opened.trust().claims().status(id).claim().id().equals(id));
    } catch (TermsRefusedException e) {
      return false;
    }
  }

  private static String share(String value) {
    try {
      Ratio share = Ratio.parse(value);
      return share.compareTo(Ratio.ZERO) > 0 && share.compareTo(Ratio.ONE) <= 0
          ? ""
          : "claim.problem.share";
    } catch (IllegalArgumentException e) {
      return "claim.problem.share";
    }
  }
}
