package org.estover.licensing.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.terms.identity.ContentId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers to programs: JSON with a validator, lists in parts, lines where they ask so. */
@Component
public final class Answers {
  /** One JSON value a line. */
  static final MediaType LINES = MediaType.parseMediaType("application/x-ndjson");

  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final int TAG_DIGITS = 32;
  private static final String CURSOR = "cursor";
  private static final String LIMIT = "limit";

  /** Names those that cannot say which items they have, also where the answer is lines. */
  private static final String UNKNOWN = "Estover-Unknown";

  private final JsonMapper mapper;
  private final Cursors cursors;

  Answers(JsonMapper mapper, Cursors cursors) {
    this.mapper = mapper;
    this.cursors = cursors;
  }

  /** One thing. */
  public ResponseEntity<byte[]> one(Object body) {
    return tagged(MediaType.APPLICATION_JSON, mapper.writeValueAsBytes(body), Map.of());
  }

  /** Something that is there now. */
  public ResponseEntity<byte[]> created(String location, Object body) {
    return ResponseEntity.created(URI.create(location))
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(mapper.writeValueAsBytes(body));
  }

  /** A text of a type of its own. */
  ResponseEntity<byte[]> text(MediaType type, byte[] body) {
    return tagged(type, body, Map.of());
  }

  /** Why there is no answer. */
  ResponseEntity<byte[]> problem(ProblemJson problem) {
    return ResponseEntity.status(problem.status())
        .contentType(Problems.TYPE)
        .cacheControl(CacheControl.noStore())
        .body(mapper.writeValueAsBytes(problem));
  }

  /** The part of a list that the request's cursor and limit name. */
  public <T> ResponseEntity<byte[]> list(
      HttpServletRequest request, Batch.Items<T> items, Function<T, ?> shown) throws IOException {
    String list = name(request);
    Batch<T> batch = items.from(position(request), limit(request.getParameter(LIMIT)));
    String next = batch.next() == Batch.END ? "" : cursors.of(list, batch.next());
    Map<String, String> headers = new TreeMap<>();
    if (!next.isEmpty()) {
      headers.put(HttpHeaders.LINK, "<" + follow(request, next) + ">; rel=\"next\"");
    }
    if (!batch.unknown().isEmpty()) {
      headers.put(UNKNOWN, String.join(", ", batch.unknown()));
    }
    String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
    if (accept.contains(LINES.toString())) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (T item : batch.items()) {
        lines.write(mapper.writeValueAsBytes(shown.apply(item)));
        lines.write('\n');
      }
      return tagged(LINES, lines.toByteArray(), headers);
    }
    ListJson body =
        new ListJson(
            batch.items().stream().map(shown).toList(),
            next.isEmpty() ? null : next,
            batch.unknown().isEmpty() ? null : batch.unknown());
    return tagged(MediaType.APPLICATION_JSON, mapper.writeValueAsBytes(body), headers);
  }

  /** The position that the request's cursor names; the beginning where it has none. */
  long position(HttpServletRequest request) {
    String cursor = request.getParameter(CURSOR);
    return cursor == null ? 0 : cursors.position(name(request), cursor);
  }

  /** The address at which a list goes on from a position. */
  String following(HttpServletRequest request, long position) {
    return follow(request, cursors.of(name(request), position));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST) {
      throw Errors.limit(text, MOST);
    }
    return Integer.parseInt(text);
  }

  /** A list is its path, its parameters, and whose view of it it is. */
  private static String name(HttpServletRequest request) {
    Map<String, String> parameters = new TreeMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> parameters.put(name, String.join("\n", values)));
    parameters.remove(CURSOR);
    parameters.remove(LIMIT);
    return Visitors.current().accountId()
        + "\n"
        + request.getRequestURI()
        + "\n"
        + parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining("\n"));
  }

  private static String follow(HttpServletRequest request, String next) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(request.getRequestURI());
    new TreeMap<>(request.getParameterMap())
        .forEach((name, values) -> address.queryParam(name, (Object[]) values));
    return address.replaceQueryParam(CURSOR, next).encode().build().toUriString();
  }

  /** A client that has these bytes is told so; it asks each time, and nobody between keeps them. */
  private static ResponseEntity<byte[]> tagged(
      MediaType type, byte[] body, Map<String, String> headers) {
    String tag = "\"" + ContentId.sha256(body).substring(0, TAG_DIGITS) + "\"";
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(type)
            .eTag(tag)
            .varyBy(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE)
            .cacheControl(CacheControl.noCache().cachePrivate());
    headers.forEach(answer::header);
    return answer.body(body);
  }
}
