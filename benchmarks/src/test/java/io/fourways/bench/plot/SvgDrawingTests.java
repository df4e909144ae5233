package io.fourways.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fourways.bench.statistics.Spread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SvgDrawingTests {

    private static final Plot PLOT = new Plot(
            "What <it> costs",
            "subscribers",
            "µs & more",
            List.of(
                    new Series("gateway", List.of(point(100, 10), point(1_000, 12), point(10_000, 14))),
                    new Series("peer", List.of(point(100, 5), point(10_000, 20)))));

    @Test
    void hasALineForEachAndADotForEachFigure() throws Exception {
        Document svg = parsed(SvgDrawing.of(PLOT));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(5);
    }

    @Test
    void hasRoundMarksBelowWhereItGrowsEvenly() throws Exception {
        Plot even = new Plot(
                "RSS", "minutes", "MB", List.of(new Series("gateway", List.of(point(0.4, 1), point(7.3, 2)))), true);
        assertThat(SvgDrawing.of(even)).contains(">2</text>", ">8</text>").doesNotContain(">7.3</text>");
    }

    @Test
    void saysWhatItShows() throws Exception {
        Document svg = parsed(SvgDrawing.of(PLOT));

        assertThat(svg.getDocumentElement().getTextContent())
                .contains("What <it> costs", "subscribers", "µs & more", "gateway", "peer", "10,000", "20");
    }

    @Test
    void hasMoreFurtherUpAndFurtherToTheRight() throws Exception {
        String[] line = ((Element) parsed(SvgDrawing.of(PLOT))
                        .getElementsByTagName("polyline")
                        .item(1))
                .getAttribute("points")
                .split("[ ,]", -1);

        assertThat(Double.parseDouble(line[0])).isLessThan(Double.parseDouble(line[2]));
        assertThat(Double.parseDouble(line[1])).isGreaterThan(Double.parseDouble(line[3]));
    }

    @Test
    void isWrittenIntoAFolderThatNeedNotBeThere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("plots").resolve("growth.svg");

        SvgDrawing.write(PLOT, file);

        assertThat(Files.readString(file)).isEqualTo(SvgDrawing.of(PLOT));
    }

    @Test
    void isOfSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Plot("", "", "", List.of(new Series("nobody", List.of()))));
    }

    private static Series.Point point(double x, double y) {
        return new Series.Point(x, Spread.of(y * 0.9, y, y * 1.1));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
