package dev.sightline.topology.scoring.intake;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of another supplier, but that what a stream thread reads from fits into its budget.
 * Safe for use by many threads.
 */
public final class BudgetedClients implements KafkaClientSupplier {
  private final KafkaClientSupplier clients;
  private final WorkBudgets budgets;
  private final RecordCosts costs;

  public BudgetedClients(KafkaClientSupplier clients, WorkBudgets budgets, RecordCosts costs) {
    this.clients = clients;
    this.budgets = budgets;
    this.costs = costs;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return BudgetedConsumer.of(clients.getConsumer(config), budgets, costs);
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return clients.getAdmin(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return clients.getProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return clients.getRestoreConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return clients.getGlobalConsumer(config);
  }
}
