package dev.sightline.app.replay;

import dev.sightline.trainer.data.EncodedExample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Images in an order drawn by chance, once or over and over, each time in another order. For one
 * thread.
 */
final class ReplayedImages implements Iterator<EncodedExample> {
  private final List<EncodedExample> all;
  private final OptionalLong count;
  private final Random random;
  private Iterator<EncodedExample> thisTime;
  private long taken;

  /**
   * @param count of images, 1 or more; all once when empty, or without end with {@code repeat}
   */
  ReplayedImages(List<EncodedExample> images, OptionalLong count, boolean repeat, long seed) {
    this.all = new ArrayList<>(images);
    this.random = new Random(seed);
    if (repeat) {
      this.count = count;
    } else {
      this.count = OptionalLong.of(Math.min(count.orElse(Long.MAX_VALUE), images.size()));
    }
    this.thisTime = inNewOrder();
  }

  private Iterator<EncodedExample> inNewOrder() {
    Collections.shuffle(all, random);
    return all.iterator();
  }

  /** How many images there will be; empty where there is no end. */
  OptionalLong count() {
    return count;
  }

  /** How many different ones there are. */
  int different() {
    return all.size();
  }

  @Override
  public boolean hasNext() {
    return !all.isEmpty() && taken < count.orElse(Long.MAX_VALUE);
  }

  @Override
  public EncodedExample next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!thisTime.hasNext()) {
      thisTime = inNewOrder();
    }
    taken++;
    return thisTime.next();
  }
}
