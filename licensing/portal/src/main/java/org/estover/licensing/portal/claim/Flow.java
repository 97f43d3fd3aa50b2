package org.estover.licensing.portal.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.estover.licensing.portal.casefile.CaseKind;
import org.estover.licensing.portal.casefile.Field;

/** What can be asked for without an account, and the questions it takes, a page each. */
enum Flow {
  /** "I hold rights in this." */
  CLAIMS(CaseKind.CLAIM),
  /** "Take it out." */
  OPT_OUT(CaseKind.OPT_OUT),
  /** "That claim is wrong." */
  DISPUTES(CaseKind.DISPUTE),
  /** "That is recorded wrongly." */
  CORRECTIONS(CaseKind.CORRECTION);

  /** A page that asks one thing. */
  record Question(String name, List<Field> fields) {
    private static final Question WHO =
        new Question(
            "who", List.of(Field.line("filer", 200), Field.line("contact", 300).optional()));
    private static final Question PROOF =
        new Question("proof", List.of(Field.choice("proof", "dns", "file", "meta", "none")));
    private static final Question PLACE = new Question("what", List.of(Field.line("place", 2000)));
    private static final List<Question> OF_CLAIMS =
        List.of(
            new Question(
                "what",
                List.of(Field.choice("subject", "place", "holder"), Field.line("place", 2000))),
            WHO,
            new Question(
                "share", List.of(Field.line("share", 20), Field.words("owners").optional())),
            PROOF,
            new Question("more", List.of(Field.words("words").optional())));
    private static final List<Question> OF_OPT_OUTS =
        List.of(
            PLACE, WHO, PROOF, new Question("copies", List.of(Field.words("words").optional())));
    private static final List<Question> OF_DISPUTES =
        List.of(
            new Question("what", List.of(Field.line("place", 40))),
            WHO,
            new Question("ground", List.of(Field.words("words"))));
    private static final List<Question> OF_CORRECTIONS =
        List.of(PLACE, WHO, new Question("words", List.of(Field.words("words"))));

    Question {
      fields = List.copyOf(fields);
    }
  }

  /** Name of the page on which answers are checked before they are sent. */
  static final String CHECK = "check";

  private final CaseKind kind;

  Flow(CaseKind kind) {
    this.kind = kind;
  }

  CaseKind kind() {
    return kind;
  }

  List<Question> questions() {
    return switch (this) {
      case CLAIMS -> Question.OF_CLAIMS;
      case OPT_OUT -> Question.OF_OPT_OUTS;
      case DISPUTES -> Question.OF_DISPUTES;
      case CORRECTIONS -> Question.OF_CORRECTIONS;
    };
  }

  /** The flow in a word, which is its path. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Flow of(String word) {
    return Arrays.stream(values())
        .filter(flow -> flow.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such flow: " + word));
  }

  static Flow of(CaseKind kind) {
    return Arrays.stream(values()).filter(flow -> flow.kind == kind).findFirst().orElseThrow();
  }

  Optional<Question> question(String name) {
    return questions().stream().filter(question -> question.name().equals(name)).findFirst();
  }

  String first() {
    return questions().get(0).name();
  }

  /** The page behind a question. */
  String after(Question question) {
    int next = questions().indexOf(question) + 1;
    return next < questions().size() ? questions().get(next).name() : CHECK;
  }

  /** The page before a question, or "". */
  String before(Question question) {
    int at = questions().indexOf(question);
    return at == 0 ? "" : questions().get(at - 1).name();
  }

  /** The first question that has no answer yet, or "" where all have. */
  String missing(Draft draft) {
    return questions().stream()
        .filter(
            question ->
                question.fields().stream()
                    .anyMatch(
                        field ->
                            !draft.answers().containsKey(field.name())
                                || !field.problem(draft.answer(field.name())).isEmpty()))
        .map(Question::name)
        .findFirst()
        .orElse("");
  }
}
