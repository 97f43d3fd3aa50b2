package org.estover.licensing.portal.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * To whom a route is open, and whose the thing is that its path names. Every handler carries one: a
 * test refuses a route without it, and {@link AccessRules} answers 404 before a handler runs where
 * the thing is somebody else's, so that nobody learns that it exists.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rule {

  /** Any of these may ask; auditors may also read what operators may. */
  Who[] value();

  /** The path variables of the route and what each names, in the order of the path. */
  Thing[] things() default {};

  /**
   * The scope that a program's token needs: {@code read}, {@code download}, {@code report}, {@code
   * request} or {@code manage}. Where it is not said, releases' lists and files (below {@code
   * /api/datasets}, {@code /datasets} and {@code /download}) need {@code read} or {@code download};
   * of all else reading needs {@code read}, the pages of accounts and operators are for people, and
   * so is what changes something.
   */
  String scope() default "";

  /** A path variable and the kind of thing it names. */
  @Target({})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Thing {
    /** Name of the path variable. */
    String name();

    /** What it names. */
    ThingKind kind();
  }
}
