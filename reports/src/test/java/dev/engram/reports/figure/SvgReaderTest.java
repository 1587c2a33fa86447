package dev.engram.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.Xml;
import dev.engram.reports.figure.Mark.Anchor;
import dev.engram.reports.figure.Mark.Area;
import dev.engram.reports.figure.Mark.Label;
import dev.engram.reports.figure.Mark.Lettering;
import dev.engram.reports.figure.Mark.Run;
import dev.engram.reports.plot.Rgb;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class SvgReaderTest {

    private static final Rgb INK = new Rgb(0, 0, 0);
    private static final Rgb RED = new Rgb(255, 0, 0);

    static Stream<Map.Entry<String, String>> plots() {
        return SamplePlots.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("plots")
    void every_plot_is_read_as_a_whole(Map.Entry<String, String> plot) {
        Document svg = Xml.parse(plot.getValue());

        Drawing drawing = SvgReader.read(plot.getValue());

        int areas = Stream.of("rect", "circle", "path")
                .mapToInt(name -> Xml.elements(svg, name).size())
                .sum();
        assertThat(drawing.marks().stream().filter(Area.class::isInstance)).hasSize(areas);
        assertThat(drawing.marks().stream().filter(Label.class::isInstance))
                .hasSize(Xml.elements(svg, "text").size());
    }

    @Test
    void a_rectangle_is_filled_and_its_tooltip_left_out() {
        Mark mark = only("<rect x='1' y='2.5' width='3' height='4' fill='#ff0000'><title>a</title></rect>");

        assertThat(mark)
                .isEqualTo(new Area(
                        new Rectangle2D.Double(1, 2.5, 3, 4), Optional.of(new Paint(RED, 1)), Optional.empty()));
    }

    @Test
    void properties_are_inherited_and_replaced_one_by_one() {
        Label label = (Label)
                only("<g fill='#ff0000' fill-opacity='0.5' text-anchor='end'><text x='1' y='2' font-weight='600'>a"
                        + "<tspan fill-opacity='0.25'>b</tspan>c</text></g>");

        assertThat(label.anchor()).isEqualTo(Anchor.END);
        assertThat(label.lettering()).isEqualTo(new Lettering(12, false, true));
        assertThat(label.runs())
                .containsExactly(
                        new Run("a", new Paint(RED, 0.5)),
                        new Run("b", new Paint(RED, 0.25)),
                        new Run("c", new Paint(RED, 0.5)));
    }

    @Test
    void the_surrounding_colour_is_ink() {
        Label label = (Label) only("<text x='1' y='2'>a</text>");

        assertThat(label.runs()).containsExactly(new Run("a", new Paint(INK, 1)));
    }

    @Test
    void families_that_end_in_monospace_are_of_fixed_width() {
        Label label = (Label) only("<text x='1' y='2' font-family=\"Menlo, 'DejaVu Sans Mono', monospace\">a</text>");

        assertThat(label.lettering().fixedWidth()).isTrue();
    }

    @Test
    void a_line_has_a_stroke_and_nothing_to_fill() {
        Area line = (Area) only("<path d='M1 2h3' stroke='#ff0000' stroke-opacity='0.5' stroke-dasharray='5 3'/>");

        assertThat(line.fill()).isEmpty();
        assertThat(line.stroke()).contains(new Stroke(new Paint(RED, 0.5), 1, List.of(5.0, 3.0)));
    }

    @Test
    void paths_go_where_their_letters_say() {
        assertThat(SvgPath.parse("M1 2h4v-1.5h-4V2").outline().getBounds2D())
                .isEqualTo(new Rectangle2D.Double(1, 0.5, 4, 1.5));
        assertThat(SvgPath.parse("M1 2L5 6H0Z").outline().getBounds2D()).isEqualTo(new Rectangle2D.Double(0, 2, 5, 4));
        assertThat(SvgPath.parse("M1 2L5 6H0Z").hasInside()).isTrue();
        assertThat(SvgPath.parse("M1 2L5 6M0 0h3").hasInside()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ellipse cx='1' cy='1' rx='1' ry='1'/>",
                "<rect x='1' y='1' width='1' height='1' rx='1'/>",
                "<rect x='1' y='1' width='1'/>",
                "<rect x='1' y='1' width='10%' height='1'/>",
                "<rect x='1' y='1' width='NaN' height='1'/>",
                "<rect x='1' y='1' width='1' height='1' fill='red'/>",
                "<rect x='1' y='1' width='1' height='1' fill-opacity='2'/>",
                "<g transform='scale(2)'/>",
                "<path d='M1 1C1 1 1 1 1 1' />",
                "<path d='L1 1'/>",
                "<path d='M1'/>",
                "<path d='1 1'/>",
                "<path d='M1 1 2 2'/>",
                "<text x='1' y='1'><a>b</a></text>",
                "<text x='1' y='1' dx='2'>b</text>",
                "<text x='1' y='1' text-anchor='centre'>b</text>",
                "<text x='1' y='1'>a<tspan font-size='3'>b</tspan></text>",
                "<style>rect { fill: red }</style>",
                "text outside of texts"
            })
    void what_plots_do_not_use_is_refused(String content) {
        assertThatThrownBy(() -> only(content)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_refusal_names_what_it_is_about() {
        assertThatThrownBy(() -> only("<rect x='1' y='1' width='1' height='1' rx='7'/>"))
                .hasMessageContaining("<rect>")
                .hasMessageContaining("rx=7");
        assertThatThrownBy(() -> only("<image/>")).hasMessageContaining("<image>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<svg",
                "<p/>",
                "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>",
                "<svg width='1' height='1'/>"
            })
    void what_is_no_drawing_is_refused(String svg) {
        assertThatThrownBy(() -> SvgReader.read(svg)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_drawing_of_another_box_is_refused() {
        assertThatThrownBy(
                        () -> SvgReader.read("<svg width='10' height='10' viewBox='0 0 20 20' aria-label='t'></svg>"))
                .hasMessageContaining("0 0 20 20");
    }

    private static Mark only(String content) {
        List<Mark> marks = SvgReader.read("<svg width='10' height='10' viewBox='0 0 10 10' role='img' aria-label='t' "
                        + "fill='currentColor' font-family='sans-serif' font-size='12'>" + content + "</svg>")
                .marks();
        assertThat(marks).hasSize(1);
        return marks.get(0);
    }
}
