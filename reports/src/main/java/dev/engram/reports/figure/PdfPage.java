package dev.engram.reports.figure;

import dev.engram.reports.figure.Mark.Area;
import dev.engram.reports.figure.Mark.Label;
import dev.engram.reports.figure.Mark.Lettering;
import dev.engram.reports.figure.Mark.Run;
import dev.engram.reports.figure.PdfFonts.Piece;
import dev.engram.reports.plot.Rgb;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;

/** Draws marks on a page, whose coordinates are those of the drawing with y growing upwards. */
final class PdfPage {

    /** How much wider a stroke makes a bold letter's stems, as a share of its size: what a semi-bold weight has over a regular one. */
    private static final double BOLD = 0.03;

    /** What stays free at the edges, in pixels. */
    private static final double EDGE = 2;

    private final PDPageContentStream page;
    private final PdfFonts fonts;
    private final Drawing drawing;
    private final Map<Double, PDExtendedGraphicsState> opacities = new TreeMap<>();

    PdfPage(PDPageContentStream page, PdfFonts fonts, Drawing drawing) {
        this.page = page;
        this.fonts = fonts;
        this.drawing = drawing;
    }

    void draw() throws IOException {
        for (Mark mark : drawing.marks()) {
            draw(mark);
        }
    }

    private void draw(Mark mark) throws IOException {
        if (mark instanceof Area area) {
            draw(area);
        } else {
            draw((Label) mark);
        }
    }

    private void draw(Area area) throws IOException {
        if (area.fill().isPresent()) {
            fillWith(area.fill().get());
            trace(area.outline());
            page.fill();
        }
        if (area.stroke().isPresent()) {
            Stroke stroke = area.stroke().get();
            strokeWith(stroke.paint(), stroke.width());
            float[] dashes = new float[stroke.dashes().size()];
            for (int i = 0; i < dashes.length; i++) {
                dashes[i] = stroke.dashes().get(i).floatValue();
            }
            page.setLineDashPattern(dashes, 0);
            trace(area.outline());
            page.stroke();
        }
    }

    private void trace(Shape outline) throws IOException {
        if (outline instanceof Rectangle2D box) { // an operator of its own, by which pixels keep sharp edges
            page.addRect(x(box.getMinX()), y(box.getMaxY()), (float) box.getWidth(), (float) box.getHeight());
            return;
        }
        double[] at = new double[6];
        for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
            switch (path.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> page.moveTo(x(at[0]), y(at[1]));
                case PathIterator.SEG_LINETO -> page.lineTo(x(at[0]), y(at[1]));
                case PathIterator.SEG_CUBICTO ->
                    page.curveTo(x(at[0]), y(at[1]), x(at[2]), y(at[3]), x(at[4]), y(at[5]));
                case PathIterator.SEG_CLOSE -> page.closePath();
                default -> throw new IllegalArgumentException("a quadratic curve, which no mark has");
            }
        }
    }

    private void draw(Label label) throws IOException {
        Lettering lettering = label.lettering();
        List<List<Piece>> pieces = new ArrayList<>();
        double width = 0;
        for (Run run : label.runs()) {
            List<Piece> ofRun = fonts.pieces(run.text(), lettering);
            pieces.add(ofRun);
            width += lettering.size() * ofRun.stream().mapToDouble(Piece::width).sum();
        }
        double room = room(label);
        double squeezed = width > room && room > 0 ? room / width : 1;
        page.beginText();
        page.setTextMatrix(Matrix.getTranslateInstance(x(left(label, squeezed * width)), y(label.y())));
        page.setHorizontalScaling((float) (100 * squeezed));
        page.setRenderingMode(lettering.bold() ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        for (int i = 0; i < pieces.size(); i++) {
            Paint paint = label.runs().get(i).paint();
            fillWith(paint);
            if (lettering.bold()) {
                strokeWith(paint, BOLD * lettering.size());
            }
            for (Piece piece : pieces.get(i)) {
                page.setFont(piece.font(), (float) lettering.size());
                page.showText(piece.text());
            }
        }
        page.endText();
    }

    /** How much of the page there is for a text; plots leave enough for letters of common widths. */
    private double room(Label label) {
        double toTheRight = drawing.width() - EDGE - label.x();
        double toTheLeft = label.x() - EDGE;
        return switch (label.anchor()) {
            case START -> toTheRight;
            case MIDDLE -> 2 * Math.min(toTheLeft, toTheRight);
            case END -> toTheLeft;
        };
    }

    private static double left(Label label, double width) {
        return switch (label.anchor()) {
            case START -> label.x();
            case MIDDLE -> label.x() - width / 2;
            case END -> label.x() - width;
        };
    }

    private void fillWith(Paint paint) throws IOException {
        page.setGraphicsStateParameters(opacity(paint.opacity()));
        Rgb color = paint.color();
        page.setNonStrokingColor(color.red() / 255f, color.green() / 255f, color.blue() / 255f);
    }

    private void strokeWith(Paint paint, double width) throws IOException {
        page.setGraphicsStateParameters(opacity(paint.opacity()));
        Rgb color = paint.color();
        page.setStrokingColor(color.red() / 255f, color.green() / 255f, color.blue() / 255f);
        page.setLineWidth((float) width);
    }

    private PDExtendedGraphicsState opacity(double opacity) {
        return opacities.computeIfAbsent(opacity, missing -> {
            PDExtendedGraphicsState state = new PDExtendedGraphicsState();
            state.setNonStrokingAlphaConstant((float) opacity);
            state.setStrokingAlphaConstant((float) opacity);
            return state;
        });
    }

    private static float x(double x) {
        return (float) x;
    }

    private float y(double y) {
        return (float) (drawing.height() - y);
    }
}
