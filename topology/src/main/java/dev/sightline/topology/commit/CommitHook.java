package dev.sightline.topology.commit;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that holds nothing and is told before every commit of its task, while records may still
 * be forwarded. A processor that keeps records in memory binds its flush to it, so that what it
 * forwards then belongs to the transaction that commits the offsets of those records.
 *
 * <p>This is the one class that uses Kafka Streams' internals: of all that happens in a commit only
 * {@link CachedStateStore#flushCache()} runs early enough ({@code StateStore.commit} and {@code
 * Processor.close} run after the offsets are committed). RATIONALE.md tells the rest, and the
 * end-to-end test that kills workers in the middle of batches proves it for the Kafka version in
 * use.
 *
 * <p>An exception thrown by the bound action ends the stream thread and the transaction with it:
 * the records come again. The record context at that moment is the last processed record's, so the
 * action must forward with what it kept of each record.
 */
public final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
  private final String name;
  private boolean open;
  private InternalProcessorContext<?, ?> context;
  private ProcessorNode<?, ?, ?, ?> node;
  private Runnable beforeCommit = () -> {};

  private CommitHook(String name) {
    this.name = name;
  }

  /** Builds the hook of one processor under a name of its own; attach it to that processor. */
  public static StoreBuilder<CommitHook> builder(String name) {
    return new Builder(name);
  }

  /**
   * Runs {@code beforeCommit} before each commit of the task, on the task's thread. To be called
   * from {@code Processor.init}, where the context still points at that processor.
   */
  public void bind(ProcessorContext<?, ?> processorContext, Runnable beforeCommit) {
    this.context = (InternalProcessorContext<?, ?>) processorContext;
    this.node = context.currentNode();
    this.beforeCommit = beforeCommit;
  }

  @Override
  public void flushCache() {
    if (context == null) {
      return;
    }
    ProcessorNode<?, ?, ?, ?> before = context.currentNode();
    context.setCurrentNode(node);
    try {
      beforeCommit.run();
    } finally {
      context.setCurrentNode(before);
    }
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public void clearCache() {
    // Records in a batch are in no cache of Kafka Streams.
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext stateStoreContext, StateStore root) {
    stateStoreContext.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private record Builder(String name) implements StoreBuilder<CommitHook> {
    @Override
    public CommitHook build() {
      return new CommitHook(name);
    }

    @Override
    public StoreBuilder<CommitHook> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<CommitHook> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("a commit hook holds nothing to log");
    }

    @Override
    public StoreBuilder<CommitHook> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }

  /** The stores to attach, as {@code ProcessorSupplier.stores} wants them. */
  public static Set<StoreBuilder<?>> stores(String name) {
    return Set.of(builder(name));
  }
}
