package reverie.moderation;

/** What the gate says. */
public sealed interface Verdict {
    record Allowed() implements Verdict {}

    /** @param rule stable code of the rule; @param words the words it was about */
    record Refused(String rule, String words) implements Verdict {}
}
