/** Every model: its form, price, category and routes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "provider", "provider :: spi"})
package reverie.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
