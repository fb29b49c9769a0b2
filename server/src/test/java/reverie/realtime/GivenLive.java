package reverie.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reverie.identity.Door;
import reverie.identity.LinkVerified;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Transactions;

/** Accounts with tokens, things that happen to them, and the Socket.IO client that its makers ship. */
@Component
public class GivenLive {
    public static final String PASSWORD = "a long way home by night";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Environment environment;
    private final Ids ids;

    GivenLive(Transactions transactions, ApplicationEventPublisher events, Environment environment, Ids ids) {
        this.transactions = transactions;
        this.events = events;
        this.environment = environment;
        this.ids = ids;
    }

    /** @param door the browser it sits at */
    public record Someone(AccountId account, String token, Door door) {}

    /** Somebody with a token of a day; the cheapest there is. */
    public Someone someone() {
        Door door = door();
        return someone(door, door.enter("/api/v1/visits", Map.of()));
    }

    /** Somebody with a name, a session that can be ended, and a token of 15 minutes. */
    public Someone person() {
        Door door = door();
        String mailbox = "asha-" + ids.secret(16).toLowerCase(Locale.ROOT).replace('-', 'x') + "@example.com";
        return someone(
                door,
                door.enter(
                        "/api/v1/auth/sign-up", Map.of("email", mailbox, "password", PASSWORD, "displayName", "Asha")));
    }

    private Door door() {
        return new Door(environment.getRequiredProperty("local.server.port", Integer.class));
    }

    private static Someone someone(Door door, Door.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return new Someone(AccountId.of(answer.body().path("account").path("id").asString()), door.token(), door);
    }

    /** An account that nobody listens to. */
    public AccountId stranger() {
        return new AccountId(ids.next());
    }

    /** Publishes in one transaction, as a module does. */
    public void happen(Object... published) {
        transactions.write(() -> {
            for (Object event : published) events.publishEvent(event);
        });
    }

    /** The smallest thing that has a number in the log. */
    public static LinkVerified thing(AccountId account, String code) {
        return new LinkVerified(account, code, "Asha");
    }

    /** One client and all that it heard, in order. */
    public static final class Client implements AutoCloseable {
        final Socket socket;
        private final List<Map.Entry<String, JSONObject>> heard = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<JSONObject> refusal = new CompletableFuture<>();
        private final CompletableFuture<String> left = new CompletableFuture<>();

        Client(int port, @Nullable String token, @Nullable Object last, String... transports) {
            Map<String, String> auth = new LinkedHashMap<>();
            if (token != null) auth.put("token", token);
            if (last != null) auth.put("last", last.toString());
            var options = IO.Options.builder()
                    .setTransports(transports)
                    .setForceNew(true)
                    .setReconnection(false)
                    .setAuth(auth)
                    .build();
            socket = IO.socket(URI.create("http://localhost:" + port), options);
            for (String name : List.of(
                    "job.updated",
                    "wallet.updated",
                    "link.verified",
                    "account.updated",
                    "media.updated",
                    "head",
                    "resync")) {
                socket.on(name, data -> heard.add(Map.entry(name, (JSONObject) data[0])));
            }
            socket.on(Socket.EVENT_CONNECT_ERROR, data -> {
                if (data[0] instanceof JSONObject said) refusal.complete(said);
                else refusal.completeExceptionally((Exception) data[0]);
            });
            socket.on(Socket.EVENT_DISCONNECT, data -> left.complete((String) data[0]));
        }

        Client open() {
            socket.connect();
            Awaitility.await().atMost(PATIENCE).until(() -> socket.connected());
            return this;
        }

        JSONObject refusal() throws Exception {
            socket.connect();
            return refusal.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        /** Why it was disconnected. */
        String left(Duration within) throws Exception {
            return left.get(within.toMillis(), TimeUnit.MILLISECONDS);
        }

        List<JSONObject> heard(String name) {
            synchronized (heard) {
                return heard.stream()
                        .filter(one -> one.getKey().equals(name))
                        .map(Map.Entry::getValue)
                        .toList();
            }
        }

        /** The numbers it heard, in the order it heard them. */
        List<Long> numbers() {
            synchronized (heard) {
                return heard.stream()
                        .map(Map.Entry::getValue)
                        .filter(data -> data.has("id"))
                        .map(data -> data.optLong("id"))
                        .toList();
            }
        }

        JSONObject next(String name) {
            Awaitility.await().atMost(PATIENCE).until(() -> !heard(name).isEmpty());
            return heard(name).getLast();
        }

        void awaitNumbers(int count) {
            Awaitility.await().atMost(PATIENCE).until(() -> numbers().size() >= count);
        }

        JSONObject ask(String event, JSONObject data) throws Exception {
            var answer = new CompletableFuture<JSONObject>();
            socket.emit(event, new Object[] {data}, said -> answer.complete((JSONObject) said[0]));
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            socket.disconnect();
        }
    }
}
