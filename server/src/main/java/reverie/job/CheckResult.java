package reverie.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reverie.media.MediaInfo;
import reverie.provider.spi.ErrorClass;
import reverie.provider.spi.Fault;

/** Whether what a run made is what was asked for. Pure; the facts are what decoding told. */
final class CheckResult {
    private static final double SECONDS_OFF_MAX = 0.15;
    private static final double RATIO_OFF_MAX = 0.02;
    private static final double SIZE_OFF_MAX = 0.1;
    /** Mean brightness (0–255) below which a picture is black to the eye. */
    private static final double BLACK = 4;
    /** Standard deviation of brightness below which a picture is one flat colour. */
    private static final double FLAT = 1.5;
    /** Mean difference of frames a second apart below which a film stands still. */
    private static final double FROZEN = 0.05;

    private static final double SILENT_DBFS = -60;
    private static final Map<String, double[]> RATIOS =
            Map.of("16:9", new double[] {16, 9}, "9:16", new double[] {9, 16}, "1:1", new double[] {1, 1});

    private CheckResult() {}

    /**
     * @param kind of the model: {@code image-to-video}; one that ends with none of image, video or audio makes nothing
     * @param sources what it was made from: a film of a flat picture may be flat
     * @return what is wrong with it
     */
    static Optional<Fault> fault(
            String kind, Map<String, Object> inputs, List<MediaInfo> outputs, List<MediaInfo> sources) {
        String wanted = kind.substring(kind.lastIndexOf('-') + 1);
        if (!List.of("image", "video", "audio").contains(wanted)) return Optional.empty();
        if (outputs.isEmpty()) return bad("empty", "there is no output");
        for (MediaInfo output : outputs) {
            Optional<Fault> wrong = fault(wanted, inputs, output, sources);
            if (wrong.isPresent()) return wrong;
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(
            String wanted, Map<String, Object> inputs, MediaInfo output, List<MediaInfo> sources) {
        MediaInfo.Facts facts = output.facts();
        if (!output.kind().equals(wanted)) return bad("kind", "is " + output.kind() + ", not " + wanted);
        if (inputs.get("seconds") instanceof Number asked && !wanted.equals("image")) {
            Double seconds = facts.seconds();
            if (seconds == null || Math.abs(seconds - asked.doubleValue()) > SECONDS_OFF_MAX) {
                return bad("length", "is " + seconds + " s long, not " + asked);
            }
        }
        if (wanted.equals("audio")) {
            Double peak = facts.peakDbfs();
            return peak == null || peak < SILENT_DBFS ? bad("silent", "peaks at " + peak + " dBFS") : Optional.empty();
        }
        Optional<Fault> size = size(inputs, output);
        if (size.isPresent()) return size;
        boolean flatSource = sources.stream().anyMatch(s -> below(s.facts().lumaSpread(), FLAT * 2));
        if (below(facts.luma(), BLACK)) return bad("black", "mean brightness " + facts.luma());
        if (below(facts.lumaSpread(), FLAT) && !flatSource) return bad("flat", "spread " + facts.lumaSpread());
        if (wanted.equals("video") && below(facts.motion(), FROZEN) && !flatSource) {
            return bad("frozen", "motion " + facts.motion());
        }
        return Optional.empty();
    }

    private static Optional<Fault> size(Map<String, Object> inputs, MediaInfo output) {
        Integer width = output.width();
        Integer height = output.height();
        if (width == null || height == null || width < 16 || height < 16) return bad("size", width + "×" + height);
        double[] ratio = inputs.get("aspect") instanceof String aspect ? RATIOS.get(aspect) : null;
        if (ratio != null && Math.abs((double) width / height / (ratio[0] / ratio[1]) - 1) > RATIO_OFF_MAX) {
            return bad("size", width + "×" + height + " is not " + inputs.get("aspect"));
        }
        if (ratio != null && inputs.get("resolution") instanceof String lines && lines.matches("\\d{3,4}p")) {
            double asked = Double.parseDouble(lines.substring(0, lines.length() - 1));
            if (Math.abs(Math.min(width, height) / asked - 1) > SIZE_OFF_MAX) {
                return bad("size", width + "×" + height + " is not " + lines);
            }
        }
        return Optional.empty();
    }

    private static boolean below(@Nullable Double value, double limit) {
        return value != null && value < limit;
    }

    private static Optional<Fault> bad(String what, String detail) {
        return Optional.of(new Fault(ErrorClass.UNKNOWN, Retries.RESULT + what, detail));
    }
}
