package org.estover.tokenize.bpe;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The native library of Hugging Face in its Java binding, which would truncate and call home if it
 * were not told otherwise.
 */
final class NativeTokenizer implements AutoCloseable {
  static {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("DJL_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString());
  }

  private final HuggingFaceTokenizer tokenizer;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static NativeTokenizer load(Path json) throws IOException {
    return new NativeTokenizer(
        HuggingFaceTokenizer.newInstance(
            json, Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false")));
  }

  int[] encode(String text) {
    Encoding encoding = tokenizer.encode(text, false, false);
    return Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
