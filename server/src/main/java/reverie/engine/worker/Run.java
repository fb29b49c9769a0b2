package reverie.engine.worker;

import java.util.List;
import java.util.Map;

/**
 * One run, as it is told to the child process.
 *
 * @param files readable files, by the name of their input
 * @param scratch an empty folder for what is made
 */
public record Run(String model, Map<String, Object> inputs, Map<String, String> files, String scratch) {
    /** @param outputs files in the scratch folder, with their content types */
    public record Result(List<File> outputs, Map<String, Object> data, Map<String, Object> recipe) {}

    public record File(String path, String contentType) {}
}
