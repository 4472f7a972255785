// Publishes and reads Sightline's topics. It knows of Sightline an Avro schema, or not even that.
//
//   node client.js publish BOOTSTRAP REGISTRY TOPIC SCHEMA-FILE
//       registers the schema, publishes each line of standard input, a record in JSON; key: its id
//   node client.js read BOOTSTRAP REGISTRY TOPIC
//       prints {key, schemaId, value} of each record from the beginning on, a line each, until killed
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Kafka, logLevel } from 'kafkajs';
import {
  AvroDeserializer,
  AvroSerializer,
  SchemaRegistryClient,
  SerdeType,
} from '@confluentinc/schemaregistry';

const [action, bootstrap, registryUrl, topic, schemaFile] = process.argv.slice(2);
const kafka = new Kafka({
  clientId: 'interop',
  brokers: bootstrap.split(','),
  logLevel: logLevel.ERROR,
});
const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });

async function publish() {
  const schema = await readFile(schemaFile, 'utf8');
  await registry.register(`${topic}-value`, { schemaType: 'AVRO', schema });
  const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
    useLatestVersion: true,
    autoRegisterSchemas: false,
  });
  const bytesFields = JSON.parse(schema)
    .fields.filter((field) => field.type === 'bytes')
    .map((field) => field.name);
  const messages = [];
  for await (const line of createInterface({ input: process.stdin })) {
    const record = JSON.parse(line);
    // JSON has no bytes: they come in base64.
    for (const name of bytesFields) {
      record[name] = Buffer.from(record[name], 'base64');
    }
    messages.push({ key: record.id, value: await serializer.serialize(topic, record) });
  }
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages });
  await producer.disconnect();
}

async function read() {
  const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
  const consumer = kafka.consumer({ groupId: `interop-${topic}-${process.pid}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const line = {
        key: message.key.toString(),
        schemaId: message.value.readInt32BE(1),
        value: await deserializer.deserialize(topic, message.value),
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    },
  });
}

await { publish, read }[action]();
