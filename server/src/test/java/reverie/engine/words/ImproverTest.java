package reverie.engine.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImproverTest {
    @Test
    void what_was_said_stays_word_for_word_and_comes_first() {
        var improved = Improver.improve("My grandma in the garden, soft snow", Language.EN, "person");

        assertThat(improved.improved()).startsWith("My grandma in the garden, soft snow, ");
        assertThat(improved.changes().getFirst())
                .isEqualTo(new Improver.Change("keep", "My grandma in the garden, soft snow"));
        assertThat(improved.changes()).filteredOn(it -> it.kind().equals("add")).isNotEmpty();
    }

    @Test
    void what_cannot_be_done_is_taken_out_and_said() {
        var improved = Improver.improve("soft snow, she waves her hand and smiles, warm light", null, null);

        assertThat(improved.improved()).startsWith("soft snow, warm light").doesNotContain("waves", "smiles");
        assertThat(improved.changes())
                .contains(new Improver.Change("remove", "she waves her hand"), new Improver.Change("remove", "smiles"));
    }

    @Test
    void nothing_is_added_to_an_idea_that_says_it_all() {
        var improved = Improver.improve("slow orbit, rain, neon light", null, null);

        assertThat(improved.improved()).isEqualTo("slow orbit, rain, neon light");
        assertThat(improved.changes()).extracting(Improver.Change::kind).containsExactly("keep");
    }

    @Test
    void what_was_refused_is_not_added() {
        var improved = Improver.improve("snow, no cool light", null, null);

        assertThat(Idea.of(improved.improved()).wants(Effect.COOL)).isFalse();
    }

    @Test
    void it_answers_in_the_language_of_the_idea() {
        assertThat(Improver.improve("мягкий снег", Language.EN, null).improved())
                .matches("[\\p{IsCyrillic}, -]+");
        assertThat(Improver.improve("", Language.HI, null).improved()).matches("[\\p{IsDevanagari}\\p{M}, -]+");
    }

    @Test
    void a_second_pass_changes_nothing() {
        for (String idea : List.of("snow", "дождь", "बारिश", "she dances", "")) {
            String once = Improver.improve(idea, Language.EN, "person").improved();
            assertThat(Improver.improve(once, Language.EN, "person").improved()).isEqualTo(once);
        }
    }
}
