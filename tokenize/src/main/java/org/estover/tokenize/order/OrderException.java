package org.estover.tokenize.order;

import java.io.IOException;

/** An order that cannot be made or read as asked; the message says what is wrong and the cure. */
public final class OrderException extends IOException {
  private static final long serialVersionUID = 1L;

  OrderException(String message) {
    super(message);
  }
}
