package dev.engram.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts that the project states itself, and that the bundled model knows: tables of tabulator-separated lines in the folder
 * {@code facts} beside this class, one file a relation, and {@code templates.tsv} with the ways to ask.
 */
public final class BundledFacts {

    private static final String TRAIN = "train";
    private static final String HELD_OUT = "held-out";

    private final Map<String, Relation> relations;
    private final List<Fact> facts;

    /** @param relations by their names */
    BundledFacts(Map<String, Relation> relations, List<Fact> facts) {
        this.relations = new LinkedHashMap<>(relations);
        this.facts = List.copyOf(facts);
    }

    /** Reads all of them. */
    public static BundledFacts load() {
        Map<String, Relation> relations = new LinkedHashMap<>();
        Map<String, List<String[]>> templates = new LinkedHashMap<>();
        for (String[] row : rows("templates.tsv", 3)) {
            templates.computeIfAbsent(row[0], name -> new ArrayList<>()).add(row);
        }
        List<Fact> facts = new ArrayList<>();
        templates.forEach((name, rows) -> {
            relations.put(name, new Relation(name, used(TRAIN, rows), used(HELD_OUT, rows)));
            rows(name + ".tsv", 2).forEach(row -> facts.add(new Fact(name, row[0], row[1])));
        });
        return new BundledFacts(relations, facts);
    }

    private static List<Template> used(String use, List<String[]> rows) {
        return rows.stream()
                .filter(row -> row[1].equals(use))
                .map(row -> new Template(row[2]))
                .toList();
    }

    private static List<String[]> rows(String resource, int columns) {
        try (InputStream in = BundledFacts.class.getResourceAsStream("facts/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource facts/" + resource + " is missing");
            }
            List<String[]> rows = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .toList();
            for (int i = 0; i < rows.size(); i++) {
                if (rows.get(i).length != columns) {
                    throw new IllegalStateException("facts/" + resource + " line " + (i + 1) + ": expected " + columns
                            + " columns, got " + Arrays.toString(rows.get(i)));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the order of the templates' file. */
    public List<Relation> relations() {
        return List.copyOf(relations.values());
    }

    /** All facts, relation by relation, subjects in alphabetical order. */
    public List<Fact> facts() {
        return facts;
    }

    /** The relation of a fact of these. */
    public Relation relationOf(Fact fact) {
        Relation relation = relations.get(fact.relation());
        if (relation == null) {
            throw new IllegalArgumentException(
                    "there is no relation '" + fact.relation() + "' among " + relations.keySet());
        }
        return relation;
    }
}
