package reverie.realtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import reverie.platform.AccountId;
import reverie.platform.Ids;
import reverie.platform.Problem;
import reverie.platform.web.ProblemAdvice;
import tools.jackson.databind.json.JsonMapper;

/** Makes sockets, and is what they share. */
@Component
class LiveSockets {
    final Tokens tokens;
    final Channels channels;
    final LogReader reader;
    final JsonMapper json;
    private final Delivery delivery;
    private final ProblemAdvice problems;
    private final Ids ids;

    LiveSockets(
            Tokens tokens,
            Channels channels,
            LogReader reader,
            JsonMapper json,
            Delivery delivery,
            ProblemAdvice problems,
            Ids ids) {
        this.tokens = tokens;
        this.channels = channels;
        this.reader = reader;
        this.json = json;
        this.delivery = delivery;
        this.problems = problems;
        this.ids = ids;
    }

    LiveSocket socket(Connection connection, String language) {
        return new LiveSocket(connection, ids.next().toString(), language, this);
    }

    void wake(AccountId account) {
        delivery.wake(account);
    }

    /** A refusal of the protocol: a sentence, and what the HTTP doors would answer. */
    String refusal(Problem problem, String language) {
        ProblemDetail detail = problems.detail(problem, language);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("code", problem.code());
        data.put("status", problem.status());
        data.put("title", detail.getTitle());
        if (detail.getDetail() != null) data.put("detail", detail.getDetail());
        Map<String, Object> more = detail.getProperties();
        if (more != null && more.get("remedy") != null) data.put("remedy", more.get("remedy"));
        Map<String, Object> refusal = new LinkedHashMap<>();
        refusal.put("message", detail.getTitle());
        refusal.put("data", data);
        return "44" + json.writeValueAsString(refusal);
    }

    /** A second went by for all who have said who they are. */
    void tick(long second) {
        for (Channel channel : channels.all()) {
            for (LiveSocket socket : channel.sockets()) socket.tick(second);
        }
    }

    /** Asks again whether the tokens are good: for sessions that ended while nobody told us. */
    void checkTokens() {
        for (Channel channel : channels.all()) {
            for (LiveSocket socket : channel.sockets()) socket.checkToken();
        }
    }
}
