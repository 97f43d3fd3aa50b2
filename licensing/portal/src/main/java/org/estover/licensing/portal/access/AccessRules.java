package org.estover.licensing.portal.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Holds every request to the {@link Rule} of its route, before the handler runs. */
@Component
public final class AccessRules implements HandlerInterceptor {
  /** The attribute of a request that was refused since a thing of this kind is somebody else's. */
  public static final String REFUSED = AccessRules.class.getName() + ".refused";

  private final List<Ownership> owners;

  AccessRules(List<Ownership> owners) {
    this.owners = List.copyOf(owners);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (handler instanceof HandlerMethod method && ours(method)) {
      Rule rule = method.getMethodAnnotation(Rule.class);
      if (rule == null) {
        throw new IllegalStateException(method + " has no @Rule; say to whom it is open");
      }
      Visitor visitor = Visitors.current();
      if (visitor.isProgram() && !TokenScopes.allow(visitor, rule, request)) {
        throw new AccessDeniedException("the token's scopes do not allow this");
      }
      require(visitor, rule, request);
    }
    return true;
  }

  /** Those who say whose things are. */
  List<Ownership> owners() {
    return owners;
  }

  /** Whether a handler is the portal's and not the framework's own. */
  static boolean ours(HandlerMethod method) {
    return method.getBeanType().getName().startsWith("org.estover.");
  }

  private void require(Visitor visitor, Rule rule, HttpServletRequest request) throws IOException {
    Map<String, String> named = named(request);
    boolean reads =
        visitor.is(Who.AUDITOR)
            && List.of(rule.value()).contains(Who.OPERATOR)
            && TokenScopes.READING.contains(request.getMethod());
    if (Arrays.stream(rule.value()).noneMatch(visitor::is) && !reads) {
      if (!visitor.isSignedIn()) {
        throw new InsufficientAuthenticationException("sign in first");
      }
      throw new AccessDeniedException("not open to this account");
    }
    for (Rule.Thing thing : rule.things()) {
      String id = named.getOrDefault(thing.name(), "");
      if (thing.kind() != ThingKind.PUBLIC && !isTheirs(visitor, thing.kind(), id)) {
        request.setAttribute(REFUSED, thing.kind().name());
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      }
    }
  }

  private boolean isTheirs(Visitor visitor, ThingKind kind, String id) throws IOException {
    for (Ownership owner : owners) {
      if (owner.answersFor(kind)) {
        return owner.isTheirs(visitor, kind, id);
      }
    }
    throw new IllegalStateException("no Ownership answers for " + kind);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> named(HttpServletRequest request) {
    Object found = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return found instanceof Map<?, ?> map ? (Map<String, String>) map : Map.of();
  }
}
