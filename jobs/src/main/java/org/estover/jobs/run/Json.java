package org.estover.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The JSON mapper of this package, which is safe for all threads. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}
}
