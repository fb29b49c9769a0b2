package reverie.terminal;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an admin's pages can do, from the terminal: the same calls, as the host. */
final class Admin {
    private final Launch launch;
    private final PrintStream out;
    private final PrintStream err;

    Admin(Launch launch, PrintStream out, PrintStream err) {
        this.launch = launch;
        this.out = out;
        this.err = err;
    }

    int run(List<String> arguments) {
        if (arguments.isEmpty()) throw new WrongCall("“admin” needs to know what to do.");
        List<String> rest = arguments.subList(1, arguments.size());
        String what = arguments.getFirst();
        int wanted = switch (what) {
            case "create-admin", "replay" -> 1;
            case "grant" -> 3;
            case "verify-ledger", "dead-letters" -> 0;
            default -> throw new WrongCall("“admin” does not know “" + what + "”.");
        };
        if (rest.size() != wanted) throw new WrongCall("“admin " + what + "” takes " + wanted + " words after it.");
        try (OnInterrupt hook = new OnInterrupt();
                Launch.Server server = launch.runningOrNew();
                Client client = new Client(server)) {
            return switch (what) {
                case "create-admin" -> createAdmin(client, rest.get(0));
                case "grant" -> grant(client, rest.get(0), rest.get(1), rest.get(2));
                case "verify-ledger" -> verifyLedger(client);
                case "replay" -> replay(client, rest.get(0));
                default -> deadLetters(client);
            };
        }
    }

    private int createAdmin(Client client, String email) {
        JsonNode person = find(client, email);
        client.post(
                "/api/v1/admin/people/" + person.path("account").path("id").asString() + "/roles",
                Map.of("roles", List.of("admin")));
        out.println(email + " is an admin now.");
        return Terminal.OK;
    }

    private int grant(Client client, String email, String credits, String reason) {
        BigDecimal amount;
        try {
            amount = new BigDecimal(credits);
        } catch (NumberFormatException e) {
            throw new WrongCall("Credits are a number, not “" + credits + "”.");
        }
        JsonNode person = find(client, email);
        JsonNode entry = client.post(
                "/api/v1/admin/people/" + person.path("account").path("id").asString() + "/grants",
                Map.of("credits", amount, "reason", reason));
        out.println("Granted. The balance is " + entry.path("balanceAfter").asString() + " now.");
        return Terminal.OK;
    }

    private static JsonNode find(Client client, String email) {
        String query = java.net.URLEncoder.encode(email, java.nio.charset.StandardCharsets.UTF_8);
        JsonNode items = client.get("/api/v1/admin/people?query=" + query).path("items");
        for (JsonNode person : items) {
            if (person.path("account").path("email").asString("").equalsIgnoreCase(email)) return person;
        }
        throw new Refused("Nobody here has the address " + email + ".");
    }

    private int verifyLedger(Client client) {
        JsonNode answer = client.get("/api/v1/admin/ledger/verification");
        for (JsonNode finding : answer.path("findings")) err.println(finding.asString());
        if (!answer.path("findings").isEmpty()) return Terminal.FAILED;
        out.println("The ledger is whole: " + answer.path("transactions").asString() + " transactions, "
                + answer.path("postings").asString() + " postings, "
                + answer.path("accounts").asString()
                + " accounts, " + answer.path("liveHolds").asString() + " live holds.");
        return Terminal.OK;
    }

    private int deadLetters(Client client) {
        JsonNode items = client.get("/api/v1/admin/dead-letters").path("items");
        for (JsonNode item : items) {
            out.println(item.path("job").path("id").asString() + "  "
                    + item.path("at").asString() + "  " + item.path("why").asString());
        }
        if (items.isEmpty()) out.println("No dead letters.");
        return Terminal.OK;
    }

    private int replay(Client client, String job) {
        JsonNode again = client.post("/api/v1/admin/dead-letters/" + job + "/replay", Map.of());
        out.println("It is " + again.path("state").asString() + " again.");
        return Terminal.OK;
    }
}
