// Publishes pictures, and the names of their folders as labels.
//
//     npm install
//     node publish.js BOOTSTRAP_SERVERS SCHEMA_REGISTRY FOLDER
//
// FOLDER has a folder for each class, as cat/1.jpg and dog/1.jpg.

import { randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { AvroSerializer, SchemaRegistryClient, SerdeType } from "@confluentinc/schemaregistry";
import { Kafka, Partitioners, logLevel } from "kafkajs";

const SCHEMAS = new URL("../../../schemas/src/main/avro/", import.meta.url);

const [bootstrapServers, registryUrl, folder] = process.argv.slice(2);
const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });

/** Gives the bytes of a topic's records in Confluent's format, by a schema that is registered. */
async function serializer(topic, file) {
  const schema = await readFile(new URL(file, SCHEMAS), "utf8");
  const useSchemaId = await registry.register(`${topic}-value`, { schemaType: "AVRO", schema });
  const avro = new AvroSerializer(registry, SerdeType.VALUE, { autoRegisterSchemas: false, useSchemaId });
  return (record) => avro.serialize(topic, record);
}

/** Each picture with its class. */
async function* pictures() {
  const classes = await readdir(folder, { withFileTypes: true });
  for (const each of classes.filter((entry) => entry.isDirectory())) {
    for (const file of (await readdir(join(folder, each.name))).sort()) {
      yield { file: join(folder, each.name, file), label: each.name };
    }
  }
}

const image = await serializer("images", "ImageEvent.avsc");
const label = await serializer("labels", "Label.avsc");
const kafka = new Kafka({ brokers: bootstrapServers.split(","), logLevel: logLevel.WARN });
const producer = kafka.producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();
const run = randomUUID().slice(0, 8);
let published = 0;
for await (const picture of pictures()) {
  const id = `${run}-${String(published).padStart(6, "0")}`;
  const now = Date.now();
  const event = { id, content: await readFile(picture.file), capturedAt: now, source: basename(picture.file) };
  const truth = { id, label: picture.label, labelledAt: now, origin: "publish.js" };
  await producer.sendBatch({
    topicMessages: [
      { topic: "images", messages: [{ key: id, value: await image(event) }] },
      { topic: "labels", messages: [{ key: id, value: await label(truth) }] },
    ],
  });
  published += 1;
}
await producer.disconnect();
console.log(`${published} images as ${run}-*`);
