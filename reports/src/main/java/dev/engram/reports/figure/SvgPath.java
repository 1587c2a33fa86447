package dev.engram.reports.figure;

import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data of an SVG path, of straight lines: M, L, H, h, V, v and Z.
 *
 * @param hasInside whether any part of it has three corners; one that has not is a line, which has nothing to be filled
 */
record SvgPath(Path2D outline, boolean hasInside) {

    private static final Pattern TOKEN = Pattern.compile("([MLHhVvZ])|(-?\\d+(?:\\.\\d+)?)|[ ]+|(.)");

    static SvgPath parse(String data) {
        Deque<String> tokens = new ArrayDeque<>();
        Matcher matcher = TOKEN.matcher(data);
        while (matcher.find()) {
            if (matcher.group(3) != null) {
                throw new IllegalArgumentException("d=\"" + data + "\" has '" + matcher.group(3)
                        + "', which figures do not draw; they draw M, L, H, h, V, v and Z");
            }
            if (!matcher.group().isBlank()) {
                tokens.add(matcher.group());
            }
        }
        Path2D.Double path = new Path2D.Double();
        int corners = 0;
        boolean hasInside = false;
        double x = 0;
        double y = 0;
        while (!tokens.isEmpty()) {
            String command = tokens.remove();
            switch (command) {
                case "M", "L" -> {
                    x = number(tokens, data);
                    y = number(tokens, data);
                }
                case "H" -> x = number(tokens, data);
                case "h" -> x += number(tokens, data);
                case "V" -> y = number(tokens, data);
                case "v" -> y += number(tokens, data);
                case "Z" -> {}
                default ->
                    throw new IllegalArgumentException(
                            "d=\"" + data + "\" has the number " + command + " where a command is expected");
            }
            if (command.equals("M")) {
                path.moveTo(x, y);
                corners = 1;
            } else if (corners == 0) {
                throw new IllegalArgumentException("d=\"" + data + "\" does not begin with M");
            } else if (command.equals("Z")) {
                path.closePath();
            } else {
                path.lineTo(x, y);
                corners++;
            }
            hasInside |= corners > 2;
        }
        return new SvgPath(path, hasInside);
    }

    private static double number(Deque<String> tokens, String data) {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("d=\"" + data + "\" ends where a number is expected");
        }
        return SvgNumber.parse("d", tokens.remove());
    }
}
