/** The bad example: what {@code low} must not know. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package reverie.house.badexample.high;
