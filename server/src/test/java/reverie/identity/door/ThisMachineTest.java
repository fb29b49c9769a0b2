package reverie.identity.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a line ends decides, on machines too that have no network to try it over. */
class ThisMachineTest {
    private boolean passedOn;

    private Request calledFrom(String address, String name, String... headers) throws Exception {
        var raw = new org.apache.coyote.Request();
        raw.serverName().setString(name);
        for (int i = 0; i < headers.length; i += 2) {
            raw.getMimeHeaders().addValue(headers[i]).setString(headers[i + 1]);
        }
        var request = new Request(new Connector(), raw);
        request.setRemoteAddr(address);
        var valve = new ThisMachine();
        valve.setNext(new ValveBase() {
            @Override
            public void invoke(Request passed, Response response) {
                passedOn = true;
            }
        });
        valve.invoke(request, new Response(new org.apache.coyote.Response()));
        assertThat(passedOn).isTrue();
        return request;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"203.0.113.7", "10.0.0.5", "192.168.1.20", "2001:db8::7", "0.0.0.0", "localhost", "unknown"})
    void whoever_comes_over_the_network_is_not_of_this_machine(String address) throws Exception {
        for (String name : new String[] {"localhost", "127.0.0.1", "[::1]", "reverie.example"}) {
            assertThat(ThisMachine.isCalling(calledFrom(address, name)))
                    .as(name)
                    .isFalse();
            for (String claim : new String[] {"127.0.0.1", "::1"}) {
                assertThat(ThisMachine.isCalling(calledFrom(address, name, "X-Forwarded-For", claim)))
                        .as(claim)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, localhost", "127.0.0.1, 127.0.0.1", "127.9.8.7, localhost", "::1, [::1]"})
    void whoever_comes_from_here_is(String address, String name) throws Exception {
        assertThat(ThisMachine.isCalling(calledFrom(address, name))).isTrue();
        assertThat(ThisMachine.isCalling(calledFrom(address, name, "X-Real-IP", "127.0.0.1")))
                .isFalse();
        assertThat(ThisMachine.isCalling(calledFrom(address, "rebound.example")))
                .isFalse();
    }
}
