package reverie;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Reverie {
    public static void main(String[] args) {
        SpringApplication.run(Reverie.class, args);
    }
}
