package dev.engram.cli.trace;

import dev.engram.models.text.Token;

/** A token that is watched, in JSON. */
record AnswerJson(int id, String text) {

    static AnswerJson of(Token token) {
        return new AnswerJson(token.id(), token.text());
    }

    /** The token, at the end of its prompt. */
    Token read(int end) {
        return new Token(id, text, end, end);
    }
}
