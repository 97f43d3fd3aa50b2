package org.estover.licensing.portal.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.AccessRules;
import org.estover.licensing.portal.access.RoutedPath;
import org.estover.licensing.portal.access.TokenReader;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Visitors;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.account.Networks;
import org.estover.licensing.portal.account.SealedSecrets;
import org.estover.licensing.portal.account.Sessions;
import org.estover.licensing.portal.account.SignInOutcome;
import org.estover.licensing.portal.audit.ActivityLog;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What holds for every request: headers, sessions or tokens, CSRF, limits, the record; who may do
 * what is each route's own. Requests by token have a chain without sessions, so that neither can be
 * mistaken for the other.
 */
@Configuration
class WebSecurity implements WebMvcConfigurer {

  /** Nothing comes from elsewhere, nothing is inline, nobody frames the portal. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Argon2id with OWASP's least memory and passes (ASVS 5.0, appendix C). */
  private static final int SALT_BYTES = 16;

  private static final int HASH_BYTES = 32;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;

  /** How many are made at once: all of them together take 80 MB. */
  private static final int AT_ONCE = 4;

  /** How many more wait for a turn, each with one of the server's 200 threads: about a second. */
  private static final int WAITING = 40;

  private final AccessRules rules;
  private final Visitors visitors;

  WebSecurity(AccessRules rules, Visitors visitors) {
    this.rules = rules;
    this.visitors = visitors;
  }

  @Bean
  static PasswordEncoder passwords() {
    return new FewAtOnce(
        new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES), AT_ONCE, WAITING);
  }

  @Bean
  static RequestCache paths() {
    return new ReturnPaths();
  }

  @Bean
  @Order(1)
  static SecurityFilterChain programs(
      HttpSecurity http,
      TokenReader tokens,
      RateLimits limits,
      ActivityLog activity,
      SealedSecrets secrets)
      throws Exception {
    return common(http.securityMatcher(BearerFilter::isBearer))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            all ->
                all.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                    // Nor is the session of a cookie beside the token renewed by it.
                    .sessionFixation(renewal -> renewal.none()))
        .securityContext(
            all -> all.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .addFilterBefore(
            new ActivityFilter(activity, secrets, limits),
            UsernamePasswordAuthenticationFilter.class)
        .addFilterBefore(
            new BearerFilter(tokens, limits), UsernamePasswordAuthenticationFilter.class)
        .addFilterBefore(new RateLimitFilter(limits), UsernamePasswordAuthenticationFilter.class)
        .build();
  }

  @Bean
  @Order(2)
  static SecurityFilterChain people(
      HttpSecurity http,
      Sessions sessions,
      SignInOutcome outcome,
      RequestCache paths,
      RateLimits limits,
      ActivityLog activity,
      SealedSecrets secrets)
      throws Exception {
    return common(http)
        .csrf(csrf -> csrf.ignoringRequestMatchers(WebSecurity::comesWithoutSession))
        .requestCache(cache -> cache.requestCache(paths))
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .successHandler(outcome)
                    .failureHandler(outcome)
                    .authenticationDetailsSource(outcome))
        .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/").addLogoutHandler(outcome))
        .addFilterBefore(new SessionFilter(sessions), CsrfFilter.class)
        .addFilterBefore(new ActivityFilter(activity, secrets, limits), CsrfFilter.class)
        .addFilterBefore(new RateLimitFilter(limits), CsrfFilter.class)
        .build();
  }

  /**
   * A program that has no session sends nothing by itself, so nobody can make it send something.
   */
  private static boolean comesWithoutSession(HttpServletRequest request) {
    String path = RoutedPath.of(request);
    boolean ofPrograms = path.startsWith("/v1/") || path.startsWith("/api/datasets/");
    return ofPrograms && request.getCookies() == null;
  }

  private static HttpSecurity common(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            all ->
                all.requestMatchers("/actuator/prometheus")
                    .access(
                        (asks, context) ->
                            new AuthorizationDecision(mayMeasure(context.getRequest())))
                    .anyRequest()
                    .permitAll())
        .exceptionHandling(all -> all.authenticationEntryPoint(new AskToSignIn()))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), geolocation=(), microphone=()")));
  }

  /**
   * Whether somebody may read the metrics: a collector on this machine, or who runs or checks the
   * trust. Behind a proxy on this machine the address is what the proxy says in X-Forwarded-For.
   */
  private static boolean mayMeasure(HttpServletRequest request) {
    Visitor visitor = Visitors.current();
    String network = Networks.of(request.getRemoteAddr());
    return visitor.is(Who.OPERATOR)
        || visitor.is(Who.AUDITOR)
        || network.equals(Networks.of("127.0.0.1"))
        || request.getRemoteAddr().equals("0:0:0:0:0:0:0:1");
  }

  /** Sends people to the page where they sign in, and tells programs that they need a token. */
  private static final class AskToSignIn implements AuthenticationEntryPoint {
    private final AuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint("/sign-in");

    @Override
    public void commence(
        HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
        throws IOException, ServletException {
      if (Wanted.problem(request)) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      } else {
        page.commence(request, response, reason);
      }
    }
  }

  /** Under https the cookie is bound to this very host and never sent in the clear. */
  @Bean
  static ServletContextInitializer sessionCookie(PortalSettings settings) {
    boolean secure = "https".equals(settings.publicUrl().getScheme());
    return context -> {
      context.getSessionCookieConfig().setName(secure ? "__Host-estover" : "estover");
      context.getSessionCookieConfig().setSecure(secure);
      context.getSessionCookieConfig().setPath("/");
    };
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(rules);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(visitors);
  }
}
