package reverie.house;

import static org.assertj.core.api.Assertions.assertThat;
import static reverie.house.RoutesTest.For.ADMINS;
import static reverie.house.RoutesTest.For.EVERYONE;
import static reverie.house.RoutesTest.For.ITS_HOLDER;
import static reverie.house.RoutesTest.For.ITS_OWNER;
import static reverie.house.RoutesTest.For.NOBODY;
import static reverie.house.RoutesTest.For.PEOPLE;
import static reverie.house.RoutesTest.For.VISITORS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import reverie.ReverieTest;
import reverie.identity.Door;
import reverie.identity.GivenIdentity;
import reverie.job.GivenJob;
import reverie.job.Jobs;
import reverie.platform.AccountId;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.wallet.Wallet;

/**
 * Every address of the API, asked by a stranger, a visitor, somebody else, its owner and an admin. A new endpoint turns
 * this red until it says here whom it is for.
 */
@ReverieTest
class RoutesTest {
    enum For {
        /** Also who has no token. */
        EVERYONE,
        /** Whoever has a token. */
        VISITORS,
        /** Who is signed in. */
        PEOPLE,
        /** Who is signed in, and of those the one it belongs to: not even an admin. */
        ITS_OWNER,
        /** As its owner, but a visitor may have such a thing too. */
        ITS_HOLDER,
        ADMINS,
        /** Behind a secret that none of those who ask here has. */
        NOBODY
    }

    private enum Who {
        STRANGER,
        VISITOR,
        OTHER,
        ADMIN,
        OWNER
    }

    private record Route(For whom, String body) {}

    private final Map<String, Route> routes = new LinkedHashMap<>();

    {
        route("GET /api/v1/status", EVERYONE);
        route("GET /api/v1/models", EVERYONE);
        route("GET /api/v1/pages/{name}", EVERYONE);
        route("POST /api/v1/visits", EVERYONE);
        route("POST /api/v1/setup", EVERYONE, "{'token':'x','email':'a@example.org','password':'x','displayName':'A'}");
        route("POST /api/v1/auth/sign-up", EVERYONE, "{'email':'x','password':'x','displayName':'x'}");
        route("POST /api/v1/auth/sign-in", EVERYONE, "{}");
        route("POST /api/v1/auth/refresh", EVERYONE);
        route("POST /api/v1/auth/sign-out", EVERYONE);
        route("POST /api/v1/auth/verify-email", EVERYONE, "{'token':'x'}");
        route("POST /api/v1/links/telegram", EVERYONE, "{'username':'anna_reads','digits':'123456'}");
        route("POST /api/v1/links/open", EVERYONE, "{'code':'x'}");
        route("OPTIONS /api/v1/uploads", EVERYONE);

        route("GET /api/v1/me", VISITORS);
        route("POST /api/v1/media", VISITORS, "{}");
        route("POST /api/v1/uploads", VISITORS);
        route("POST /api/v1/links", VISITORS);

        route("PATCH /api/v1/me", PEOPLE, "{'displayName':'Somebody'}");
        route("GET /api/v1/auth/sessions", PEOPLE);
        route("POST /api/v1/auth/password", PEOPLE, "{'current':'x','next':'a long enough one'}");
        route("GET /api/v1/wallet", PEOPLE);
        route("GET /api/v1/wallet/entries", PEOPLE);
        route("GET /api/v1/jobs", PEOPLE);
        route("POST /api/v1/generate/video", PEOPLE, "{'model':'scripted/thing'}");
        route("POST /api/v1/generate/image", PEOPLE, "{'idea':'a red fox'}");

        route("POST /api/v1/jobs", ITS_OWNER, "{'quote':'{quote}'}");
        route("GET /api/v1/jobs/{id}", ITS_OWNER);
        route("GET /api/v1/generate/{job}", ITS_OWNER);
        route("POST /api/v1/jobs/{id}/repeat", ITS_OWNER);
        route("POST /api/v1/jobs/{id}/cancel", ITS_OWNER);
        route("POST /api/v1/jobs/{id}/claim", ITS_OWNER);
        route("DELETE /api/v1/jobs/{id}", ITS_OWNER);
        route("POST /api/v1/jobs/{id}/restore", ITS_OWNER);
        route("DELETE /api/v1/auth/sessions/{id}", ITS_OWNER);

        route("POST /api/v1/quotes", ITS_HOLDER, "{'model':'scripted/film','inputs':{'photo':'{media}'}}");
        route("POST /api/v1/looks", ITS_HOLDER, "{'media':'{media}'}");
        route("POST /api/v1/previews", ITS_HOLDER, "{'media':'{media}','idea':'slow zoom in'}");
        route("POST /api/v1/ideas/improve", ITS_HOLDER, "{'media':'{media}','idea':'slow zoom in'}");
        route("GET /api/v1/media/{id}", ITS_HOLDER);
        route("GET /api/v1/media/{id}/content", ITS_HOLDER);
        route("DELETE /api/v1/media/{id}", ITS_HOLDER);
        route("POST /api/v1/media/{id}/restore", ITS_HOLDER);
        route("HEAD /api/v1/uploads/{id}", ITS_HOLDER);
        route("PATCH /api/v1/uploads/{id}", ITS_HOLDER);
        route("DELETE /api/v1/uploads/{id}", ITS_HOLDER);

        route("GET /api/v1/admin/overview", ADMINS);
        route("GET /api/v1/admin/statistics", ADMINS);
        route("GET /api/v1/admin/audit", ADMINS);
        route("GET /api/v1/admin/people", ADMINS);
        route("GET /api/v1/admin/people/{id}", ADMINS);
        route("GET /api/v1/admin/people/{id}/entries", ADMINS);
        route("POST /api/v1/admin/people/{id}/grants", ADMINS, "{'credits':1,'reason':'a test'}");
        route("POST /api/v1/admin/people/{id}/suspend", ADMINS, "{'reason':'a test'}");
        route("POST /api/v1/admin/people/{id}/unsuspend", ADMINS);
        route("GET /api/v1/admin/jobs", ADMINS);
        route("GET /api/v1/admin/jobs/{id}", ADMINS);
        route("GET /api/v1/admin/dead-letters", ADMINS);
        route("GET /api/v1/admin/ledger/verification", ADMINS);

        route("GET /api/v1/links/{code}", NOBODY);
        route("POST /api/v1/links/{code}/claim", NOBODY);
        route("POST /api/v1/admin/dead-letters/{id}/replay", NOBODY);
        route("POST /api/v1/admin/dead-letters/{id}/discard", NOBODY, "{'reason':'a test'}");
    }

