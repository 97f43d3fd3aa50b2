package org.estover.licensing.portal.rsl;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.estover.licensing.portal.PortalSettings;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Says with every answer what its content may be used for, as the IETF's AIPREF and RSL write it.
 */
@Configuration
class Preferences implements WebMvcConfigurer, HandlerInterceptor {
  /** In AIPREF's words. */
  static final String CONTENT_USAGE = "train-ai=n, ai-use=y, search=y";

  /** The same in those of Content Signals. */
  static final String CONTENT_SIGNAL = "search=yes, ai-input=yes, ai-train=no";

  private final String license;

  Preferences(PortalSettings settings) {
    this.license =
        "<" + settings.publicUrl() + "/rsl.xml>; rel=\"license\"; type=\"application/rsl+xml\"";
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    response.setHeader("Content-Usage", CONTENT_USAGE);
    response.addHeader("Link", license);
    return true;
  }
}
