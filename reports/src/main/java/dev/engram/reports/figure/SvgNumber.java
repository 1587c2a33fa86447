package dev.engram.reports.figure;

/** Numbers of SVG attributes. */
final class SvgNumber {

    private SvgNumber() {}

    /**
     * A finite number without a unit.
     *
     * @param name of the attribute, for the message
     */
    static double parse(String name, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=\"" + text + "\" is no number", e);
        }
        throw new IllegalArgumentException(name + "=\"" + text + "\" is no finite number");
    }
}
