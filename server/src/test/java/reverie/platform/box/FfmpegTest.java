package reverie.platform.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegTest {
    private static final List<String> DESKTOP =
            List.of("libxcb.so.1", "libxcb-shm.so.0", "libasound.so.2", "libpulse.so.0");

    @TempDir
    Path folder;

    @Test
    void the_one_inside_our_jar_is_used_where_there_is_no_other() {
        Ffmpeg ffmpeg = Ffmpeg.find(null, "").orElseThrow();

        assertThat(ffmpeg.version()).startsWith("8.");
        assertThat(ffmpeg.licence()).isEqualTo("LGPL-3.0-or-later");
        assertThat(ffmpeg.encodes("libopenh264")).isTrue();
        assertThat(ffmpeg.encodes("libnothing")).isFalse();
        assertThat(ffmpeg.probe()).isExecutable();
    }

    @Test
    void the_one_inside_our_jar_starts_on_a_machine_without_a_desktop() throws Exception {
        Path ours =
                Ffmpeg.find(null, "").orElseThrow().program().resolve("../..").normalize();
        Path bare = Files.createDirectories(folder.resolve("bare"));
        try (var files = Files.list(ours)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, bare.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        // Found before those of this machine, and broken: as if it had none.
        for (String absent : DESKTOP) Files.writeString(bare.resolve(absent), "no library");

        Ffmpeg ffmpeg = Ffmpeg.ours(bare).orElseThrow();

        assertThat(ffmpeg.encodes("libopenh264")).isTrue();
        assertThat(ffmpeg.version()).startsWith("8.");
        assertThat(WithoutDesktop.needed(bare.resolve("libavdevice.so.62")))
                .doesNotContainAnyElementsOf(DESKTOP)
                .contains("libc.so.6", "libavcodec.so.62");
    }

    @Test
    void what_is_no_library_is_not_touched() throws Exception {
        Path text = Files.writeString(folder.resolve("libavdevice.so.62"), "x".repeat(200));

        assertThatThrownBy(() -> WithoutDesktop.patch(text)).isInstanceOf(java.io.IOException.class);
        assertThat(text).hasContent("x".repeat(200));
    }

    @Test
    void one_on_the_path_comes_before_ours_and_a_configured_one_before_both() throws Exception {
        program("path", "7.1-path", 0);
        Path configured = program("configured", "6.0-mine", 0);

        assertThat(Ffmpeg.find(null, folder.resolve("path").toString())
                        .orElseThrow()
                        .version())
                .isEqualTo("7.1-path");
        Ffmpeg mine = Ffmpeg.find(configured, folder.resolve("path").toString()).orElseThrow();
        assertThat(mine.version()).isEqualTo("6.0-mine");
        assertThat(mine.licence()).isEqualTo("GPL-2.0-or-later");
    }

    @Test
    void a_program_that_does_not_start_is_passed_over() throws Exception {
        Path broken = program("broken", "1.0", 127);

        assertThat(Ffmpeg.find(broken, "").orElseThrow().version()).startsWith("8.");
    }

    @Test
    void a_strangers_file_opens_no_other_file() {
        assertThat(Ffmpeg.input("mov", folder.resolve("x.mp4")))
                .containsSequence("-protocol_whitelist", "file,pipe", "-f", "mov", "-i")
                .last()
                .asString()
                .startsWith("file:/");
        assertThatThrownBy(() -> Ffmpeg.input("concat", folder.resolve("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path program(String name, String version, int exit) throws Exception {
        Path home = Files.createDirectories(folder.resolve(name));
        for (String file : new String[] {"ffmpeg", "ffprobe"}) {
            Path program = home.resolve(file);
            Files.writeString(
                    program,
                    "#!/bin/sh\necho '" + file + " version " + version + " --enable-gpl'\nexit " + exit + "\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home.resolve("ffmpeg");
    }
}
