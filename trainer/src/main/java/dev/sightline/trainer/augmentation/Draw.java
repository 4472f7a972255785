package dev.sightline.trainer.augmentation;

import java.util.random.RandomGenerator;

/**
 * The randomness of one example in one epoch: a sequence of numbers that is a function of seed,
 * epoch and example alone. One object serves any number of examples in turn, {@linkplain
 * #begin(int, int) beginning} each anew, which a {@link java.util.SplittableRandom} can't do
 * without being made anew. For one thread.
 *
 * <p>The generator and the mixing are SplitMix64's: Steele, Lea, Flood, "Fast splittable
 * pseudorandom number generators", 2014.
 */
public final class Draw implements RandomGenerator {
  private static final long GAMMA = 0x9e3779b97f4a7c15L; // 2^64 divided by the golden ratio

  private final long seed;
  private int epoch;
  private long exampleBits;
  private long state;

  /** Begins with example 0 in epoch 0. */
  public Draw(long seed) {
    this.seed = mix(seed ^ GAMMA); // apart from what draws the order of the examples
    begin(0, 0);
  }

  /**
   * Goes to the start of an example's sequence.
   *
   * @param epoch from 1
   * @param example its index among the training examples
   * @return this draw
   */
  public Draw begin(int epoch, int example) {
    this.epoch = epoch;
    exampleBits = mix(seed + GAMMA * example);
    state = mix(exampleBits + GAMMA * epoch);
    return this;
  }

  /** The epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** 64 random bits that this example has in every epoch. */
  public long exampleBits() {
    return exampleBits;
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
