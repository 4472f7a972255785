package dev.sightline.trainer.data.batch;

/** What becomes of the examples at the end of an epoch that are fewer than a batch. */
public enum LastBatch {
  /** They are a smaller batch: every example comes once an epoch. */
  KEEP {
    @Override
    int dealt(int examples, int batchSize) {
      return examples;
    }
  },
  /** They are left out, others in each epoch: every batch has the same size. */
  DROP {
    @Override
    int dealt(int examples, int batchSize) {
      return examples - examples % batchSize;
    }
  };

  /** How many examples are dealt out in an epoch. */
  abstract int dealt(int examples, int batchSize);
}
