package org.estover.licensing.portal.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * The texts of all pages: {@code texts/messages.properties}, and a file beside it a feature. Pages
 * are in the languages that there are texts of, numbers included.
 */
@Configuration
class Texts {

  @Bean
  static MessageSource messageSource() throws IOException {
    ResourceBundleMessageSource texts = new FoundOnce();
    texts.setBasenames(
        // Those of another language are found by their name.
        names().filter(name -> !name.contains("_")).toArray(String[]::new));
    texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
    texts.setFallbackToSystemLocale(false);
    return texts;
  }

  /** What a browser prefers among the languages that there are. */
  @Bean
  static LocaleResolver localeResolver() throws IOException {
    AcceptHeaderLocaleResolver languages = new AcceptHeaderLocaleResolver();
    languages.setDefaultLocale(Locale.ENGLISH);
    languages.setSupportedLocales(
        Stream.concat(
                Stream.of(Locale.ENGLISH),
                names()
                    .filter(name -> name.contains("_"))
                    .map(name -> name.substring(name.indexOf('_') + 1).replace('_', '-'))
                    .distinct()
                    .map(Locale::forLanguageTag))
            .toList());
    return languages;
  }

  private static Stream<String> names() throws IOException {
    Resource[] files =
        new PathMatchingResourcePatternResolver().getResources("classpath*:texts/*.properties");
    return Arrays.stream(files)
        .map(
            file ->
                "texts/" + Objects.requireNonNull(file.getFilename()).replace(".properties", ""))
        .sorted();
  }

  /**
   * Looks through all files for a text once and keeps it, as a page asks for hundreds. Bounded by
   * the texts and languages that there are: what has no text is not kept. Thread-safe.
   */
  private static final class FoundOnce extends ResourceBundleMessageSource {
    private final ConcurrentHashMap<Key, MessageFormat> formats = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Key, String> plain = new ConcurrentHashMap<>();

    private record Key(String code, Locale locale) {}

    @Override
    protected @Nullable MessageFormat resolveCode(String code, Locale locale) {
      Key key = new Key(code, locale);
      MessageFormat known = formats.get(key);
      if (known == null) {
        known = super.resolveCode(code, locale);
        if (known != null) {
          formats.put(key, known);
        }
      }
      return known;
    }

    /** So that an apostrophe is written in one way, whether a text has arguments or not. */
    @Override
    protected @Nullable String resolveCodeWithoutArguments(String code, Locale locale) {
      Key key = new Key(code, locale);
      String known = plain.get(key);
      if (known == null) {
        MessageFormat format = resolveCode(code, locale);
        if (format == null) {
          return null;
        }
        synchronized (format) {
          known = format.format(new Object[0]);
        }
        plain.put(key, known);
      }
      return known;
    }
  }
}
