package dev.engram.cli.terminal;

import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.reports.VisibleText;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Shows what was run: the tokens between bars. */
public final class TokensLine {

    private TokensLine() {}

    public static void print(PrintWriter out, TokenSequence tokens) {
        String shown = tokens.tokens().stream()
                .map(Token::text)
                .map(text -> VisibleText.ofToken(text).plain())
                .collect(Collectors.joining("|", "|", "|"));
        out.println(tokens.length() + " tokens: " + shown);
    }
}
