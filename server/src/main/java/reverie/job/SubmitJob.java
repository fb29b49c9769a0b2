package reverie.job;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reverie.billing.Entitlements;
import reverie.catalog.Catalog;
import reverie.catalog.Model;
import reverie.catalog.ModelId;
import reverie.media.MediaStore;
import reverie.platform.AccountId;
import reverie.platform.Batcher;
import reverie.platform.CrashPoint;
import reverie.platform.Credits;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.Transactions;
import reverie.wallet.Balance;
import reverie.wallet.HoldOutcome;
import reverie.wallet.Wallet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts jobs: hold, job, its place in line and where to deliver are one commit. Whoever asks at the same moment shares
 * the commit; who is refused is refused alone.
 */
@Component
class SubmitJob {
    /** Fewer writers make larger batches: on two cores more of them only wait for each other's commits. */
    private static final int WRITERS = 2;

    /**
     * @param job its id if it is started: by it a start whose answer was lost is known again
     * @param quote that was written down before, by its id
     * @param fresh a quote made this moment, written down with its job; instead of {@code quote}
     * @param keyBody what was asked, in a form that is equal when the request is
     */
    record Request(
            UUID job,
            Jobs.Asker asker,
            @Nullable UUID quote,
            Quotes.@Nullable Stored fresh,
            @Nullable String key,
            String keyBody,
            Delivery.@Nullable Wish wish,
            Entitlements.Tier tier,
            @Nullable String requestId) {
        UUID quoteId() {
            return fresh != null ? fresh.id() : Objects.requireNonNull(quote);
        }

        AccountId account() {
            return asker.account();
        }
    }

    sealed interface Answer {
        /** @param earlier whether it had been started by an earlier call with the same key */
        record Accepted(Job job, boolean earlier) implements Answer {}

        record Refused(Problem problem) implements Answer {}
    }

    /** @param at which of the requests it is for */
    private record Draft(int at, Request request, Job job) {}

    private record KeyOf(AccountId account, String key) {}

    private final Transactions transactions;
    private final JdbcClient db;
    private final JsonMapper json;
    private final JobRows jobs;
    private final Quotes quotes;
    private final Catalog catalog;
    private final Wallet wallet;
    private final MediaStore media;
    private final Views views;
    private final Ids ids;
    private final Line line;
    private final Bell bell;
    private final ApplicationEventPublisher events;
    private final Batcher<Request, Answer> batcher;

    SubmitJob(
            Transactions transactions,
            JdbcClient db,
            JsonMapper json,
            JobRows jobs,
            Quotes quotes,
            Catalog catalog,
            Wallet wallet,
            MediaStore media,
            Views views,
            Ids ids,
            Line line,
            Bell bell,
            ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.db = db;
        this.json = json;
        this.jobs = jobs;
        this.quotes = quotes;
        this.catalog = catalog;
        this.wallet = wallet;
        this.media = media;
        this.views = views;
        this.ids = ids;
        this.line = line;
        this.bell = bell;
        this.events = events;
        this.batcher = new Batcher<>("submit-jobs", WRITERS, this::together);
    }

    /** @throws Problem not_enough_credits, quote_used, quote_expired, quote_invalid, line_full */
    Job submit(Request request) {
        Answer answer = batcher.ask(request);
        CrashPoint.pass("after_submit_commit");
        return switch (answer) {
            case Answer.Accepted(Job job, boolean _) -> job;
            case Answer.Refused(Problem problem) -> throw problem;
        };
    }

    static @Nullable String currentRequest() {
        return MDC.get("request");
    }

    private List<Answer> together(List<Request> requests) {
        try {
            return transactions.write(() -> start(requests));
        } catch (DuplicateKeyException e) {
            if (requests.size() > 1) throw e;
            // It was committed before, although its answer got lost; or another node has just used the same key, and
            // then its answer is ours.
            Job before = committed(requests.getFirst());
            if (before != null) return List.of(new Answer.Accepted(before, true));
            return transactions.write(() -> start(requests));
        }
    }

