"""Prints predictions, metrics or alarms as they come, a JSON object a line.

    python follow.py BOOTSTRAP_SERVERS SCHEMA_REGISTRY predictions|metrics|drift-alerts
"""

import json
import sys
import uuid

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext


def main(bootstrap_servers, schema_registry, topic):
    avro = AvroDeserializer(SchemaRegistryClient({"url": schema_registry}))
    context = SerializationContext(topic, MessageField.VALUE)
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap_servers,
            "group.id": f"follow-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",  # anything else also shows what was aborted
        }
    )
    consumer.subscribe([topic])
    try:
        while True:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                print(message.error(), file=sys.stderr)
            elif message.value() is not None:
                record = avro(message.value(), context)
                print(json.dumps(record, default=str), flush=True)
    except (KeyboardInterrupt, BrokenPipeError):
        pass
    finally:
        consumer.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])
