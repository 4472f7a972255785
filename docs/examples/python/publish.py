"""Publishes pictures, and the names of their folders as labels.

    python publish.py BOOTSTRAP_SERVERS SCHEMA_REGISTRY FOLDER

FOLDER has a folder for each class, as cat/1.jpg and dog/1.jpg.
"""

import sys
import time
import uuid
from pathlib import Path

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

HERE = Path(__file__).resolve().parent
SCHEMA_FOLDERS = [HERE, *(above / "schemas/src/main/avro" for above in HERE.parents)]


def schema_text(name):
    """A schema file, beside this one or from the checkout that this one lies in."""
    for folder in SCHEMA_FOLDERS:
        if (folder / name).is_file():
            return (folder / name).read_text()
    sys.exit(f"publish.py: {name} is not found: copy it from schemas/src/main/avro to {HERE}")


def serializer(registry, topic, schema):
    """Bytes of a record in Confluent's format; the schema is registered at the first one."""
    avro = AvroSerializer(registry, schema_text(schema))
    context = SerializationContext(topic, MessageField.VALUE)
    return lambda record: avro(record, context)


def report(error, message):
    """Called for every record, here only to name what was not published."""
    if error is not None:
        print(f"{message.topic()} {message.key()}: {error}", file=sys.stderr)


def main(bootstrap_servers, schema_registry, folder):
    registry = SchemaRegistryClient({"url": schema_registry})
    image = serializer(registry, "images", "ImageEvent.avsc")
    label = serializer(registry, "labels", "Label.avsc")
    producer = Producer({"bootstrap.servers": bootstrap_servers, "enable.idempotence": True})
    run = uuid.uuid4().hex[:8]
    published = 0
    for file in sorted(Path(folder).glob("*/*")):
        key = f"{run}-{published:06d}"
        now = int(time.time() * 1000)
        event = {"id": key, "content": file.read_bytes(), "capturedAt": now, "source": file.name}
        truth = {"id": key, "label": file.parent.name, "labelledAt": now, "origin": "publish.py"}
        producer.produce("images", image(event), key, on_delivery=report)
        producer.produce("labels", label(truth), key, on_delivery=report)
        producer.poll(0)
        published += 1
    producer.flush()
    print(f"{published} images as {run}-*")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
