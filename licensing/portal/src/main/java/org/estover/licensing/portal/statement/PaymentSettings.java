package org.estover.licensing.portal.statement;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How developers pay what statements ask for, given as {@code --estover.portal.payment.NAME}.
 *
 * @param instructions what statements say of it, in lines; "" where the operators write to who owes
 */
@ConfigurationProperties("estover.portal.payment")
record PaymentSettings(@DefaultValue("") String instructions) {

  /** The lines, also those of one that was written on a command line. */
  List<String> lines() {
    return instructions.replace("\\n", "\n").lines().map(String::strip).toList();
  }
}
