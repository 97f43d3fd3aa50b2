package org.estover.licensing.portal.security;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Who;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** How every refusal and failure is answered: a page for people, problem+json for programs. */
@Controller
final class ErrorPages implements ErrorController {
  private final MessageSource messages;

  ErrorPages(MessageSource messages) {
    this.messages = messages;
  }

  @RequestMapping("/error")
  @Rule(Who.EVERYBODY)
  Object error(HttpServletRequest request, Model model, Locale locale) {
    HttpStatus status = status(request);
    String text = Objects.requireNonNullElse((String) request.getAttribute(Refusals.TEXT), "");
    String cure = messages.getMessage(key(status), null, locale);
    if (Wanted.problem(request)) {
      ProblemDetail problem = ProblemDetail.forStatus(status);
      problem.setDetail(text.isEmpty() ? cure : text);
      problem.setInstance(URI.create("urn:estover:" + RequestIds.of(request)));
      return ResponseEntity.status(status)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(problem);
    }
    model.addAttribute("status", status.value());
    model.addAttribute("text", text);
    model.addAttribute("cure", cure);
    model.addAttribute("request", RequestIds.of(request));
    return new ModelAndView("error", model.asMap(), status);
  }

  /** A path that nobody was sent to by an error says nothing. */
  private static HttpStatus status(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    return code == null
        ? HttpStatus.NOT_FOUND
        : Objects.requireNonNullElse(status, HttpStatus.INTERNAL_SERVER_ERROR);
  }

  private static String key(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED -> "problem.unauthorized";
      case FORBIDDEN -> "problem.forbidden";
      case NOT_FOUND -> "problem.not-found";
      case CONFLICT -> "problem.conflict";
      case REQUEST_TIMEOUT -> "problem.too-slow";
      case CONTENT_TOO_LARGE -> "problem.too-long";
      case TOO_MANY_REQUESTS -> "problem.too-many";
      case SERVICE_UNAVAILABLE -> "problem.unavailable";
      default -> status.is4xxClientError() ? "problem.bad-request" : "problem.failed";
    };
  }
}
