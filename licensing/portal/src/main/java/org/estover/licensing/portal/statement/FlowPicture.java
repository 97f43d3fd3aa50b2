package org.estover.licensing.portal.statement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A money flow drawn as a Sankey diagram, made here so that it is there without scripts and on
 * paper. Places are whole units of the picture, computed from exact amounts.
 *
 * @param height of the picture; its width is {@link #WIDTH}
 * @param boxes one a node
 * @param ribbons one a link
 */
record FlowPicture(int height, List<Box> boxes, List<Ribbon> ribbons) {

  /** Its width. */
  static final int WIDTH = 960;

  private static final int TALL = 320;
  private static final int GAP = 18;
  private static final int TOP = 14;
  private static final int BAR = 12;
  private static final int COLUMN = 230;

  /** A node's bar, and where its label stands. */
  record Box(MoneyFlow.Node node, int x, int y, int height) {

    /** Where the label begins. */
    public int labelX() {
      return x + BAR + 6;
    }

    /** The label's line. */
    public int labelY() {
      return y + Math.max(height / 2, 4) + 4;
    }
  }

  /** A link's outline as an SVG path, and what it says. */
  record Ribbon(String path, MoneyFlow.Node from, MoneyFlow.Node to, String amount) {}

  FlowPicture {
    boxes = List.copyOf(boxes);
    ribbons = List.copyOf(ribbons);
  }

  static FlowPicture of(MoneyFlow flow) {
    long due =
        flow.nodes().stream()
            .filter(n -> n.kind().equals("due"))
            .findFirst()
            .orElseThrow()
            .amount()
            .minorUnits();
    int[] next = {TOP, TOP, TOP, TOP};
    List<Box> boxes = new ArrayList<>();
    int bottom = TOP;
    for (MoneyFlow.Node node : flow.nodes()) {
      int height = Math.max(1, scaled(node.amount().minorUnits(), due));
      boxes.add(new Box(node, node.column() * COLUMN, next[node.column()], height));
      next[node.column()] += height + GAP;
      bottom = Math.max(bottom, next[node.column()]);
    }
    int[] out = new int[boxes.size()];
    int[] in = new int[boxes.size()];
    List<Ribbon> ribbons = new ArrayList<>();
    for (MoneyFlow.Link link : flow.links()) {
      Box from = boxes.get(link.from());
      Box to = boxes.get(link.to());
      int height = Math.max(1, scaled(link.amount().minorUnits(), due));
      int y0 = from.y() + out[link.from()];
      int y1 = to.y() + in[link.to()];
      out[link.from()] += height;
      in[link.to()] += height;
      ribbons.add(
          new Ribbon(
              ribbon(from.x() + BAR, y0, to.x(), y1, height),
              from.node(),
              to.node(),
              link.amount().toString()));
    }
    return new FlowPicture(bottom, boxes, ribbons);
  }

  private static int scaled(long minorUnits, long due) {
    if (due == 0) {
      return 0;
    }
    return BigInteger.valueOf(minorUnits)
        .multiply(BigInteger.valueOf(TALL))
        .divide(BigInteger.valueOf(due))
        .intValueExact();
  }

  private static String ribbon(int x0, int y0, int x1, int y1, int height) {
    int middle = (x0 + x1) / 2;
    return "M"
        + x0
        + " "
        + y0
        + " C"
        + middle
        + " "
        + y0
        + " "
        + middle
        + " "
        + y1
        + " "
        + x1
        + " "
        + y1
        + " V"
        + (y1 + height)
        + " C"
        + middle
        + " "
        + (y1 + height)
        + " "
        + middle
        + " "
        + (y0 + height)
        + " "
        + x0
        + " "
        + (y0 + height)
        + " Z";
  }
}
