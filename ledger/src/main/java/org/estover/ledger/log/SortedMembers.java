package org.estover.ledger.log;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in the order of their names, in two arrays: a ledger reads and
 * writes millions of small objects, which trees of nodes make slow and large. Immutable.
 */
final class SortedMembers extends AbstractMap<String, Object> {

  /** Takes members in any order. */
  static final class Builder {
    private String[] names;
    private Object[] values;
    private int size;

    Builder(int expected) {
      names = new String[expected];
      values = new Object[expected];
    }

    boolean isEmpty() {
      return size == 0;
    }

    /** Adds a member of a new name in its place; at once where names come in order. */
    void add(String name, Object value) {
      int at = size;
      while (at > 0 && names[at - 1].compareTo(name) > 0) {
        at--;
      }
      if (size == names.length) {
        names = Arrays.copyOf(names, 2 * size + 4);
        values = Arrays.copyOf(values, 2 * size + 4);
      }
      System.arraycopy(names, at, names, at + 1, size - at);
      System.arraycopy(values, at, values, at + 1, size - at);
      names[at] = name;
      values[at] = value;
      size++;
    }

    SortedMembers members() {
      return new SortedMembers(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }
  }

  private final String[] names;
  private final Object[] values;

  /** Members whose names are in order; the arrays are taken over, and change no more. */
  SortedMembers(String[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int at = name instanceof String text ? Arrays.binarySearch(names, text) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  String name(int at) {
    return names[at];
  }

  Object value(int at) {
    return values[at];
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public int size() {
      return names.length;
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < names.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
          if (next >= names.length) {
            throw new NoSuchElementException();
          }
          int at = next++;
          return Map.entry(names[at], values[at]);
        }
      };
    }
  }
}
