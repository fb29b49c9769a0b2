package reverie.bench;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.bind.annotation.RestController;
import reverie.platform.Ids;
import reverie.platform.Transactions;
import reverie.wallet.Wallet;

/** The wallet's own module over the world's database, with nobody who listens: what the ledger itself costs. */
final class LedgerAlone implements AutoCloseable {
    private final GenericApplicationContext context = new GenericApplicationContext();

    LedgerAlone(World world) {
        AnnotationConfigUtils.registerAnnotationConfigProcessors(context);
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        for (Class<?> needed : new Class<?>[] {
            Transactions.class, JdbcClient.class, JdbcOperations.class, Ids.class, PlatformTransactionManager.class
        }) {
            beans.registerSingleton(needed.getName(), world.get(needed));
        }
        var scanner = new ClassPathBeanDefinitionScanner(context);
        scanner.addExcludeFilter(new AnnotationTypeFilter(RestController.class));
        scanner.scan(Wallet.class.getPackageName());
        context.refresh();
    }

    Wallet wallet() {
        return context.getBean(Wallet.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