    private void route(String address, For whom) {
        route(address, whom, "");
    }

    private void route(String address, For whom, String body) {
        routes.put(address, new Route(whom, body.replace('\'', '"')));
    }

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    GivenIdentity people;

    @Autowired
    GivenJob given;

    @Autowired
    Wallet wallet;

    @Autowired
    JdbcClient db;

    @Autowired
    Ids ids;

    private AccountId owner;
    private AccountId other;
    private AccountId admin;
    private AccountId visitor;

    @BeforeEach
    void one_of_each() {
        owner = people.person("Owner");
        wallet.grant(owner, Credits.of(20), "given", "for the test", null);
        other = people.person("Other");
        admin = people.admin();
        visitor = people.visitor();
    }

    @Test
    void every_address_says_here_whom_it_is_for() {
        var served = new TreeSet<String>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((info, method) -> {
            for (String path : info.getPatternValues()) {
                if (!path.startsWith("/api/")) continue;
                info.getMethodsCondition().getMethods().forEach(verb -> served.add(verb + " " + path));
            }
        });

        assertThat(new TreeSet<>(routes.keySet())).isEqualTo(served);
    }

    @Test
    void whoever_it_is_not_for_gets_nothing_and_changes_nothing() {
        List<String> wrong = new ArrayList<>();
        routes.forEach((address, route) -> {
            Map<String, String> things = things(address, route);
            for (Who who : Who.values()) {
                Door.Answer answer = ask(who, address, route, things);
                if (!asItShould(route.whom(), who, answer)) {
                    wrong.add(who + " at " + address + " got " + answer.status() + " " + answer.body());
                }
            }
        });

        assertThat(wrong).isEmpty();
    }

    private static boolean asItShould(For whom, Who who, Door.Answer answer) {
        int status = answer.status();
        boolean in = status != 401 && status != 403 && status != 404 && status < 500
                || answer.code().equals("bot_unavailable");
        return switch (whom) {
            case EVERYONE -> !answer.code().equals("sign_in_needed") && status != 403 && status < 500;
            case VISITORS -> who == Who.STRANGER ? status == 401 : in;
            case PEOPLE -> who == Who.STRANGER || who == Who.VISITOR ? status == 401 : in;
            case ITS_OWNER ->
                switch (who) {
                    case STRANGER, VISITOR -> status == 401;
                    case OTHER, ADMIN -> status == 404;
                    case OWNER -> in;
                };
            case ITS_HOLDER ->
                switch (who) {
                    // A file has a door of its own: a signed link opens it without a token.
                    case STRANGER -> status == 401 || status == 404;
                    case VISITOR, OTHER, ADMIN -> status == 404;
                    case OWNER -> in;
                };
            case ADMINS ->
                switch (who) {
                    case STRANGER -> status == 401;
                    case VISITOR, OTHER, OWNER -> status == 404;
                    case ADMIN -> in;
                };
            case NOBODY -> who == Who.STRANGER ? status == 401 : status >= 400 && status < 500;
        };
    }