    private @Nullable Job committed(Request request) {
        return transactions.read(
                request.account(),
                () -> db.sql("select * from job where id = :id")
                        .param("id", request.job())
                        .query(jobs::job)
                        .optional()
                        .orElse(null));
    }

    /** One transaction, whatever the number: as many answers as requests. */
    List<Answer> start(List<Request> requests) {
        Answer[] answers = new Answer[requests.size()];
        Map<KeyOf, Integer> firstWithKey = new HashMap<>();
        Map<Integer, Integer> sameAs = new HashMap<>();
        answerRepeated(requests, answers, firstWithKey, sameAs);

        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) if (answers[i] == null && !sameAs.containsKey(i)) open.add(i);
        if (!open.isEmpty()) startOpen(requests, answers, open);

        sameAs.forEach((later, first) -> answers[later] = answers[first] instanceof Answer.Accepted(Job job, boolean _)
                ? repeated(job, requests.get(later))
                : answers[first]);
        return List.of(answers);
    }

    private void startOpen(List<Request> requests, Answer[] answers, List<Integer> open) {
        Map<Line.Turn, Long> turns = lockTurns(open.stream().map(requests::get).toList());
        Map<UUID, Quotes.Stored> stored = quotes.lock(open.stream()
                .map(requests::get)
                .filter(r -> r.fresh() == null)
                .map(Request::quoteId)
                .distinct()
                .toList());
        Map<AccountId, Integer> inLine = inLine(open.stream().map(requests::get).toList());
        Set<UUID> usedHere = new HashSet<>();
        Instant now = jobs.now();

        List<Draft> drafts = new ArrayList<>();
        for (int i : open) {
            Request request = requests.get(i);
            Quotes.Stored quote = request.fresh() != null ? request.fresh() : stored.get(request.quoteId());
            Problem refusal = refusal(request, quote, usedHere, inLine);
            if (refusal != null) {
                // Its quote is used, or the line full, by itself: it was committed, but its answer was lost.
                Job before = committed(request);
                answers[i] = before != null ? new Answer.Accepted(before, true) : new Answer.Refused(refusal);
                continue;
            }
            Quotes.Stored promised = Objects.requireNonNull(quote);
            usedHere.add(promised.id());
            inLine.merge(request.account(), 1, Integer::sum);
            drafts.add(new Draft(i, request, draft(request, promised, now)));
        }
        List<Draft> accepted = hold(drafts, answers);
        if (!accepted.isEmpty()) write(accepted, answers, turns, now);
    }

    private void answerRepeated(
            List<Request> requests, Answer[] answers, Map<KeyOf, Integer> first, Map<Integer, Integer> sameAs) {
        for (int i = 0; i < requests.size(); i++) {
            String key = requests.get(i).key();
            if (key == null) continue;
            Integer before = first.putIfAbsent(new KeyOf(requests.get(i).account(), key), i);
            if (before != null) sameAs.put(i, before);
        }
        if (first.isEmpty()) return;
        List<KeyOf> keys = List.copyOf(first.keySet());
        List<Job> known = db.sql("""
                        select j.* from job j
                          join unnest(cast(:accounts as uuid[]), cast(:keys as text[])) as k(account, key)
                            on j.account_id = k.account and j.idem_key = k.key
                        """)
                .param(
                        "accounts",
                        keys.stream().map(k -> k.account().toString()).toArray(String[]::new))
                .param("keys", keys.stream().map(KeyOf::key).toArray(String[]::new))
                .query(jobs::job)
                .list();
        for (Job job : known) {
            int at = Objects.requireNonNull(first.get(new KeyOf(job.account(), Objects.requireNonNull(job.key()))));
            answers[at] = repeated(job, requests.get(at));
        }
    }

    private static Answer repeated(Job job, Request request) {
        return request.keyBody().equals(job.keyBody())
                ? new Answer.Accepted(job, true)
                : new Answer.Refused(Problem.of(422, "idempotency_key_reused"));
    }

    private @Nullable Problem refusal(
            Request request, Quotes.@Nullable Stored quote, Set<UUID> usedHere, Map<AccountId, Integer> inLine) {
        if (quote == null || !quote.account().equals(request.account())) return Problem.notFound();
        if (!quotes.isGenuine(quote)) return Problem.of(409, "quote_invalid");
        if (quote.usedBy() != null || usedHere.contains(quote.id())) return Problem.of(409, "quote_used");
        if (quotes.isOver(quote)) return Problem.of(410, "quote_expired");
        if (catalog.find(new ModelId(quote.model())).isEmpty()) return Problem.of(409, "quote_invalid");
        if (inLine.getOrDefault(request.account(), 0) >= Limits.LINE_PER_PERSON) {
            return Problem.of(429, "line_full")
                    .with("max", Limits.LINE_PER_PERSON)
                    .with("tier", request.tier().name())
                    .with("atOnce", request.tier().concurrentJobs())
                    .retryAfter(60);
        }
        return null;
    }

    private Job draft(Request request, Quotes.Stored quote, Instant now) {
        Model model = catalog.find(new ModelId(quote.model())).orElseThrow();
        UUID id = request.job();
        boolean free = quote.credits().isZero();
        return new Job(
                id,
                request.account(),
                request.asker().surface(),
                request.asker().language(),
                quote.model(),
                quote.inputs(),
                model.lane(),
                request.tier().queuePriority(),
                Math.max(1, request.tier().concurrentJobs()),
                quote.id(),
                quote.priceVersion(),
                quote.credits(),
                quote.expectedSeconds(),
                request.key(),
                request.key() == null ? null : request.keyBody(),
                request.requestId(),
                now,
                JobState.queued(free ? null : id, free ? Credits.ZERO : quote.credits(), now));
    }

    private List<Draft> hold(List<Draft> drafts, Answer[] answers) {
        List<Job> paid = drafts.stream()
                .map(Draft::job)
                .filter(j -> j.state().hold() != null)
                .toList();
        Map<UUID, HoldOutcome> outcomes = new HashMap<>();
        if (!paid.isEmpty()) {
            List<HoldOutcome> found = wallet.hold(paid.stream()
                    .map(j -> new Wallet.HoldRequest(j.id(), j.account(), j.quoted(), j.id()))
                    .toList());
            for (int n = 0; n < paid.size(); n++) outcomes.put(paid.get(n).id(), found.get(n));
        }
        List<Draft> accepted = new ArrayList<>();
        for (Draft draft : drafts) {
            Job job = draft.job();
            if (outcomes.get(job.id()) instanceof HoldOutcome.NotEnough(Credits missing, Balance balance)) {
                answers[draft.at()] = new Answer.Refused(notEnough(job.quoted(), missing, balance));
            } else {
                accepted.add(draft);
            }
        }
        return accepted;
    }

    static Problem notEnough(Credits needed, Credits missing, Balance balance) {
        return Problem.of(402, "not_enough_credits")
                .with("missing", missing)
                .with("needed", needed)
                .with("available", balance.available())
                .extra("missing", missing)
                .extra("available", balance.available());
    }

    private void write(List<Draft> accepted, Answer[] answers, Map<Line.Turn, Long> turns, Instant now) {
        List<Quotes.Stored> fresh = new ArrayList<>();
        Map<UUID, UUID> jobByFresh = new HashMap<>();
        Map<UUID, UUID> jobByStored = new LinkedHashMap<>();
        Map<UUID, Delivery> deliveries = new HashMap<>();
        for (Draft draft : accepted) {
            Job job = draft.job();
            if (draft.request().fresh() != null) {
                fresh.add(draft.request().fresh());
                jobByFresh.put(job.quote(), job.id());
            } else {
                jobByStored.put(job.quote(), job.id());
            }
            Delivery.Wish wish = draft.request().wish();
            if (wish != null) deliveries.put(job.id(), new Delivery(ids.next(), wish.door(), wish.target()));
        }
        CrashPoint.pass("between_hold_and_job");
        List<Job> started = accepted.stream().map(Draft::job).toList();
        quotes.insert(fresh, jobByFresh);
        quotes.use(jobByStored);
        jobs.insert(started);
        line.enter(started, turns, now);
        insertDeliveries(started, deliveries, now);
        for (Draft draft : accepted) {
            Job job = draft.job();
            Set<UUID> used = catalog.find(new ModelId(job.model()))
                    .orElseThrow()
                    .form()
                    .mediaIn(job.inputs())
                    .keySet();
            if (!used.isEmpty()) media.claim(claimant(job.id()), used);
            answers[draft.at()] = new Answer.Accepted(job, false);
        }
        for (Job job : started) {
            JobView view = views.changed(job, List.of(), now);
            events.publishEvent(new JobChanged(view, "queued", deliveries.get(job.id())));
        }
        transactions.afterCommit(bell::work);
    }

    static String claimant(UUID job) {
        return "job:" + job;
    }

    private Map<Line.Turn, Long> lockTurns(List<Request> requests) {
        // The lane of a quote that is not read yet is not known: its model's is looked up by what the request says.
        List<Line.Turn> turns = new ArrayList<>();
        Map<UUID, String> models = modelsOf(requests);
        for (Request request : requests) {
            String model = request.fresh() != null ? request.fresh().model() : models.get(request.quoteId());
            if (model == null) continue;
            catalog.find(new ModelId(model))
                    .ifPresent(m -> turns.add(new Line.Turn(request.account().value(), m.lane())));
        }
        return line.lock(turns);
    }

    private Map<UUID, String> modelsOf(List<Request> requests) {
        List<UUID> asked = requests.stream()
                .filter(r -> r.fresh() == null)
                .map(Request::quoteId)
                .distinct()
                .toList();
        Map<UUID, String> found = new HashMap<>();
        if (asked.isEmpty()) return found;
        db.sql("select id, model from quote where id = any(cast(:ids as uuid[]))")
                .param("ids", JobRows.array(asked))
                .query((row, n) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private Map<AccountId, Integer> inLine(List<Request> requests) {
        Map<AccountId, Integer> found = new HashMap<>();
        db.sql("""
                        select account_id, count(*) as n from job
                         where ended_at is null and account_id = any(cast(:accounts as uuid[])) group by account_id
                        """)
                .param(
                        "accounts",
                        requests.stream()
                                .map(r -> r.account().toString())
                                .distinct()
                                .toArray(String[]::new))
                .query((row, n) -> Map.entry(new AccountId(row.getObject(1, UUID.class)), row.getInt(2)))
                .list()
                .forEach(e -> found.put(e.getKey(), e.getValue()));
        return found;
    }

    private void insertDeliveries(List<Job> accepted, Map<UUID, Delivery> deliveries, Instant now) {
        if (deliveries.isEmpty()) return;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Job job : accepted) {
            Delivery delivery = deliveries.get(job.id());
            if (delivery == null) continue;
            rows.add(Map.of(
                    "id",
                    delivery.id(),
                    "job",
                    job.id(),
                    "account",
                    job.account().value(),
                    "door",
                    delivery.door(),
                    "target",
                    delivery.target(),
                    "now",
                    now,
                    // It begins to count when there is something to deliver; until then the job's own deadline does.
                    "deadline",
                    now.plus(Limits.DEADLINE_CLAIM)));
        }
        db.sql("""
                        insert into job_delivery (id, job_id, account_id, door, target, state, deadline, created_at)
                        select id, job, account, door, target, 'pending', deadline, now
                          from jsonb_to_recordset(cast(:rows as jsonb)) as n(id uuid, job uuid, account uuid, door text,
                               target jsonb, deadline timestamptz, now timestamptz)
                        """).param("rows", json.writeValueAsString(rows)).update();
    }

    @PreDestroy
    void close() {
        batcher.close();
    }
}
