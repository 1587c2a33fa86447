/**
 * Figures as files: a plot's SVG made into PDF and PNG, in a size and a font of one's own.
 *
 * <p>The SVG says all that is drawn. {@code SvgReader} reads exactly the part of the language that plots use and refuses the rest, so that a plot
 * that begins to use more fails and is not drawn wrongly; {@link dev.engram.reports.figure.PdfFigure} draws what was read with PDFBox; {@link
 * dev.engram.reports.figure.PngFigure} shows that PDF as pixels. Begin with {@link dev.engram.reports.figure.PdfFigure}.
 */
@NullMarked
package dev.engram.reports.figure;

import org.jspecify.annotations.NullMarked;
