/** The bad example: something low that knows something high. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package reverie.house.badexample.low;
