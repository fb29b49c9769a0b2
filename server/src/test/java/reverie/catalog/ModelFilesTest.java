package reverie.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reverie.platform.Credits;
import reverie.platform.Problem;
import reverie.platform.SettingsException;

class ModelFilesTest {
    private static final String FILE = """
            {
              "id": "local/photo-motion", "title": "T", "summary": "S", "category": "video", "kind": "image-to-video",
              "routes": [{"provider": "local", "model": "photo-motion", "lane": "film"}],
              "price": {"credits": "1.00", "perInput": {"extra": 0.255}, "factor": {"resolution": {"1080p": 2}}},
              "expectedSeconds": {"seconds": 6, "perInput": {"seconds": 1.0}, "factor": {"resolution": {"1080p": 2.5}}},
              "inputs": {
                "type": "object", "additionalProperties": false, "required": ["photo"],
                "properties": {
                  "photo": {"type": "string", "format": "media-id", "x-accept": ["image"]},
                  "idea": {"type": "string", "maxLength": 50},
                  "seconds": {"type": "integer", "minimum": 4, "maximum": 10, "default": 5},
                  "extra": {"type": "integer", "minimum": 0, "maximum": 3, "default": 0},
                  "resolution": {"type": "string", "enum": ["720p", "1080p"], "default": "720p"}
                }
              }
            }
            """;
    private static final String PHOTO = "01a1fdbf-018e-7023-b482-bba5b88a730e";

    private static Model parse(String file, @Nullable BigDecimal filmCredits) {
        return ModelFiles.parse("local/photo-motion", file.getBytes(StandardCharsets.UTF_8), filmCredits);
    }

    private static Map<String, Object> inputs(Object... pairs) {
        var inputs = new java.util.HashMap<String, Object>(Map.of("photo", PHOTO));
        for (int i = 0; i < pairs.length; i += 2) inputs.put(pairs[i].toString(), pairs[i + 1]);
        return inputs;
    }

    @Test
    void price_and_time_follow_from_the_inputs_exactly_and_upwards() {
        Model model = parse(FILE, null);
        var form = model.form();

        assertThat(model.price(form.validate(inputs()))).isEqualTo(Credits.of("1"));
        assertThat(model.price(form.validate(inputs("extra", 1)))).isEqualTo(Credits.of("1.26"));
        assertThat(model.price(form.validate(inputs("resolution", "1080p")))).isEqualTo(Credits.of("2"));
        assertThat(model.expected(form.validate(inputs("seconds", 7, "resolution", "1080p"))))
                .isEqualTo(Duration.ofMillis(32_500));
    }

