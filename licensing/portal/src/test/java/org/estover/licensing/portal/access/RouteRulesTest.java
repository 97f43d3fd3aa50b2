package org.estover.licensing.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;

/** No route without a rule, and no path variable of which nobody says whose it is. */
final class RouteRulesTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([A-Za-z]+)[^}]*\\}");

  private static final PortalServer PORTAL = PortalServer.shared();

  @Test
  void everyRouteSaysToWhomItIsOpenAndWhatItsPathNames() {
    int seen = 0;
    for (var route : PORTAL.routes().getHandlerMethods().entrySet()) {
      HandlerMethod handler = route.getValue();
      if (!AccessRules.ours(handler)) {
        continue;
      }
      Rule rule =
          Objects.requireNonNull(handler.getMethodAnnotation(Rule.class), "@Rule of " + handler);
      assertThat(rule.value()).as("whom " + handler + " is open to").isNotEmpty();
      Set<String> said =
          Arrays.stream(rule.things()).map(Rule.Thing::name).collect(Collectors.toSet());
      Set<String> variables = new TreeSet<>();
      for (String pattern : route.getKey().getPatternValues()) {
        VARIABLE.matcher(pattern).results().forEach(found -> variables.add(found.group(1)));
      }
      assertThat(said).as("things of " + handler).containsExactlyInAnyOrderElementsOf(variables);
      seen++;
    }
    assertThat(seen).isGreaterThanOrEqualTo(2);
  }

  @Test
  void exactlyOneAnswersForEachKindOfThingInUse() {
    List<Ownership> owners = List.copyOf(PORTAL.bean(AccessRules.class).owners());
    for (ThingKind kind : ThingKind.values()) {
      long answering = owners.stream().filter(owner -> owner.answersFor(kind)).count();
      assertThat(answering).as("owners of " + kind).isLessThanOrEqualTo(1);
      if (kind == ThingKind.AGREEMENT) {
        assertThat(answering).isEqualTo(1);
      }
    }
  }
}
