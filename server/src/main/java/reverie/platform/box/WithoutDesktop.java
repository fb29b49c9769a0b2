package reverie.platform.box;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets a library start on a machine without a desktop. ffmpeg's device library names the libraries of screen and sound
 * card; a bare server has none of them, and the loader gives up before the program begins. Nothing of ours records a
 * screen, and functions are bound when they are first called: so the library is told that it needs the C library
 * instead, which is there. Layout of the file: ELF-64 of the System V ABI, and the GNU symbol versions of the LSB.
 */
final class WithoutDesktop {
    private static final Set<String> DESKTOP = Set.of(
            "libxcb.so.1",
            "libxcb-shm.so.0",
            "libxcb-shape.so.0",
            "libxcb-xfixes.so.0",
            "libasound.so.2",
            "libpulse.so.0");
    private static final String INSTEAD = "libc.so.6";

    private static final int MAGIC = 0x464C457F;
    private static final int CLASS_64_LITTLE = 0x0102;
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final long NEEDED = 1;
    private static final long STRINGS = 5;
    private static final long VERSIONS = 0x6ffffffeL;

    private final ByteBuffer file;
    /** Where each kind of dynamic entry has its value; the needed libraries are kept apart. */
    private final Map<Long, Long> dynamic = new HashMap<>();

    private final Map<String, Integer> neededAt = new HashMap<>();

    private WithoutDesktop(byte[] bytes) throws IOException {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 64 || file.getInt(0) != MAGIC || file.getShort(4) != CLASS_64_LITTLE) {
            throw new IOException("no 64-bit library");
        }
    }

    /** Whole or not at all. A library that names none of them stays as it is. */
    static void patch(Path library) throws IOException {
        try {
            var elf = new WithoutDesktop(Files.readAllBytes(library));
            elf.readDynamic();
            if (!elf.forgetDesktop()) return;
            Path fresh = Files.createTempFile(
                    library.getParent(), library.getFileName().toString(), ".new");
            Files.write(fresh, elf.file.array());
            Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException(library + " is no library", e);
        }
    }

    /** The libraries that a library asks the loader for. */
    static Set<String> needed(Path library) throws IOException {
        var elf = new WithoutDesktop(Files.readAllBytes(library));
        elf.readDynamic();
        return new HashSet<>(elf.neededAt.keySet());
    }

    private void readDynamic() throws IOException {
        int at = segment(DYNAMIC, 0);
        Map<Integer, Long> names = new HashMap<>();
        for (; file.getLong(at) != 0; at += 16) {
            if (file.getLong(at) == NEEDED) names.put(at + 8, file.getLong(at + 8));
            else dynamic.put(file.getLong(at), file.getLong(at + 8));
        }
        int strings = strings();
        names.forEach((place, name) -> neededAt.put(text(strings + name.intValue()), place));
    }

    private boolean forgetDesktop() throws IOException {
        Integer instead = neededAt.get(INSTEAD);
        if (instead == null) return false;
        long name = file.getLong(instead);
        boolean changed = false;
        for (String library : DESKTOP) {
            Integer place = neededAt.get(library);
            if (place == null) continue;
            file.putLong(place, name);
            changed = true;
        }
        Long versions = dynamic.get(VERSIONS);
        if (changed && versions != null) forgetVersions(offset(versions));
        return changed;
    }

    /** The versions it wants of them are taken out of the chain: it never begins with one, ffmpeg's own come first. */
    private void forgetVersions(int first) throws IOException {
        int strings = strings();
        int kept = first;
        int at = first;
        while (file.getInt(at + 12) != 0) {
            at += file.getInt(at + 12);
            boolean last = file.getInt(at + 12) == 0;
            if (!DESKTOP.contains(text(strings + file.getInt(at + 4)))) {
                kept = at;
            } else {
                file.putInt(kept + 12, last ? 0 : at + file.getInt(at + 12) - kept);
            }
        }
    }

    private int strings() throws IOException {
        Long address = dynamic.get(STRINGS);
        if (address == null) throw new IOException("a library without names");
        return offset(address);
    }

    /** Where in the file that lies which is loaded at the address. */
    private int offset(long address) throws IOException {
        return segment(LOAD, address);
    }

    private int segment(int kind, long address) throws IOException {
        int header = (int) file.getLong(32);
        for (int left = file.getShort(56); left > 0; left--, header += file.getShort(54)) {
            if (file.getInt(header) != kind) continue;
            long from = file.getLong(header + 16);
            long length = file.getLong(header + 32);
            if (kind == DYNAMIC) return (int) file.getLong(header + 8);
            if (address >= from && address < from + length) return (int) (file.getLong(header + 8) + address - from);
        }
        throw new IOException("a library without its parts");
    }

    private String text(int at) {
        int end = at;
        while (file.get(end) != 0) end++;
        return new String(file.array(), at, end - at, StandardCharsets.US_ASCII);
    }
}
