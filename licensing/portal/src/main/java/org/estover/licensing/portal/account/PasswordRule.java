package org.estover.licensing.portal.account;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.Configuration;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.scoring.Result;
import org.estover.licensing.portal.access.PlainText;
import org.springframework.stereotype.Component;

/**
 * What a password must be: of 12 to 128 letters, and not among those that are guessed first. How
 * soon one is guessed is estimated by nbvcxz, which knows a hundred thousand leaked passwords,
 * names, words, dates and rows of keys, and their mixtures. There is no rule of digits and signs:
 * length protects better, and such rules make people write passwords down. Thread-safe.
 */
@Component
final class PasswordRule {
  static final int SHORTEST = 12;
  static final int LONGEST = 128;

  /** From 0, guessed at once, to 4; 3 stands for a hundred million tries and more. */
  private static final int LEAST_SCORE = 3;

  /** The estimate's work grows with the length; more letters only make it better. */
  private static final int ESTIMATED = 40;

  private static final long WORK_MILLIS = 100;

  private final Configuration configuration =
      new ConfigurationBuilder()
          .setLocale(Locale.ENGLISH)
          .setCombinationAlgorithmTimeout(WORK_MILLIS)
          .createConfiguration();

  /**
   * Why a password cannot be taken, as the key of a message; nothing where it can.
   *
   * @param about texts that are known of its owner: a name, an address
   */
  Optional<String> against(String password, List<String> about) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return Optional.of("password.short");
    }
    if (length > LONGEST) {
      return Optional.of("password.long");
    }
    String rest = withoutKnown(password.toLowerCase(Locale.ROOT), about);
    if (rest.length() < SHORTEST / 2) {
      return Optional.of("password.about-you");
    }
    String estimated = PlainText.cut(password, ESTIMATED);
    Result result = new Nbvcxz(configuration).estimate(estimated);
    return result.getBasicScore() < LEAST_SCORE
        ? Optional.of("password.guessed")
        : Optional.empty();
  }

  private static String withoutKnown(String password, List<String> about) {
    Map<String, String> words = new TreeMap<>();
    for (String text : about) {
      for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
        if (word.length() > 2) {
          words.put(word, "");
        }
      }
    }
    String rest = password;
    for (String word : words.keySet()) {
      rest = rest.replace(word, "");
    }
    return rest;
  }
}