    @Test
    void the_host_may_give_the_film_away() {
        Model model = parse(FILE, BigDecimal.ZERO);

        assertThat(model.price(model.form().validate(inputs("extra", 3)))).isEqualTo(Credits.ZERO);
        assertThat(model.priceVersion()).isNotEqualTo(parse(FILE, null).priceVersion());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"category\": \"video\" | \"category\": \"films\" | category",
                "\"title\": \"T\", | '' | title",
                "\"credits\": \"1.00\" | \"credits\": \"1.001\" | price.credits",
                "\"credits\": \"1.00\" | \"credits\": \"dear\" | price.credits",
                "\"perInput\": {\"extra\" | \"perInput\": {\"more\" | price",
                "\"id\": \"local/photo-motion\" | \"id\": \"local/other\" | id",
                "\"additionalProperties\": false | \"additionalProperties\": true | inputs.additionalProperties",
                "\"default\": 5 | \"default\": 50 | inputs.properties.seconds.default",
                "\"maxLength\": 50 | \"title\": \"x\" | inputs.properties.idea",
                "\"lane\": \"film\" | \"lanes\": \"film\" | lanes",
                "\"required\": [\"photo\"] | \"required\": [\"photos\"] | inputs.required",
                "\"minimum\": 4 | \"minimun\": 4 | minimun",
                "{\"1080p\": 2} | {\"1080\": 2} | price",
                "{\"1080p\": 2.5} | {\"1080p\": -2.5} | expectedSeconds",
                "{\"extra\": 0.255} | {\"idea\": 0.255} | price",
                "{\"extra\": 0.255} | {\"extra\": -1} | price",
                "\"kind\": \"image-to-video\" | \"kind\": \"a\", \"kind\": \"b\" | kind",
                "{\"type\": \"string\", \"maxLength\": 50} | {\"type\": \"array\", \"maxItems\": 3, \"items\": {}}"
                        + " | inputs.properties.idea.items",
            })
    void a_wrong_file_stops_the_start_with_its_name_the_field_and_the_reason(String good, String bad, String field) {
        String file = FILE.replace(good, bad);
        assertThat(file).isNotEqualTo(FILE);

        assertThatThrownBy(() -> parse(file, null))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("catalog/local/photo-motion.json")
                .hasMessageContaining(field);
    }

    @Test
    void every_wrong_input_is_named_with_its_remedy() {
        var form = parse(FILE, null).form();

        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> form.validate(
                        Map.of("photo", "no-id", "seconds", 99, "resolution", "8k", "extra", "two", "x", 1)));

        assertThat(problem.fields())
                .extracting(Problem.Field::field, Problem.Field::messageKey)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("photo", "fields.media_not_found"),
                        org.assertj.core.groups.Tuple.tuple("seconds", "fields.range"),
                        org.assertj.core.groups.Tuple.tuple("resolution", "fields.enum"),
                        org.assertj.core.groups.Tuple.tuple("extra", "fields.integer"),
                        org.assertj.core.groups.Tuple.tuple("x", "fields.additionalProperties"));
        Problem missing = catchThrowableOfType(Problem.class, () -> form.validate(Map.of()));
        assertThat(missing.fields())
                .extracting(Problem.Field::field, Problem.Field::messageKey)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("photo", "fields.required"));
    }

    @Test
    void what_cannot_be_seen_is_taken_out_of_texts() {
        var form = parse(FILE, null).form();

        assertThat(form.validate(inputs("idea", " soft\u0000 \u202Esnow\u202C\u0007, e\u0301\u200F ")))
                .containsEntry("idea", "soft snow, \u00e9");
        assertThat(form.validate(inputs("idea", "a\nb\tc \uD83D\uDC69\u200D\uD83D\uDE80")))
                .containsEntry("idea", "a\nb\tc \uD83D\uDC69\u200D\uD83D\uDE80");
    }

    @Test
    void a_text_in_a_list_or_a_part_is_a_text_too_for_the_gate_and_for_whoever_reads_it() {
        var form = parse(FILE.replace("\"idea\": {\"type\": \"string\", \"maxLength\": 50}", """
                        "shots": {"type": "array", "maxItems": 3, "items": {
                          "type": "object", "additionalProperties": false, "properties": {
                            "words": {"type": "string", "maxLength": 20},
                            "look": {"type": "string", "enum": ["warm", "cold"]}}}}
                        """), null)
                .form();

        var clean = form.validate(inputs("shots", List.of(Map.of("words", "sn\u202Eow", "look", "warm"))));

        assertThat(form.textsIn(clean)).containsExactly("snow");
        Problem problem = catchThrowableOfType(
                Problem.class, () -> form.validate(inputs("shots", List.of(Map.of("words", "x".repeat(99))))));
        assertThat(problem.fields()).extracting(Problem.Field::messageKey).containsExactly("fields.maxLength");
    }

    @Test
    void a_megabyte_of_prompt_is_refused() {
        var form = parse(FILE, null).form();

        Problem problem = catchThrowableOfType(Problem.class, () -> form.validate(inputs("idea", "x".repeat(1 << 20))));

        assertThat(problem.fields()).extracting(Problem.Field::messageKey).containsExactly("fields.maxLength");
    }

    @Test
    void defaults_are_filled_in_and_whole_numbers_stay_whole() {
        var form = parse(FILE, null).form();

        assertThat(form.validate(inputs("seconds", 6.0)))
                .containsEntry("seconds", 6L)
                .containsEntry("resolution", "720p")
                .containsEntry("extra", 0);
    }
}
