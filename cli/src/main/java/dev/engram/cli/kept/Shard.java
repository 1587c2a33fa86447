package dev.engram.cli.kept;

/** One of several parts of a list, from 0: {@code 2/8} is the third of eight. */
public record Shard(int index, int count) {

    public static final Shard ALL = new Shard(0, 1);

    public Shard {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "there is no shard " + index + "/" + count + "; of N shards the first is 0/N, the last (N-1)/N");
        }
    }

    /** Reads {@code i/n}. */
    public static Shard parse(String text) {
        String[] parts = text.split("/", -1);
        try {
            if (parts.length == 2) {
                return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    private static String refusal(String text) {
        return "'" + text + "' is no shard; the first of four is 0/4";
    }

    public boolean has(int position) {
        return position % count == index;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
