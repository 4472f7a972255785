package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.Examples;
import java.util.List;

/**
 * What came out of the files of one split.
 *
 * @param examples of the files that could be decoded, in the order of the files
 * @param leftOut the others, in the same order
 * @param resized how many of the examples had another size before
 */
record DecodedSplit(Examples examples, List<LeftOut> leftOut, int resized) {}
