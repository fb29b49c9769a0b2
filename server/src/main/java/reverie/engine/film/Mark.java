package reverie.engine.film;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/** Says inside the file what it is, for people and for programs that sort synthetic media. */
public final class Mark {
    public static final String COMMENT = "Made by Reverie's local engine";

    /**
     * "Algorithmically-altered media": a real photo, moved and lit by fixed rules. IPTC's other terms would say
     * something untrue: its composites and "trained" terms speak of generative models, and none was used; "algorithmic
     * media" is made by rules alone, without a photo.
     */
    public static final String SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced";

    /** The box in which MP4 carries XMP. */
    private static final byte[] XMP_BOX = HexFormat.of().parseHex("be7acfcb97a942e89c71999491e3afac");

    private Mark() {}

    static String packet() {
        return """
                <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                  <rdf:Description rdf:about=""
                    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
                    xmlns:dc="http://purl.org/dc/elements/1.1/"
                    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
                    xmp:CreatorTool="Reverie local engine %s"
                    Iptc4xmpExt:DigitalSourceType="%s">
                   <dc:description>
                    <rdf:Alt>
                     <rdf:li xml:lang="x-default">%s from a photo, by rules, without a trained model.</rdf:li>
                    </rdf:Alt>
                   </dc:description>
                  </rdf:Description>
                 </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="r"?>""".formatted(Film.VERSION, SOURCE_TYPE, COMMENT);
    }

    /** Adds the packet at the end of an MP4: no place inside it moves. */
    static void put(Path film) throws IOException {
        byte[] packet = packet().getBytes(StandardCharsets.UTF_8);
        ByteBuffer box = ByteBuffer.allocate(8 + XMP_BOX.length + packet.length);
        box.putInt(box.capacity())
                .put("uuid".getBytes(StandardCharsets.US_ASCII))
                .put(XMP_BOX)
                .put(packet);
        Files.write(film, box.array(), StandardOpenOption.APPEND);
    }
}
