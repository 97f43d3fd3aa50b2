package org.estover.ledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.estover.ledger.log.MerkleTree;
import org.hibernate.StatelessSession;

/**
 * How far the index has followed which log, by which projection; one row, and the only one that
 * changes.
 */
@Entity
@Table(name = "index_state")
class StateRow {

  private static final int ONLY = 1;

  /** Of rows that are not held to the rules between rows yet: no version, so that they go. */
  private static final int NOT_RULED = 0;

  @Id
  @Column(name = "id")
  int id = ONLY;

  @Column(name = "entries")
  long entries;

  @Column(name = "root")
  String root = "";

  @Column(name = "projection")
  int projection;

  static StateRow of(StatelessSession session) {
    StateRow state = session.get(StateRow.class, ONLY);
    if (state == null) {
      throw new IllegalStateException("the index has no state row");
    }
    return state;
  }

  /** Writes that nothing was taken in yet, unless something is written. */
  static boolean insertInitial(StatelessSession session) {
    if (session.get(StateRow.class, ONLY) != null) {
      return false;
    }
    session.insert(initial(Projector.VERSION));
    return true;
  }

  /** Writes that nothing was taken in yet, and that what will be is not ruled. */
  static boolean insertNotRuled(StatelessSession session) {
    session.insert(initial(NOT_RULED));
    return true;
  }

  private static StateRow initial(int projection) {
    StateRow initial = new StateRow();
    initial.root = MerkleTree.EMPTY_ROOT.toString();
    initial.projection = projection;
    return initial;
  }

  /** Writes that all rows keep the rules. */
  static boolean ruled(StatelessSession session) {
    StateRow state = of(session);
    state.projection = Projector.VERSION;
    advance(session, state);
    return true;
  }

  /** Writes that the log was taken in up to a size. */
  static void advance(StatelessSession session, long entries, String root) {
    StateRow state = of(session);
    state.entries = entries;
    state.root = root;
    advance(session, state);
  }

  private static void advance(StatelessSession session, StateRow state) {
    session.update(state);
  }
}
