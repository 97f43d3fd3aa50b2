package org.estover.dedupe.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    NearDuplicates near = new NearDuplicates(CONFIG);
    List<String> names = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(DATA.resolve("articles_" + articles + ".train"))) {
      int space = line.indexOf(' ');
      near.add(new SurvivorKey(0, 0, names.size()), line.substring(space));
      names.add(line.substring(0, space));
      texts.add(line.substring(space));
    }
    NearClusters clusters = near.find(texts::get);
    TreeSet<String> found = new TreeSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (clusters.isDuplicate(i)) {
        found.add(pair(names.get(i), names.get(clusters.survivors()[i])));
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
