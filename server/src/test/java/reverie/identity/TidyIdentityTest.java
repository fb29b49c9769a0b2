package reverie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import reverie.ReverieTest;
import reverie.TestClock;
import reverie.platform.AccountId;

@ReverieTest
class TidyIdentityTest {
    @Autowired
    GivenIdentity given;

    @Autowired
    Accounts accounts;

    @Autowired
    FirstAdmin firstAdmin;

    @Autowired
    KeepIdentityTidy tidy;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient db;

    private long rows(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Test
    void what_ran_out_goes_and_people_stay() {
        AccountId person = given.person();
        AccountId visitor = given.visitor();
        given.token(person);
        given.token(visitor);
        accounts.webSignIn(person);
        firstAdmin.path();

        tidy.run();
        assertThat(rows("link_code")).isEqualTo(1);
        assertThat(rows("session")).isEqualTo(2);

        clock.advance(Duration.ofDays(10));
        tidy.run();
        assertThat(rows("link_code")).isZero();
        assertThat(rows("setup_link")).isZero();
        assertThat(rows("session")).isEqualTo(1);
        assertThat(rows("account")).isEqualTo(1);
        assertThat(accounts.account(person).id()).isEqualTo(person);
    }
}
