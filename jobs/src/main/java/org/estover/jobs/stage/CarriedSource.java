package org.estover.jobs.stage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.estover.crawl.source.ArchiveSource;
import org.estover.crawl.source.DocumentSource;
import org.estover.crawl.source.JsonlSource;
import org.estover.crawl.source.ParquetSource;
import org.estover.crawl.source.Source;
import org.estover.crawl.source.WarcSource;
import org.estover.crawl.source.WebSource;

/**
 * A source on its way to a task, as JSON: the crawl module does not know that it travels.
 *
 * @param kind the simple name of the source's record
 */
record CarriedSource(String kind, String json) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<Class<? extends Source>> KINDS =
      List.of(
          WarcSource.class,
          JsonlSource.class,
          ParquetSource.class,
          ArchiveSource.class,
          DocumentSource.class,
          WebSource.class);

  static CarriedSource of(Source source) throws IOException {
    return new CarriedSource(source.getClass().getSimpleName(), JSON.writeValueAsString(source));
  }

  boolean isOf(Class<? extends Source> type) {
    return type.getSimpleName().equals(kind);
  }

  Source unpack() throws IOException {
    for (Class<? extends Source> type : KINDS) {
      if (type.getSimpleName().equals(kind)) {
        return JSON.readValue(json, type);
      }
    }
    throw new AssertionError(kind);
  }
}
