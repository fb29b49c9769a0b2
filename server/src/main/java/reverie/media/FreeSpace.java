package reverie.media;

import java.nio.file.Path;

/** How much room the disk has. A port of its own, because a full disk can't be made for a test. */
interface FreeSpace {
    long bytes(Path folder);
}
