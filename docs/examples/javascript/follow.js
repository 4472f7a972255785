// Prints predictions, metrics or alarms as they come, a JSON object a line.
//
//     npm install
//     node follow.js BOOTSTRAP_SERVERS SCHEMA_REGISTRY predictions|metrics|drift-alerts

import { randomUUID } from "node:crypto";
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from "@confluentinc/schemaregistry";
import { Kafka, logLevel } from "kafkajs";

const [bootstrapServers, registryUrl, topic] = process.argv.slice(2);
const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });
const avro = new AvroDeserializer(registry, SerdeType.VALUE, {});
const kafka = new Kafka({ brokers: bootstrapServers.split(","), logLevel: logLevel.WARN });

// kafkajs reads committed records alone; readUncommitted would also show what was aborted
const consumer = kafka.consumer({ groupId: `follow-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    if (message.value !== null) {
      console.log(JSON.stringify(await avro.deserialize(topic, message.value)));
    }
  },
});
