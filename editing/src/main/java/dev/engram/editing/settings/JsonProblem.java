package dev.engram.editing.settings;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What Jackson finds wrong with a text, in the terms of whoever wrote it: where, what is there, and what should be. */
final class JsonProblem {

    private JsonProblem() {}

    static String of(JacksonException failure) {
        if (!(failure instanceof DatabindException)) {
            return malformed(failure);
        }
        String place = place(failure.getPath());
        if (failure.getCause() instanceof IllegalArgumentException refused) {
            return (place.isEmpty() ? "" : place + ": ") + refused.getMessage();
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "there is no setting " + place + "; there are " + unknown.getKnownPropertyIds();
        }
        if (failure instanceof InvalidTypeIdException type) {
            return type.getTypeId() == null
                    ? "the setting 'editor' is missing"
                    : "the editor '" + type.getTypeId() + "' is none of " + editors();
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return mismatch(place, mismatch);
        }
        return failure.getOriginalMessage();
    }

    private static String malformed(JacksonException failure) {
        String problem =
                failure.getOriginalMessage().startsWith("Duplicate") ? "a name is there twice" : "it is no JSON";
        // What breaks a limit, such as the depth of nesting, is refused without a location.
        TokenStreamLocation location = failure.getLocation();
        return location == null
                ? problem
                : problem + ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static List<String> editors() {
        return Arrays.stream(
                        EditorSettings.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .toList();
    }

    private static String mismatch(String place, MismatchedInputException mismatch) {
        if (mismatch.getOriginalMessage().startsWith("Missing")) {
            return "the setting " + place + " is missing";
        }
        String found = mismatch instanceof InvalidFormatException format ? ", not '" + format.getValue() + "'" : "";
        return (place.isEmpty() ? "the whole" : place) + " must be " + wanted(mismatch.getTargetType()) + found;
    }

    /** Such as {@code 'value.steps'}; empty for the text as a whole. */
    private static String place(List<JacksonException.Reference> path) {
        String name = path.stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        return name.isEmpty() ? "" : "'" + (name.startsWith(".") ? name.substring(1) : name) + "'";
    }

    private static String wanted(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
