package reverie.identity.door;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Whether a request was made here, and not brought here by a proxy for somebody elsewhere. Seen by the first valve,
 * before the one that puts the address a proxy speaks for in the place of the proxy's: afterwards the line's own end
 * is gone, and so are the headers.
 */
final class ThisMachine extends ValveBase {
    private static final String MARK = ThisMachine.class.getName();
    private static final List<String> OF_A_PROXY = List.of(
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Forwarded-Server",
            "X-Real-IP",
            "Forwarded",
            "Via");
    /** A proxy that says nothing of itself, or a page that gave its name our address, comes with another one. */
    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    ThisMachine() {
        super(true);
    }

    static boolean isCalling(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(MARK));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (isFromHere(request)) request.setAttribute(MARK, true);
        getNext().invoke(request, response);
    }

    private static boolean isFromHere(Request request) {
        if (OF_A_PROXY.stream().anyMatch(header -> request.getHeader(header) != null)) return false;
        if (!OUR_NAMES.contains(request.getServerName())) return false;
        try {
            return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
