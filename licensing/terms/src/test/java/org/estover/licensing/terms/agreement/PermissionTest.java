package org.estover.licensing.terms.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PermissionTest {

  private static final Set<Use> TRAINING = Set.of(Use.TRAINING);
  private static final List<String> LICENSES =
      List.of("CC0-1.0", "MIT", "GPL-3.0-only", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0");

  @ParameterizedTest
  @CsvSource({
    "CC0-1.0, public-domain",
    "MIT, attribution",
    "apache-2.0, attribution",
    "CC-BY-4.0, attribution",
    "CC-BY-SA-3.0, share-alike",
    "GPL-2.0-or-later, share-alike",
    "GPL-2.0-only WITH Classpath-exception-2.0, share-alike",
    "CC-BY-ND-4.0, no-derivatives",
    "CC-BY-NC-4.0, non-commercial",
    "CC-BY-NC-ND-4.0, non-commercial",
    "MIT AND CC-BY-SA-4.0, share-alike",
    "MIT AND CC-BY-NC-4.0, non-commercial",
    "LicenseRef-abc, unstated",
    "NOASSERTION, unstated",
    "'', unstated",
    "all rights reserved CC-BY-NC-4.0, non-commercial"
  })
  void licensesHaveTheirClass(String license, String licenseClass) {
    assertThat(Permission.of(license, "allowed").classes())
        .containsExactly(LicenseClass.of(licenseClass));
  }

  @Test
  void aChoiceGivesWhatEitherGives() {
    Permission permission = Permission.of("CC-BY-NC-4.0 OR GPL-3.0-only", "allowed");
    assertThat(permission.classes())
        .containsExactlyInAnyOrder(LicenseClass.NON_COMMERCIAL, LicenseClass.SHARE_ALIKE);
    assertThat(permission.choice(TRAINING, LicenseeClass.COMMERCIAL).orElseThrow().duties())
        .containsExactly(Duty.ATTRIBUTION, Duty.SHARE_ALIKE);
    assertThat(permission.choice(TRAINING, LicenseeClass.RESEARCH).orElseThrow().duties())
        .containsExactly(Duty.ATTRIBUTION);
    assertThat(Permission.of("MIT OR CC0-1.0", "allowed").choices())
        .containsExactly(LicenseTerms.FREE);
  }

  @Test
  void aNonCommercialLicenseReachesNoCommercialDeveloper() {
    Permission permission = Permission.of("CC-BY-NC-4.0", "allowed");
    assertThat(permission.permits(TRAINING, LicenseeClass.COMMERCIAL)).isFalse();
    assertThat(permission.permits(TRAINING, LicenseeClass.SMALL)).isFalse();
    assertThat(permission.permits(TRAINING, LicenseeClass.RESEARCH)).isTrue();
    assertThat(permission.permits(TRAINING, LicenseeClass.PUBLIC_BODY)).isTrue();
  }

  @Test
  void whatIsUnstatedIsNotGivenOn() {
    Permission permission = Permission.of("", "unknown");
    assertThat(permission.permits(TRAINING, LicenseeClass.COMMERCIAL)).isTrue();
    assertThat(permission.permits(Use.of("training", true), LicenseeClass.COMMERCIAL)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"denied", "license-required"})
  void reservedRightsLeaveNothingWhateverTheLicense(String rights) {
    assertThat(Permission.of("CC0-1.0", rights).permits(TRAINING, LicenseeClass.RESEARCH))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theTermsAreALattice(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      LicenseTerms a = terms(random);
      LicenseTerms b = terms(random);
      LicenseTerms c = terms(random);
      assertThat(a.and(b)).isEqualTo(b.and(a));
      assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
      assertThat(a.and(a)).isEqualTo(a);
      assertThat(a.and(b).isWithin(a)).isTrue();
      // The meet is the greatest that lies below both.
      if (c.isWithin(a) && c.isWithin(b)) {
        assertThat(c.isWithin(a.and(b))).isTrue();
      }
      assertThat(a.isWithin(b) && b.isWithin(a)).isEqualTo(a.equals(b));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void anExpressionPermitsWhatItsTruthTableDoes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100; i++) {
      Tree tree = tree(random, 4);
      Permission permission = Permission.of(tree.text(), "allowed");
      for (LicenseeClass user : LicenseeClass.values()) {
        for (Use use : Use.values()) {
          assertThat(permission.permits(Set.of(use), user))
              .as(tree.text() + " for " + use + " by " + user)
              .isEqualTo(tree.permits(use, user));
        }
      }
    }
  }

  @Test
  void aLongExpressionStaysSmall() {
    String all = String.join(") AND (", java.util.Collections.nCopies(200, choice()));
    assertThat(Permission.of("(" + all + ")", "allowed").choices()).hasSizeLessThan(10);
  }

  private static String choice() {
    return String.join(" OR ", LICENSES);
  }

  /** An expression: a license, or some under one operator. */
  private record Tree(String license, boolean all, List<Tree> parts) {

    String text() {
      if (parts.isEmpty()) {
        return license;
      }
      List<String> texts = parts.stream().map(part -> "(" + part.text() + ")").toList();
      return String.join(all ? " AND " : " OR ", texts);
    }

    boolean permits(Use use, LicenseeClass user) {
      if (parts.isEmpty()) {
        boolean commercial = user == LicenseeClass.COMMERCIAL || user == LicenseeClass.SMALL;
        return !(license.contains("-NC-") && commercial)
            && !(license.contains("-ND-") && use == Use.ADAPTATION);
      }
      return all
          ? parts.stream().allMatch(part -> part.permits(use, user))
          : parts.stream().anyMatch(part -> part.permits(use, user));
    }
  }

  private static Tree tree(SplittableRandom random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return new Tree(LICENSES.get(random.nextInt(LICENSES.size())), false, List.of());
    }
    List<Tree> parts = new ArrayList<>();
    for (int i = random.nextInt(2, 4); i > 0; i--) {
      parts.add(tree(random, depth - 1));
    }
    return new Tree("", random.nextBoolean(), parts);
  }

  private static LicenseTerms terms(SplittableRandom random) {
    return new LicenseTerms(
        some(random, Use.class), some(random, LicenseeClass.class), some(random, Duty.class));
  }

  private static <E extends Enum<E>> Set<E> some(SplittableRandom random, Class<E> type) {
    Set<E> some = EnumSet.noneOf(type);
    Arrays.stream(type.getEnumConstants()).filter(e -> random.nextBoolean()).forEach(some::add);
    return some;
  }
}
