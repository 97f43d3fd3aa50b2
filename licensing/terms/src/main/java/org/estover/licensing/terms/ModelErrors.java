package org.estover.licensing.terms;

import java.math.BigInteger;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Agreement;
import org.estover.licensing.terms.agreement.AllowedDeduction;
import org.estover.licensing.terms.obligation.ModelRevenue;
import org.estover.licensing.terms.obligation.RevenueReport;
import org.estover.licensing.terms.usage.Deployment;
import org.estover.licensing.terms.usage.Model;
import org.estover.licensing.terms.usage.TrainingRun;
import org.jspecify.annotations.Nullable;

/** The wording of refusals about models. */
final class ModelErrors {

  private ModelErrors() {}

  static TermsRefusedException otherModel(Model known, Model asked) {
    return new TermsRefusedException(
        "model \""
            + known.name()
            + "\" is registered already ("
            + known.id()
            + "), made "
            + made(known)
            + ", and this says "
            + made(asked)
            + ": repeat what was registered, or choose another name");
  }

  private static String made(Model model) {
    String run = model.trainingRunId().isEmpty() ? "" : "by " + model.trainingRunId();
    String parent =
        model.parentId().isEmpty()
            ? ""
            : "from " + model.parentId() + ", of which it inherits " + model.inherit();
    return run + (run.isEmpty() || parent.isEmpty() ? "" : " and ") + parent;
  }

  static TermsRefusedException runOfAnother(TrainingRun run, String developerId, Model model) {
    return new TermsRefusedException(
        "training run "
            + run.id()
            + " is of "
            + developerId
            + ", and model \""
            + model.name()
            + "\" of "
            + model.developerId()
            + ": name a training run of its own, or the model that it was made from");
  }

  static TermsRefusedException termsNotSigned(Model model, Model parent, Agreement inherited) {
    return new TermsRefusedException(
        "model \""
            + model.name()
            + "\" inherits the terms of its parent "
            + parent.id()
            + ", which are the offer "
            + inherited.offerId()
            + ", and its developer "
            + model.developerId()
            + " has not signed that: sign it first (\"estover license sign\")");
  }

  static TermsRefusedException otherAgreement(Model model, Agreement due, RevenueReport report) {
    return new TermsRefusedException(
        "revenue of model "
            + model.id()
            + " is due under "
            + due.id()
            + ", and this report is under "
            + report.agreementId()
            + ": report it under the former");
  }

  static TermsRefusedException otherDeployment(Deployment known, Deployment asked) {
    return new TermsRefusedException(
        "deployment \""
            + known.name()
            + "\" of "
            + known.modelId()
            + " is registered already ("
            + known.id()
            + ") from "
            + known.from()
            + ", and this says from "
            + asked.from()
            + ": repeat what was registered, or choose another name");
  }

  static TermsRefusedException deductedTwice(
      RevenueReport report, AllowedDeduction allowed, BigInteger counted) {
    return new TermsRefusedException(
        "with this report "
            + Money.text(counted, report.gross().currency())
            + " of "
            + allowed.name()
            + " are deducted for models under "
            + report.agreementId()
            + " in "
            + report.period()
            + ", and the offer allows "
            + allowed.text()
            + " a month for all of them together: deduct less");
  }

  static TermsRefusedException reportedTogether(RevenueReport together) {
    return new TermsRefusedException(
        together.period()
            + " was reported for all models under "
            + together.agreementId()
            + " together ("
            + together.id()
            + ", "
            + together.text()
            + "): a period is reported together or model by model");
  }

  static TermsRefusedException reportedByModel(RevenueReport asked, ModelRevenue known) {
    return new TermsRefusedException(
        asked.period()
            + " was reported model by model under "
            + asked.agreementId()
            + ", first for "
            + known.modelId()
            + " ("
            + known.id()
            + "): a period is reported together or model by model; name a model");
  }

  static TermsRefusedException otherRevenue(ModelRevenue asked, @Nullable ModelRevenue current) {
    String known =
        current == null
            ? "nothing that counts"
            : current.report().text() + " (" + current.id() + ")";
    return new TermsRefusedException(
        asked.report().period()
            + " was reported for "
            + asked.modelId()
            + " already: "
            + known
            + ", and this says "
            + asked.report().text()
            + (asked.report().replaces().isEmpty()
                ? ""
                : " in place of " + asked.report().replaces())
            + (current == null
                ? ": report it without --replaces"
                : ": correct it with \"--replaces " + current.id() + "\""));
  }
}
