package org.estover.licensing.portal.access;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What holds for every request: sessions, headers, CSRF; who may what is each route's own. */
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

  private final AccessRules rules;
  private final Visitors visitors;

  WebSecurity(AccessRules rules, Visitors visitors) {
    this.rules = rules;
    this.visitors = visitors;
  }

  @Bean
  static PasswordEncoder passwords() {
    return new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
  }

  @Bean
  static SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
        .formLogin(form -> form.loginPage("/sign-in").defaultSuccessUrl("/"))
        // Loaders ask for some files by POST, without a session's token; it changes nothing.
        .csrf(csrf -> csrf.ignoringRequestMatchers("/api/datasets/*/*/paths-info/*"))
        .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/"))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), geolocation=(), microphone=()")))
        .build();
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
