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
   * request} or {@code manage}. Where it is not said, reading needs {@code read} or {@code
   * download}, and anything else one of the others, and is open to programs below {@code /v1},
   * {@code /api}, {@code /datasets} and {@code /download} only: pages are for people.
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
