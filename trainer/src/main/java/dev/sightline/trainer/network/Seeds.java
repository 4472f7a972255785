package dev.sightline.trainer.network;

import org.tensorflow.op.random.RandomUniform;

/** One seed for a graph, made into one for each random op by the op's name. */
record Seeds(long seed) {
  /** The seeds of the op that draws for {@code name}; never both zero, which means "any seed". */
  RandomUniform.Options[] of(String name) {
    long second = 1 + (name.hashCode() & 0xffff_ffffL);
    return new RandomUniform.Options[] {RandomUniform.seed(seed), RandomUniform.seed2(second)};
  }
}
