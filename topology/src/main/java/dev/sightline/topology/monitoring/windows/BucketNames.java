package dev.sightline.topology.monitoring.windows;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which names of classes the buckets of a task take. Names come from anywhere: a client that sends
 * ids as labels would fill a bucket with as many classes as it has images. So a bucket takes the
 * classes that the manifest lists, and {@value #MAX_UNLISTED} others; what comes after those is
 * counted under the names that {@link WindowClasses} shares. For the task's thread.
 */
final class BucketNames {
  /** More than the others that a window shows by name. */
  static final int MAX_UNLISTED = 500;

  private final BucketEntries entries;
  private final TreeMap<Slot, Integer> unlistedByBucket = new TreeMap<>();

  BucketNames(BucketEntries entries) {
    this.entries = entries;
  }

  /**
   * Takes the names of one record.
   *
   * @param listed the classes of the model's manifest
   */
  Taking into(Slot bucket, Set<String> listed) {
    return new Taking(bucket, listed);
  }

  /** What becomes of the names of one record; each that is taken is to get an entry. */
  final class Taking {
    private final Slot bucket;
    private final Set<String> listed;
    private final Set<String> taken = new HashSet<>();

    private Taking(Slot bucket, Set<String> listed) {
      this.bucket = bucket;
      this.listed = listed;
    }

    /** The name under which the bucket takes a predicted class. */
    String predicted(String name) {
      return takes(name) ? name : WindowClasses.OTHER_PREDICTED;
    }

    /** The name under which it takes the actual class of a cell: what is right stays right. */
    String actual(Counts.Cell cell) {
      if (takes(cell.actual())) {
        return cell.actual();
      }
      return cell.actual().equals(cell.predicted())
          ? WindowClasses.OTHER_PREDICTED
          : WindowClasses.OTHER;
    }

    private boolean takes(String name) {
      if (listed.contains(name) || taken.contains(name)) {
        return true;
      }
      int unlisted = unlistedByBucket.computeIfAbsent(bucket, held -> count(held, listed));
      boolean isThere = entries.has(BucketKey.ofClass(bucket, name));
      if (!isThere && unlisted >= MAX_UNLISTED) {
        return false;
      }
      unlistedByBucket.put(bucket, isThere ? unlisted : unlisted + 1);
      return taken.add(name);
    }
  }

  private int count(Slot bucket, Set<String> listed) {
    int[] unlisted = new int[1];
    entries.classesOf(bucket, name -> unlisted[0] += listed.contains(name) ? 0 : 1);
    return unlisted[0];
  }

  /** Forgets earlier buckets. */
  void dropBefore(long startMs) {
    unlistedByBucket.headMap(new Slot(startMs, "", Integer.MIN_VALUE)).clear();
  }
}
