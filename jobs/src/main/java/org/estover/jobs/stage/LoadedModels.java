package org.estover.jobs.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.estover.crawl.quality.QualityModel;

/**
 * The quality models of this process, each loaded once: tasks come by the thousand, and a model may
 * be larger than the files that one scores.
 */
final class LoadedModels {
  private static final Map<String, QualityModel> LOADED = new HashMap<>();

  private LoadedModels() {}

  /**
   * The model that a file of this SHA-256 holds.
   *
   * @throws IOException if the file cannot be read, or holds another model than it did
   */
  static QualityModel of(Path file, String sha256) throws IOException {
    synchronized (LOADED) {
      QualityModel model = LOADED.get(sha256);
      if (model == null) {
        model = QualityModel.open(file);
        if (!model.sha256().equals(sha256)) {
          throw Errors.modelChanged(file.toString(), sha256, model.sha256());
        }
        LOADED.put(sha256, model);
      }
      return model;
    }
  }
}
