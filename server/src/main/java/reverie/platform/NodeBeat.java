package reverie.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says that this process is up, and as what. A node that was not heard of for {@link #GONE_AFTER} is not up. */
@Component
public class NodeBeat implements SmartLifecycle {
    public static final Duration EVERY = Duration.ofSeconds(10);
    public static final Duration GONE_AFTER = EVERY.multipliedBy(3);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);
    private static final Logger log = LoggerFactory.getLogger(NodeBeat.class);

    /** A process that is up. */
    public record Node(UUID id, List<String> roles, Instant seenAt) {}

    private final JdbcClient db;
    private final Leases leases;
    private final String roles;
    private volatile @Nullable ScheduledExecutorService timer;

    NodeBeat(JdbcClient db, Leases leases, Settings settings) {
        this.db = db;
        this.leases = leases;
        this.roles = settings.roles().stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    /** Once; what the timer does. */
    public void beat() {
        db.sql("""
                        with forgotten as (
                            delete from node where seen_at < reverie_now() - make_interval(secs => :forgotten))
                        insert into node (id, roles, host, seen_at) values (:id, :roles, :host, reverie_now())
                        on conflict (id) do update set roles = excluded.roles, seen_at = excluded.seen_at
                        """)
                .param("forgotten", (double) FORGOTTEN_AFTER.toSeconds())
                .param("id", leases.node())
                .param("roles", roles)
                .param("host", host())
                .update();
    }

    /** Those that were heard of lately. */
    public List<Node> up() {
        return db.sql("""
                        select id, roles, seen_at from node
                         where seen_at > reverie_now() - make_interval(secs => :seconds) order by id
                        """)
                .param("seconds", (double) GONE_AFTER.toSeconds())
                .query((row, n) -> new Node(
                        row.getObject("id", UUID.class),
                        List.of(row.getString("roles").split(",")),
                        row.getTimestamp("seen_at").toInstant()))
                .list();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private void attempt() {
        try {
            beat();
        } catch (RuntimeException e) {
            log.warn("This node could not say that it is up; it will again in {}", EVERY, e);
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("node-beat").factory());
        var unused = fresh.scheduleWithFixedDelay(this::attempt, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        timer = fresh;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        if (running != null) running.shutdownNow();
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
