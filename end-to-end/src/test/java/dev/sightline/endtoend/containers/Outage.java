package dev.sightline.endtoend.containers;

import java.util.function.Consumer;

/** What a broker can do to its clients. */
enum Outage {
  PAUSED(BrokerContainer::pause, BrokerContainer::goOn),
  DISCONNECTED(BrokerContainer::disconnect, BrokerContainer::connect),
  KILLED_AND_STARTED_AGAIN(BrokerContainer::kill, BrokerContainer::startAgain);

  private final Consumer<BrokerContainer> begin;
  private final Consumer<BrokerContainer> end;

  Outage(Consumer<BrokerContainer> begin, Consumer<BrokerContainer> end) {
    this.begin = begin;
    this.end = end;
  }

  void begin(BrokerContainer broker) {
    begin.accept(broker);
  }

  void end(BrokerContainer broker) {
    end.accept(broker);
  }
}
