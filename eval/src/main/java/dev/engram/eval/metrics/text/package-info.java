/** What metrics find in text: answers mentioned, words and their n-grams, TF-IDF vectors. Knows no model. */
@NullMarked
package dev.engram.eval.metrics.text;

import org.jspecify.annotations.NullMarked;
