package reverie.media;

import org.jspecify.annotations.Nullable;

/** The kinds of file we open: what each is to ffmpeg and to a browser, and how large it may be. */
enum FileType {
    JPEG("image", "image/jpeg", "jpg", "jpeg_pipe", Limits.PHOTO_BYTES_MAX),
    PNG("image", "image/png", "png", "png_pipe", Limits.PHOTO_BYTES_MAX),
    WEBP("image", "image/webp", "webp", "webp_pipe", Limits.PHOTO_BYTES_MAX),
    GIF("image", "image/gif", "gif", "gif", Limits.PHOTO_BYTES_MAX),
    MP4("video", "video/mp4", "mp4", "mov", Limits.FILM_BYTES_MAX),
    MOV("video", "video/quicktime", "mov", "mov", Limits.FILM_BYTES_MAX),
    WEBM("video", "video/webm", "webm", "matroska", Limits.FILM_BYTES_MAX),
    M4A("audio", "audio/mp4", "m4a", "mov", Limits.VOICE_BYTES_MAX),
    WEBA("audio", "audio/webm", "weba", "matroska", Limits.VOICE_BYTES_MAX),
    MP3("audio", "audio/mpeg", "mp3", "mp3", Limits.VOICE_BYTES_MAX),
    OGG("audio", "audio/ogg", "ogg", "ogg", Limits.VOICE_BYTES_MAX),
    WAV("audio", "audio/wav", "wav", "wav", Limits.VOICE_BYTES_MAX);

    final String kind;
    final String contentType;
    final String extension;
    final String demuxer;
    final long bytesMax;

    FileType(String kind, String contentType, String extension, String demuxer, long bytesMax) {
        this.kind = kind;
        this.contentType = contentType;
        this.extension = extension;
        this.demuxer = demuxer;
        this.bytesMax = bytesMax;
    }

    boolean isStill() {
        return kind.equals("image");
    }

    /** What a film's container is when no picture moves in it. */
    FileType asSound() {
        return switch (this) {
            case MP4, MOV -> M4A;
            case WEBM -> WEBA;
            case JPEG, PNG, WEBP, GIF, M4A, WEBA, MP3, OGG, WAV -> this;
        };
    }

    /** What an M4A is after all when a picture does move in it. */
    FileType asFilm() {
        return this == M4A ? MP4 : this;
    }

    static @Nullable FileType ofContentType(String contentType) {
        for (FileType type : values()) if (type.contentType.equals(contentType)) return type;
        return null;
    }
}
