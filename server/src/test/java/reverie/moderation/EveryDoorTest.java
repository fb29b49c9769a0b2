package reverie.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import reverie.ReverieTest;
import reverie.identity.Door;
import reverie.media.MediaStore;
import reverie.media.Samples;
import reverie.platform.AccountId;
import reverie.provider.Providers;

/** Whatever makes something asks the gate first. A new door that is on neither list turns this red. */
@ReverieTest
class EveryDoorTest {
    private static final String FORBIDDEN = "a naked child";
    private static final String MODEL = "scripted/film";

    /** Doors that change something and make nothing from words: what they are instead. */
    private static final Map<String, String> MAKES_NOTHING = Map.ofEntries(
            Map.entry("/api/v1/auth/", "who someone is"),
            Map.entry("/api/v1/admin/people/", "people and their credits"),
            Map.entry("/api/v1/admin/dead-letters/", "runs again what passed when it was asked for"),
            Map.entry("/api/v1/visits", "who someone is"),
            Map.entry("/api/v1/setup", "who someone is"),
            Map.entry("/api/v1/links", "who someone is"),
            Map.entry("/api/v1/links/open", "who someone is"),
            Map.entry("/api/v1/links/telegram", "who someone is"),
            Map.entry("/api/v1/links/{code}/claim", "who someone is"),
            Map.entry("/api/v1/me", "who someone is"),
            Map.entry("/api/v1/media", "what people bring: looked at when something is made of it"),
            Map.entry("/api/v1/media/{id}/restore", "makes nothing"),
            Map.entry("/api/v1/uploads", "what people bring: looked at when something is made of it"),
            Map.entry("/api/v1/uploads/{id}", "what people bring: looked at when something is made of it"),
            Map.entry("/api/v1/looks", "says what is in a photo, without a word of the person's"),
            Map.entry("/api/v1/jobs/{id}/cancel", "makes nothing"),
            Map.entry("/api/v1/jobs/{id}/claim", "hands over what was made"),
            Map.entry("/api/v1/jobs/{id}/restore", "makes nothing"),
            Map.entry("/sandbox/", "the stand-in for Telegram: speaks to the bot, which asks like every door"),
            Map.entry("/error", "says what went wrong"));

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    MediaStore media;

    @Autowired
    JdbcClient db;

    @TempDir
    Path folder;

    private Door anna;
    private UUID photo;

    @BeforeEach
    void annaHasAPhoto() throws IOException {
        anna = new Door(port);
        var account = anna.enter(
                        "/api/v1/auth/sign-up",
                        Map.of("email", "anna@example.org", "password", "a long enough one", "displayName", "Anna"))
                .body();
        Path file = Files.write(folder.resolve("photo.jpg"), Samples.jpeg(640, 480));
        photo = media.keep(
                        AccountId.of(account.path("account").path("id").asString()),
                        file,
                        new MediaStore.Origin(null, List.of(), Map.of()))
                .id();
    }

    /** Every door that makes something from words, and what it is sent. */
    private Map<String, Map<String, ?>> making() {
        Map<String, String> inputs = Map.of("photo", photo.toString(), "idea", FORBIDDEN);
        return Map.of(
                "/api/v1/quotes", Map.of("model", MODEL, "inputs", inputs),
                "/api/v1/jobs", Map.of("model", MODEL, "inputs", inputs),
                "/api/v1/jobs/{id}/repeat", Map.of(),
                "/api/v1/generate/video", Map.of("model", MODEL, "photo", photo.toString(), "idea", FORBIDDEN),
                "/api/v1/generate/image", Map.of("model", MODEL, "photo", photo.toString(), "idea", FORBIDDEN),
                "/api/v1/previews", Map.of("media", photo.toString(), "idea", FORBIDDEN),
                "/api/v1/ideas/improve", Map.of("idea", FORBIDDEN));
    }

    @Test
    void a_forbidden_idea_is_refused_at_every_door_that_makes_something() {
        UUID earlier = aJobWhoseIdeaIsForbiddenNow();
        making().forEach((path, body) -> {
            var answer = anna.post(path.replace("{id}", earlier.toString()), body);

            assertThat(answer.status()).as(path + answer.body()).isEqualTo(422);
            assertThat(answer.code()).as(path).isEqualTo("not_allowed");
            assertThat(answer.body().path("rule").asString()).as(path).isEqualTo("minors");
            assertThat(answer.body().path("words").asString()).as(path).isEqualTo("naked … child");
        });
        assertThat(anna.get("/api/v1/jobs").body().path("items")).hasSize(1);
        assertThat(anna.get("/api/v1/wallet").body().path("held").asInt()).isEqualTo(1);
    }

    private UUID aJobWhoseIdeaIsForbiddenNow() {
        String id = anna.post("/api/v1/jobs", Map.of("model", MODEL, "inputs", Map.of("photo", photo.toString())))
                .body()
                .path("id")
                .asString();
        // As if the rules had been made stricter since.
        db.sql("update job set inputs = inputs || jsonb_build_object('idea', :idea::text) where id = :id::uuid")
                .param("idea", FORBIDDEN)
                .param("id", id)
                .update();
        return UUID.fromString(id);
    }

    @Test
    void every_door_that_changes_something_is_known_to_make_something_or_not() {
        Set<String> doors = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((info, method) -> {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            boolean changes = methods.isEmpty()
                    || methods.contains(RequestMethod.POST)
                    || methods.contains(RequestMethod.PUT)
                    || methods.contains(RequestMethod.PATCH);
            if (changes) doors.addAll(info.getPatternValues());
        });
        Set<String> unknown = doors.stream()
                .filter(door -> !making().containsKey(door))
                .filter(door -> MAKES_NOTHING.keySet().stream().noneMatch(listed -> covers(listed, door)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(doors).containsAll(making().keySet());
        assertThat(MAKES_NOTHING.keySet())
                .as("a list names doors that there are")
                .allMatch(listed -> doors.stream().anyMatch(door -> covers(listed, door)));
        assertThat(unknown)
                .as("doors on neither list: does it make something from what a person wrote?")
                .isEmpty();
    }

    /** A list's entry is one door; only one that ends in a slash is all that lie behind it. */
    private static boolean covers(String listed, String door) {
        return listed.endsWith("/") ? door.startsWith(listed) : door.equals(listed);
    }

    @Test
    void a_door_beside_a_known_one_is_not_known() {
        assertThat(covers("/api/v1/me", "/api/v1/me")).isTrue();
        assertThat(covers("/api/v1/auth/", "/api/v1/auth/sign-up")).isTrue();
        assertThat(covers("/api/v1/me", "/api/v1/memories")).isFalse();
        assertThat(covers("/api/v1/media", "/api/v1/media/{id}/enhance")).isFalse();
        assertThat(covers("/api/v1/auth/", "/api/v1/authors")).isFalse();
    }

    /** The bot, and every surface to come: nobody reaches a provider but through a quote or {@code runNow}. */
    @Test
    void providers_are_begun_in_two_places_only_and_both_stand_behind_the_gate() {
        var starts = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("reverie").stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isEquivalentTo(Providers.class)
                                && call.getTarget().getName().equals("start"))
                        .map(JavaAccess::getOriginOwner)
                        .map(type -> type.getSimpleName())
                        .collect(Collectors.toSet());

        assertThat(starts).containsExactlyInAnyOrder("RunJob", "RunNow");
    }
}
