package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlantedDuplicatesOracleTest {
  private static final Path DATA =
      Path.of(System.getProperty("estover.shared")).resolve("data/neardup");
  private static final NearConfig CONFIG = NearConfig.DEFAULT;

  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 2500})
  void exactlyThePlantedPairsAreFound(int articles) throws IOException {
    Shingles shingles = new Shingles(CONFIG.shingleWords());
    MinHash minHash = new MinHash.V1(CONFIG);
    List<String> names = new ArrayList<>();
    List<long[]> sets = new ArrayList<>();
    Map<Long, List<Integer>> byBand = new HashMap<>();
    TreeSet<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(DATA.resolve("articles_" + articles + ".train"))) {
      int space = line.indexOf(' ');
      int own = names.size();
      names.add(line.substring(0, space));
      sets.add(shingles.of(line.substring(space)));
      for (long key : Bands.keys(minHash.signatureOf(sets.get(own)), CONFIG)) {
        List<Integer> others = byBand.computeIfAbsent(key, band -> new ArrayList<>());
        for (int other : others) {
          if (Jaccard.exact(sets.get(own), sets.get(other)) >= CONFIG.threshold()) {
            found.add(pair(names.get(own), names.get(other)));
          }
        }
        others.add(own);
      }
    }
    TreeSet<String> planted = new TreeSet<>();
    for (String line : Files.readAllLines(DATA.resolve("articles_" + articles + ".truth"))) {
      int space = line.indexOf(' ');
      planted.add(pair(line.substring(0, space), line.substring(space + 1)));
    }
    assertThat(found).isEqualTo(planted);
  }

  private static String pair(String name, String other) {
    return name.compareTo(other) < 0 ? name + " " + other : other + " " + name;
  }
}