    private Door.Answer ask(Who who, String address, Route route, Map<String, String> things) {
        // A new token each time: some of these addresses end the session that they are called with.
        Door door = switch (who) {
            case STRANGER -> new Door(port);
            case VISITOR -> people.door(port, visitor);
            case OTHER -> people.door(port, other);
            case ADMIN -> people.door(port, admin);
            case OWNER -> people.door(port, owner);
        };
        String[] parts = address.split(" ");
        String path = filled(parts[1], things);
        if (path.startsWith("/api/v1/uploads")) {
            door.with("Tus-Resumable", "1.0.0").with("Upload-Length", "100").with("Upload-Offset", "0");
        }
        String body = filled(route.body(), things);
        if (!parts[0].equals("PATCH") || !path.startsWith("/api/v1/uploads")) {
            return door.send(parts[0], path, body.isEmpty() ? null : body);
        }
        return door.with("Content-Type", "application/offset+octet-stream").send(parts[0], path, null);
    }

    private static String filled(String text, Map<String, String> things) {
        String filled = text;
        for (var thing : things.entrySet()) filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
        return filled;
    }

    /** The owner's own, made for this address: what one address does to it is of no matter to the next. */
    private Map<String, String> things(String address, Route route) {
        var asker = new Jobs.Asker(owner, "web", "en");
        String nothing = ids.next().toString();
        if (address.contains("/admin/people/{id}"))
            return Map.of("id", people.person("Victim").toString());
        if (address.contains("/links/{code}") || address.contains("/dead-letters/{id}")) {
            return Map.of("code", nothing, "id", nothing);
        }
        if (address.contains("/auth/sessions/{id}")) return Map.of("id", aSession());
        if (address.contains("/pages/{name}")) return Map.of("name", "terms");
        if (address.contains("/uploads/{id}")) return Map.of("id", anUpload());
        if (route.body().contains("{quote}")) return Map.of("quote", aQuote(asker));
        if (address.contains("/media/{id}") || route.body().contains("{media}")) {
            String photo = given.photo(asker, 140).toString();
            if (address.endsWith("/restore")) people.door(port, owner).delete("/api/v1/media/" + photo);
            return Map.of("id", photo, "media", photo);
        }
        if (address.contains("/jobs/{id}") || address.contains("/generate/{job}")) {
            String job = given.queued(asker, "scripted/thing", Map.of()).id().toString();
            Door door = people.door(port, owner);
            if (!address.endsWith("/cancel")) door.post("/api/v1/jobs/" + job + "/cancel");
            if (address.endsWith("/restore")) door.delete("/api/v1/jobs/" + job);
            return Map.of("id", job, "job", job);
        }
        return Map.of();
    }

    private String aSession() {
        return people.door(port, owner)
                .get("/api/v1/auth/sessions")
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asString();
    }

    private String anUpload() {
        String at = people.door(port, owner)
                .with("Tus-Resumable", "1.0.0")
                .with("Upload-Length", "100")
                .post("/api/v1/uploads")
                .header("Location");
        return at.substring(at.lastIndexOf('/') + 1);
    }

    private String aQuote(Jobs.Asker asker) {
        return people.door(port, asker.account())
                .post("/api/v1/quotes", Map.of("model", "scripted/thing"))
                .body()
                .path("id")
                .asString();
    }

    @Test
    void fields_that_are_nobodys_to_set_change_nothing() {
        List<String> columns = db.sql("""
                select column_name from information_schema.columns where table_name = 'account'
                """).query(String.class).list();
        Map<String, Object> all = new LinkedHashMap<>();
        for (String column : columns) {
            all.put(column, "admin");
            all.put(camel(column), "admin");
        }
        for (String name : List.of("isAdmin", "admin", "balance", "credits", "wallet", "account")) all.put(name, 1_000);
        all.put("roles", List.of("admin"));
        all.keySet().removeAll(List.of("handle", "locale", "language", "display_name"));
        all.put("displayName", "Another");
        String before = row();

        assertThat(people.door(port, owner).patch("/api/v1/me", all).status()).isEqualTo(200);

        assertThat(row()).isEqualTo(before);
        assertThat(people.door(port, owner).get("/api/v1/admin/overview").status())
                .isEqualTo(404);
    }

    private static String camel(String column) {
        var name = new StringBuilder();
        for (String part : column.split("_")) {
            name.append(name.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return name.toString();
    }

    /** All of it but the name that was asked for. */
    private String row() {
        return db.sql("select (to_jsonb(a) - 'display_name' - 'search')::text from account a where id = ?")
                .param(owner.value())
                .query(String.class)
                .single();
    }
}
