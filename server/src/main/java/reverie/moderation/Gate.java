package reverie.moderation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Batcher;
import reverie.platform.Ids;

/** The one gate that everything generated passes before it is made. Verdict, rule and words are kept. */
@Component
public class Gate implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    /** @param surface web, telegram, terminal or api; @param texts all that the person wrote for it */
    public record Request(AccountId account, String surface, String model, List<String> texts, List<UUID> media) {}

    private record Kept(
            UUID id,
            Request request,
            @Nullable String rule,
            @Nullable String words,
            @Nullable String requestId) {}

    private final Rules rules = new Rules();
    private final Batcher<Kept, Boolean> book;
    private final JdbcClient db;
    private final Ids ids;

    Gate(JdbcClient db, Ids ids) {
        this.db = db;
        this.ids = ids;
        this.book = new Batcher<>("verdicts", 1, this::write);
    }

    /** Free, quick, without outside calls. What it says is kept even if the caller's transaction is undone. */
    public Verdict check(Request request) {
        List<String> texts =
                request.texts().stream().filter(text -> !text.isBlank()).toList();
        if (texts.isEmpty()) return new Verdict.Allowed();
        // As one text: what is split over two fields is still together.
        Optional<Rules.Broken> broken =
                rules.broken(String.join("\n", texts), !request.media().isEmpty());
        if (broken.isPresent()) {
            String rule = broken.get().rule().code();
            book.ask(new Kept(ids.next(), request, rule, broken.get().words(), MDC.get("request")));
            return new Verdict.Refused(rule, broken.get().words());
        }
        keepAllowed(new Kept(ids.next(), request, null, null, MDC.get("request")));
        return new Verdict.Allowed();
    }

    /** Nobody waits for it: what was allowed shows in what was made. */
    private void keepAllowed(Kept kept) {
        CompletableFuture<Boolean> written = book.offer(kept);
        written.whenComplete((ok, e) -> {
            if (e != null)
                log.warn(
                        "An allowed verdict of {} was not kept: {}",
                        kept.request().account(),
                        e.toString());
        });
    }

    private List<Boolean> write(List<Kept> verdicts) {
        db.sql("""
                        insert into moderation_verdict
                               (id, account_id, surface, model, allowed, rule, words, request_id)
                        select id, account, surface, model, rule is null, rule, words, request
                          from unnest(:ids::uuid[], :accounts::uuid[], :surfaces::text[], :models::text[],
                                      :rules::text[], :words::text[], :requests::text[])
                               as v (id, account, surface, model, rule, words, request)
                        """)
                .param("ids", verdicts.stream().map(Kept::id).toArray(UUID[]::new))
                .param(
                        "accounts",
                        verdicts.stream()
                                .map(v -> v.request().account().value())
                                .toArray(UUID[]::new))
                .param(
                        "surfaces",
                        verdicts.stream().map(v -> v.request().surface()).toArray(String[]::new))
                .param("models", verdicts.stream().map(v -> v.request().model()).toArray(String[]::new))
                .param("rules", verdicts.stream().map(Kept::rule).toArray(String[]::new))
                .param("words", verdicts.stream().map(Kept::words).toArray(String[]::new))
                .param("requests", verdicts.stream().map(Kept::requestId).toArray(String[]::new))
                .update();
        return verdicts.stream().map(v -> true).toList();
    }

    @Override
    public void destroy() {
        book.close();
    }
}
