package org.estover.crawl.filter;

/** A rule over the words and lines of a text, which are split once for all rules of a chain. */
interface SplitFilter extends Filter {
  /** Judges a text that was split. */
  Verdict judge(SplitText text);

  @Override
  default Verdict judge(CharSequence text) {
    return judge(new SplitText().read(text));
  }
}
