package org.estover.licensing.portal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the portal may know of the other modules. */
final class PortalArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.estover.licensing.portal");

  /**
   * The crawler's libraries are not on the portal's class path, so only what needs none is used.
   */
  @Test
  void ofTheCrawlerOnlyPlacesAndAddressRulesAreUsed() {
    assertThat(CODE.size()).isGreaterThan(20);
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are the crawler's but crawl.place, ConnectTo and AddressGuard",
                (JavaClass type) ->
                    type.getPackageName().startsWith("org.estover.crawl")
                        && !type.getPackageName().equals("org.estover.crawl.place")
                        && !type.getSimpleName().equals("ConnectTo")
                        && !type.getSimpleName().equals("AddressGuard")))
        .check(CODE);
  }
}
