package dev.sightline.trainer.export;

import java.util.Locale;

/** An exported model answers differently from the trainer it came from. */
public final class ParityException extends RuntimeException {
  ParityException(Parity parity) {
    super(
        String.format(
            Locale.ROOT,
            "the exported model differs from the trainer on %d images: probabilities by up to %.3g"
                + " (allowed %.3g), top-1 on %d images (allowed 0)",
            parity.images(),
            parity.maxDifference(),
            Parity.TOLERANCE,
            parity.top1Changes()));
  }
}
