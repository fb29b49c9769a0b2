package reverie.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpHeaders;
import reverie.platform.web.ProblemAdvice;

/**
 * What a request says of the program it comes from.
 *
 * @param from the address, of IPv6 only the half that is one household's
 */
record Client(String surface, String userAgent, String language, String from) {
    static final String HEADER = "X-Reverie-Client";
    private static final String PHONE = "phone";
    private static final int AGENT_MAX = 300;
    private static final int IPV6_HOUSEHOLD_BYTES = 8;
    /** What an agent says, and who it is. Those that also call themselves by another's name stand before it. */
    private static final List<String> BROWSERS = List.of(
            "Edg:Edge",
            "OPR/:Opera",
            "SamsungBrowser:Samsung Internet",
            "YaBrowser:Yandex Browser",
            "Firefox:Firefox",
            "FxiOS:Firefox",
            "CriOS:Chrome",
            "Chrome:Chrome",
            "Safari:Safari");

    private static final List<String> SYSTEMS =
            List.of("Android:Android", "iPhone:iPhone", "iPad:iPad", "Windows:Windows", "Mac OS X:Mac", "Linux:Linux");

    static Client of(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        String kept = agent == null ? "" : Names.clean(agent);
        return new Client(
                PHONE.equals(request.getHeader(HEADER)) ? PHONE : "web",
                kept.length() > AGENT_MAX ? kept.substring(0, AGENT_MAX) : kept,
                ProblemAdvice.language(request),
                household(request.getRemoteAddr()));
    }

    /** In names that people know: “Firefox · Windows”. Empty for what is no browser that we know. */
    static String program(String userAgent) {
        String browser = firstOf(userAgent, BROWSERS);
        String system = firstOf(userAgent, SYSTEMS);
        return browser.isEmpty() || system.isEmpty() ? browser : browser + " · " + system;
    }

    private static String firstOf(String userAgent, List<String> signs) {
        return signs.stream()
                .filter(sign -> userAgent.contains(sign.substring(0, sign.indexOf(':'))))
                .findFirst()
                .map(sign -> sign.substring(sign.indexOf(':') + 1))
                .orElse("");
    }

    /** A phone keeps its refresh token itself; a browser's lies in a cookie that no script can read. */
    boolean isPhone() {
        return surface.equals(PHONE);
    }

    private static String household(String address) {
        try {
            // Always a literal, so nothing is looked up.
            if (InetAddress.ofLiteral(address) instanceof Inet6Address v6) {
                return HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), IPV6_HOUSEHOLD_BYTES));
            }
            return address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
