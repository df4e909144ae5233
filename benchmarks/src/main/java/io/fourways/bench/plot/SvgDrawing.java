package io.fourways.bench.plot;

import io.fourways.bench.plot.Series.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A plot as an image: lines through the medians, and bars from the lowest to the highest round. */
public final class SvgDrawing {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 540;
    private static final int TOP = 50;
    private static final int BOTTOM = 360;

    /** Told apart by those who see colours otherwise, too (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

    private final StringBuilder svg = new StringBuilder();
    private final Axis across;
    private final Axis up;

    private SvgDrawing(Plot plot) {
        List<Point> points =
                plot.series().stream().flatMap(line -> line.points().stream()).toList();
        across = plot.even()
                ? Axis.linear(LEFT, RIGHT, greatest(points, Point::x))
                : Axis.logarithmic(LEFT, RIGHT, points.stream().mapToDouble(Point::x));
        up = Axis.linear(BOTTOM, TOP, greatest(points, point -> point.y().max()));
    }

    private static double greatest(List<Point> points, ToDoubleFunction<Point> figure) {
        return points.stream().mapToDouble(figure).max().orElse(1);
    }

    /** Writes it, and the folder if there is none. */
    public static void write(Plot plot, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, of(plot));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As SVG. */
    static String of(Plot plot) {
        SvgDrawing drawing = new SvgDrawing(plot);
        drawing.frame(plot);
        for (int number = 0; number < plot.series().size(); number++) {
            drawing.line(plot.series().get(number), COLOURS.get(number % COLOURS.size()), number);
        }
        return drawing.svg.append("</svg>\n").toString();
    }

    private void frame(Plot plot) {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
        text(LEFT, TOP - 25, "start", plot.title());
        text((LEFT + RIGHT) / 2.0, BOTTOM + 40, "middle", plot.across());
        text(LEFT, TOP - 8, "start", plot.up());
        for (double mark : across.marks()) {
            text(across.place(mark), BOTTOM + 18, "middle", number(mark));
        }
        for (double mark : up.marks()) {
            double y = up.place(mark);
            add("<path d='M%.1f %.1fH%.1f' stroke='#ddd'/>", (double) LEFT, y, (double) RIGHT);
            text(LEFT - 8, y + 4, "end", number(mark));
        }
    }

    private void line(Series series, String colour, int number) {
        String path = series.points().stream()
                .map(point -> place(
                        "%.1f,%.1f", across.place(point.x()), up.place(point.y().median())))
                .collect(Collectors.joining(" "));
        add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", path, colour);
        for (Point point : series.points()) {
            double x = across.place(point.x());
            add(
                    "<path d='M%.1f %.1fV%.1f' stroke='%s'/>",
                    x, up.place(point.y().min()), up.place(point.y().max()), colour);
            add(
                    "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>",
                    x, up.place(point.y().median()), colour);
        }
        add("<rect x='%d' y='%d' width='12' height='12' fill='%s'/>", RIGHT + 20, TOP + number * 20, colour);
        text(RIGHT + 38, TOP + number * 20 + 10, "start", series.name());
    }

    private void text(double x, double y, String anchor, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor, escaped(text));
    }

    private void add(String format, Object... values) {
        svg.append(place(format, values)).append('\n');
    }

    private static String place(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String number(double figure) {
        return figure == Math.rint(figure) ? place("%,.0f", figure) : place("%s", Math.round(figure * 1e6) / 1e6);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
