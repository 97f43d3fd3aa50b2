package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Why a request was not answered (RFC 9457).
 *
 * @param type where the kind of problem is explained
 * @param title the kind of problem
 * @param status the status of the answer
 * @param detail what was wrong with this request, and the cure
 * @param field the field or parameter that it is about, if one is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemJson(String type, String title, int status, String detail, @Nullable String field) {

  static ProblemJson of(HttpStatus status, String name, String detail, @Nullable String field) {
    return new ProblemJson(
        "/v1/docs#problem-" + name, name.replace('-', ' '), status.value(), detail, field);
  }
}
