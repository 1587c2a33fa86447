package dev.engram.models.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Turns stored blocks into floats, exactly as ggml defines them.
 *
 * <p>Numbers go through small arrays, a few thousand at a time: loops over arrays are what the compiler does best, and bulk
 * transfers are the only fast way into a native buffer. Stateless, so usable from several threads.
 */
enum BlockDecoder {
    F32(ElementType.F32) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            ByteBuffer.wrap(stored)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(target, 0, blocks);
        }

        @Override
        void decode(ByteBuffer stored, FloatBuffer target) {
            target.put(stored.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()); // one copy in all
        }
    },

    F16(ElementType.F16) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int i = 0; i < blocks; i++) {
                target[i] = HalfPrecision.fromF16(bits16(stored, 2 * i));
            }
        }
    },

    BF16(ElementType.BF16) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int i = 0; i < blocks; i++) {
                target[i] = HalfPrecision.fromBf16(bits16(stored, 2 * i));
            }
        }
    },

    Q8_0(ElementType.Q8_0) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                int from = block * 34;
                float scale = HalfPrecision.fromF16(bits16(stored, from));
                for (int i = 0; i < 32; i++) {
                    target[block * 32 + i] = stored[from + 2 + i] * scale;
                }
            }
        }
    },

    Q4_0(ElementType.Q4_0) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                int from = block * 18;
                float scale = HalfPrecision.fromF16(bits16(stored, from));
                for (int i = 0; i < 16; i++) { // low nibbles are the block's first half, high ones its second
                    int pair = stored[from + 2 + i];
                    target[block * 32 + i] = ((pair & 0xF) - 8) * scale;
                    target[block * 32 + 16 + i] = (((pair >> 4) & 0xF) - 8) * scale;
                }
            }
        }
    },

    Q4_1(ElementType.Q4_1) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                int from = block * 20;
                float scale = HalfPrecision.fromF16(bits16(stored, from));
                float minimum = HalfPrecision.fromF16(bits16(stored, from + 2));
                for (int i = 0; i < 16; i++) {
                    int pair = stored[from + 4 + i];
                    target[block * 32 + i] = (pair & 0xF) * scale + minimum;
                    target[block * 32 + 16 + i] = ((pair >> 4) & 0xF) * scale + minimum;
                }
            }
        }
    },

    Q5_0(ElementType.Q5_0) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                int from = block * 22;
                float scale = HalfPrecision.fromF16(bits16(stored, from));
                for (int i = 0; i < 32; i++) {
                    target[block * 32 + i] = (fiveBits(stored, from + 2, i) - 16) * scale;
                }
            }
        }
    },

    Q5_1(ElementType.Q5_1) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                int from = block * 24;
                float scale = HalfPrecision.fromF16(bits16(stored, from));
                float minimum = HalfPrecision.fromF16(bits16(stored, from + 2));
                for (int i = 0; i < 32; i++) {
                    target[block * 32 + i] = fiveBits(stored, from + 4, i) * scale + minimum;
                }
            }
        }
    },

    Q2_K(ElementType.Q2_K) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                SuperBlocks.q2K(stored, block * 84, target, block * SuperBlocks.ELEMENTS);
            }
        }
    },

    Q3_K(ElementType.Q3_K) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                SuperBlocks.q3K(stored, block * 110, target, block * SuperBlocks.ELEMENTS);
            }
        }
    },

    Q4_K(ElementType.Q4_K) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                SuperBlocks.q4K(stored, block * 144, target, block * SuperBlocks.ELEMENTS);
            }
        }
    },

    Q5_K(ElementType.Q5_K) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                SuperBlocks.q5K(stored, block * 176, target, block * SuperBlocks.ELEMENTS);
            }
        }
    },

    Q6_K(ElementType.Q6_K) {
        @Override
        void decode(byte[] stored, int blocks, float[] target) {
            for (int block = 0; block < blocks; block++) {
                SuperBlocks.q6K(stored, block * 210, target, block * SuperBlocks.ELEMENTS);
            }
        }
    };

    private static final int CHUNK_ELEMENTS = 4096;

    private final ElementType type;

    BlockDecoder(ElementType type) {
        this.type = type;
    }

    static BlockDecoder of(ElementType type) {
        return switch (type) {
            case F32 -> F32;
            case F16 -> F16;
            case BF16 -> BF16;
            case Q8_0 -> Q8_0;
            case Q4_0 -> Q4_0;
            case Q4_1 -> Q4_1;
            case Q5_0 -> Q5_0;
            case Q5_1 -> Q5_1;
            case Q2_K -> Q2_K;
            case Q3_K -> Q3_K;
            case Q4_K -> Q4_K;
            case Q5_K -> Q5_K;
            case Q6_K -> Q6_K;
        };
    }

    /**
     * Decodes whole blocks.
     *
     * @param stored starts with the first block; not modified
     * @param target receives the blocks' numbers from index 0 on
     */
    abstract void decode(byte[] stored, int blocks, float[] target);

    /**
     * Decodes all that remains of a buffer.
     *
     * @param stored whole blocks; its position moves to its limit
     * @param target its position moves by the number of elements
     */
    void decode(ByteBuffer stored, FloatBuffer target) {
        int chunkBlocks = CHUNK_ELEMENTS / type.blockElements();
        byte[] raw = new byte[chunkBlocks * type.blockBytes()];
        float[] values = new float[CHUNK_ELEMENTS];
        while (stored.hasRemaining()) {
            int bytes = Math.min(raw.length, stored.remaining());
            int blocks = bytes / type.blockBytes();
            stored.get(raw, 0, bytes);
            decode(raw, blocks, values);
            target.put(values, 0, blocks * type.blockElements());
        }
    }

    /** Number {@code i} of a block: its fifth bit is bit {@code i} of four bytes, behind which lie the nibbles, the first half's low. */
    private static int fiveBits(byte[] stored, int from, int i) {
        int fifth = (stored[from + i / 8] >> (i % 8)) & 1;
        int low = (stored[from + 4 + i % 16] >> (i / 16 * 4)) & 0xF;
        return low | fifth << 4;
    }

    private static int bits16(byte[] stored, int index) {
        return (stored[index] & 0xFF) | (stored[index + 1] << 8);
    }
}
