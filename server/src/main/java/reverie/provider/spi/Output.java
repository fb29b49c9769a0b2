package reverie.provider.spi;

import java.nio.file.Path;

/** One thing a run made: a scratch file that whoever gets the outcome stores and removes. */
public record Output(Path file, String contentType) {}
