package org.estover.licensing.portal.license;

import java.math.BigInteger;
import org.estover.ledger.book.Money;
import org.estover.licensing.terms.agreement.Ratio;
import org.estover.licensing.terms.agreement.Step;

/**
 * A step on the way to an amount due, as pages show it.
 *
 * @param text what was done
 * @param amount what it came to, exactly: {@code USD 6.66}, or with a fraction of the unit behind
 */
public record StepView(String text, String amount) {

  /** A step whose exact value is in minor units of a currency. */
  public static StepView of(Step step, String currency) {
    Ratio exact = step.exact();
    BigInteger whole = exact.floor();
    Ratio rest = exact.minus(new Ratio(whole, BigInteger.ONE));
    String amount = Money.text(whole, currency);
    return new StepView(
        step.text(), rest.equals(Ratio.ZERO) ? amount : amount + " and " + rest + " unit");
  }
}
