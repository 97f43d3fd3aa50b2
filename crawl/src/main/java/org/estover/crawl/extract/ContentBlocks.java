package org.estover.crawl.extract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops the blocks of a page's content that do not belong to its text: lists of links, and the
 * labels above them; dates and names above the first paragraph; credits of pictures; invitations to
 * subscribe; and all from a label such as {@code About the author} on, if little follows it.
 */
final class ContentBlocks {
  private static final int LABEL_CHARS = 60;
  private static final int CREDIT_CHARS = 140;
  private static final int INVITATION_CHARS = 350;
  private static final int REFERENCE_CHARS = 300;
  private static final int DATE_CHARS = 40;
  private static final int DANGLING_CHARS = 50;

  /** The share of a text that may follow a label which ends it. */
  private static final double REST = 0.25;

  /** From which share of the blocks on invitations are looked for. */
  private static final double LATE = 0.7;

  private final List<Block> blocks;
  private final List<Block> kept = new ArrayList<>();
  private final int firstProse;
  private final int firstHeading;

  /** Whether the label of a list of links was the last label. */
  private boolean more;

  private ContentBlocks(List<Block> blocks) {
    this.blocks = blocks;
    this.firstProse = firstProse(blocks);
    this.firstHeading = firstHeading(blocks, firstProse);
  }

  /** The blocks that are text. */
  static List<Block> clean(List<Block> blocks) {
    ContentBlocks content = new ContentBlocks(blocks);
    content.clean();
    return content.kept;
  }

  private void clean() {
    int all = 0;
    for (Block block : blocks) {
      all += block.plainChars();
    }
    int rest = all;
    for (int i = 0; i < blocks.size(); i++) {
      rest -= blocks.get(i).plainChars();
      if (isEnd(blocks.get(i)) && rest < REST * all) {
        break;
      }
      if (!isDropped(i)) {
        kept.add(blocks.get(i));
      }
    }
    dropEmptyHeadings();
    while (kept.size() > 1 && isDangling(kept.get(kept.size() - 1))) {
      kept.remove(kept.size() - 1);
    }
  }

  private boolean isDropped(int i) {
    Block block = blocks.get(i);
    String text = block.text();
    if (text.length() <= LABEL_CHARS && isLabel(block) && Phrases.isMore(text)) {
      more = true;
      return true;
    }
    if (isReference(block)
        || (text.length() <= CREDIT_CHARS && Phrases.isCredit(text))
        || isInvitation(block, i)
        || (block.kind() == Block.Kind.PARAGRAPH && text.length() < DATE_CHARS && isDate(text))) {
      return true;
    }
    boolean prose = isProse(block);
    more &= !prose && block.kind() != Block.Kind.ROW && !isHeadingOfText(i);
    if (kept.isEmpty() && block.kind() == Block.Kind.HEADING) {
      return false;
    }
    return block.isMostlyLinks() || more || isAboveProse(block, i) || isAboveTitle(block, i);
  }

  /** Whether a block is a heading below which the text goes on: with prose, or with a list. */
  private boolean isHeadingOfText(int i) {
    Block block = blocks.get(i);
    if (block.kind() != Block.Kind.HEADING
        || block.plainChars() <= block.linkChars()
        || i + 1 == blocks.size()) {
      return false;
    }
    Block next = blocks.get(i + 1);
    boolean list = next.kind() == Block.Kind.ITEM || next.text().endsWith(":");
    return isProse(next) || (list && next.linkChars() == 0);
  }

  private static boolean isEnd(Block block) {
    return block.text().length() <= LABEL_CHARS && isLabel(block) && Phrases.isEnd(block.text());
  }

  /** Whether a block may head what follows; one that ends with a comma is one of a series. */
  private static boolean isLabel(Block block) {
    String text = block.text();
    return block.kind() == Block.Kind.HEADING
        || text.endsWith(":")
        || (text.length() < 40 && !text.endsWith(",") && !text.endsWith(";"));
  }

  private static boolean isReference(Block block) {
    int length = block.text().length();
    return block.linkChars() > 0.3 * length
        && length < REFERENCE_CHARS
        && Phrases.isMore(block.text());
  }

  private boolean isInvitation(Block block, int i) {
    int length = block.text().length();
    boolean linked = block.linkChars() > 0;
    boolean late = i >= LATE * blocks.size() && (linked || i > blocks.size() - 4);
    return length <= INVITATION_CHARS
        && (late || block.linkChars() > 0.3 * length)
        && Phrases.isInvitation(block.text(), linked || length < 100);
  }

  /** Whether a block is one of the names and dates that stand between title and text. */
  private boolean isAboveProse(Block block, int i) {
    return i < firstProse
        && block.kind() == Block.Kind.PARAGRAPH
        && block.text().length() < LABEL_CHARS
        && !isEnded(block.text());
  }

  /** Whether a block is an item above the first heading: a category, or a place in the site. */
  private boolean isAboveTitle(Block block, int i) {
    return i < firstHeading
        && block.kind() == Block.Kind.ITEM
        && block.text().length() < LABEL_CHARS * 2;
  }

  /** Whether a text is little but a date with its year. */
  private static boolean isDate(String text) {
    int digits = 0;
    int letters = 0;
    int run = 0;
    boolean year = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c >= '0' && c <= '9') {
        digits++;
        run++;
      } else {
        year |= run == 4 && (text.startsWith("19", i - 4) || text.startsWith("20", i - 4));
        run = 0;
        letters += Character.isLetter(c) ? 1 : 0;
      }
    }
    return year && letters <= 2 * digits + 4;
  }

  /** Drops headings below which everything was dropped. */
  private void dropEmptyHeadings() {
    Set<Block> left = Collections.newSetFromMap(new IdentityHashMap<>());
    left.addAll(kept);
    @Nullable Block heading = null;
    boolean dropped = false;
    boolean some = false;
    for (Block block : blocks) {
      if (block.kind() != Block.Kind.HEADING) {
        some |= left.contains(block);
        dropped |= !left.contains(block);
        continue;
      }
      if (heading != null && dropped && !some) {
        left.remove(heading);
      }
      heading = block;
      dropped = false;
      some = false;
    }
    kept.removeIf(block -> !left.contains(block));
  }

  /** Whether a block at the end heads nothing and says nothing. */
  private static boolean isDangling(Block block) {
    return block.kind() == Block.Kind.HEADING
        || (block.kind() == Block.Kind.PARAGRAPH
            && block.text().length() < DANGLING_CHARS
            && block.text().indexOf('\n') < 0
            && !isEnded(block.text()));
  }

  private static int firstProse(List<Block> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      if (isProse(blocks.get(i))) {
        return i;
      }
    }
    return 0;
  }

  /** The first heading, unless prose stands above it. */
  private static int firstHeading(List<Block> blocks, int firstProse) {
    for (int i = 0; i < firstProse; i++) {
      if (blocks.get(i).kind() == Block.Kind.HEADING) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isProse(Block block) {
    int plain = block.plainChars();
    return block.kind() != Block.Kind.HEADING
        && plain > block.linkChars()
        && (plain >= 100 || (plain >= 50 && isEnded(block.text())));
  }

  private static boolean isEnded(String text) {
    return PageTree.isEnd(text.charAt(text.length() - 1));
  }
}
