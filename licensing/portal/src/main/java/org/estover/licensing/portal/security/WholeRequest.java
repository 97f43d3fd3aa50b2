package org.estover.licensing.portal.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** A request whose body is here already; where that is a form, its fields are parameters. */
final class WholeRequest extends HttpServletRequestWrapper {
  /** More fields than any form has; the server's own limit counts only what it reads itself. */
  private static final int MOST_FIELDS = 1000;

  private final byte[] body;
  private final Map<String, String[]> parameters;

  /**
   * Takes a request with what came, which nobody else may change: it can be large, so there is no
   * copy of it.
   *
   * @throws IllegalArgumentException if it is a form that cannot be read
   */
  WholeRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
    Map<String, List<String>> all = new LinkedHashMap<>();
    // Those of the address alone, since the body was read as bytes.
    request.getParameterMap().forEach((name, values) -> all.put(name, fresh(List.of(values))));
    if (isForm(request)) {
      add(all, new String(body, StandardCharsets.UTF_8));
    }
    Map<String, String[]> arrays = new LinkedHashMap<>();
    all.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
    this.parameters = Collections.unmodifiableMap(arrays);
  }

  private static List<String> fresh(Collection<String> values) {
    return new ArrayList<>(values);
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return request.getMethod().equals("POST")
        && type != null
        && type.split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  private static void add(Map<String, List<String>> all, String form) {
    int fields = 0;
    for (String field : form.split("&", -1)) {
      if (!field.isEmpty()) {
        if (++fields > MOST_FIELDS) {
          throw new IllegalArgumentException("more than " + MOST_FIELDS + " fields");
        }
        String[] parts = field.split("=", 2);
        String value = parts.length > 1 ? decoded(parts[1]) : "";
        all.computeIfAbsent(decoded(parts[0]), name -> fresh(List.of())).add(value);
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return parameters;
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public ServletInputStream getInputStream() {
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    return new ServletInputStream() {
      @Override
      public int read() {
        return in.read();
      }

      @Override
      public int read(byte[] into, int from, int count) {
        return in.read(into, from, count);
      }

      @Override
      public boolean isFinished() {
        return in.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new IllegalStateException("the body is here already");
      }
    };
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }
}
