package org.estover.licensing.portal.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The texts of all pages: {@code texts/messages.properties}, and a file beside it a feature. */
@Configuration
class Texts {

  @Bean
  static MessageSource messageSource() throws IOException {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasenames(names().toArray(String[]::new));
    texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
    texts.setFallbackToSystemLocale(false);
    // So that an apostrophe is written in one way, whether a text has arguments or not.
    texts.setAlwaysUseMessageFormat(true);
    return texts;
  }

  private static List<String> names() throws IOException {
    Resource[] files =
        new PathMatchingResourcePatternResolver().getResources("classpath*:texts/*.properties");
    return Arrays.stream(files)
        .map(
            file ->
                "texts/" + Objects.requireNonNull(file.getFilename()).replace(".properties", ""))
        // Those of another language are found by their name.
        .filter(name -> !name.contains("_"))
        .sorted()
        .toList();
  }
}
