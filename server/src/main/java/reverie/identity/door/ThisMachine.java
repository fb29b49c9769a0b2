package reverie.identity.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;

/** Whether a request was made here, and not brought here by a proxy for somebody elsewhere. */
final class ThisMachine {

    private static final List<String> OF_A_PROXY =
            List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via");

    private ThisMachine() {}

    static boolean isCalling(HttpServletRequest request) {
        if (OF_A_PROXY.stream().anyMatch(header -> request.getHeader(header) != null)) return false;
        try {
            return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
