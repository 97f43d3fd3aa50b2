package org.estover.licensing.portal.account;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.estover.licensing.portal.access.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What somebody enters to have an account.
 *
 * @param name what it is to be called
 * @param email the address by which it will sign in
 * @param password by which it will
 */
record NewAccount(@Nullable String name, @Nullable String email, @Nullable String password) {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_EMAIL = 254;

  NewAccount {
    name = Objects.requireNonNullElse(name, "").strip();
    email = Objects.requireNonNullElse(email, "").strip();
    password = Objects.requireNonNullElse(password, "");
  }

  String enteredName() {
    return String.valueOf(name);
  }

  String enteredEmail() {
    return String.valueOf(email);
  }

  String enteredPassword() {
    return String.valueOf(password);
  }

  /** Why it cannot be made, as the key of a message; nothing where it can. */
  Optional<String> problem(PasswordRule rule) {
    if (enteredName().isEmpty()
        || enteredName().length() > LONGEST_NAME
        || !PlainText.isLine(enteredName())) {
      return Optional.of("new-account.name-wrong");
    }
    if (enteredEmail().length() > LONGEST_EMAIL
        || !PlainText.isLine(enteredEmail())
        || !enteredEmail().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+")) {
      return Optional.of("new-account.email-wrong");
    }
    return rule.against(enteredPassword(), List.of(enteredName(), enteredEmail()));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "NewAccount";
  }
}
