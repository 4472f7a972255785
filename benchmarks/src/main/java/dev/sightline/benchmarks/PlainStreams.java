package dev.sightline.benchmarks;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * The same work as most examples do it: a stateless Kafka Streams program that calls the model once
 * for each record, on TensorFlow's default session. Same topics, records, serdes, guarantee and
 * number of stream threads as the worker; neither batches nor meters nor dead letters.
 */
final class PlainStreams {
  private final SavedModelBundle model;
  private final ModelManifest manifest;
  private final String input;
  private final String output;

  private PlainStreams(SavedModelBundle model, ModelManifest manifest) {
    this.model = model;
    this.manifest = manifest;
    SignatureDef signature = model.metaGraphDef().getSignatureDefMap().get("serving_default");
    this.input = signature.getInputsMap().get(manifest.getInput().getTensor()).getName();
    this.output = signature.getOutputsMap().get(manifest.getOutput().getTensor()).getName();
  }

  /**
   * @param arguments brokers, schema registry, application id, the SavedModel's folder, its
   *     manifest as Avro, and a folder for state
   */
  public static void main(String[] arguments) throws IOException {
    Properties config = new Properties();
    config.put("bootstrap.servers", arguments[0]);
    config.put("application.id", arguments[2]);
    config.put("state.dir", arguments[5]);
    config.put("processing.guarantee", StreamsConfig.EXACTLY_ONCE_V2);
    config.put("num.stream.threads", Runtime.getRuntime().availableProcessors());
    Map<String, Object> serdes = Map.of("schema.registry.url", arguments[1]);
    SchemaRegistry registry = SchemaRegistries.of(serdes);
    ModelManifest manifest = Inputs.readManifest(Path.of(arguments[4]));
    PlainStreams program = new PlainStreams(SavedModelBundle.load(arguments[3], "serve"), manifest);

    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topics.IMAGES.name(),
            Consumed.with(Serdes.String(), new AvroSerde<>(ImageEvent.class, registry, serdes)))
        .mapValues(program::predict)
        .to(
            Topics.PREDICTIONS.name(),
            Produced.with(Serdes.String(), new AvroSerde<>(Prediction.class, registry, serdes)));
    KafkaStreams streams = new KafkaStreams(builder.build(), config);
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
  }

  private Prediction predict(ImageEvent event) {
    float[] probabilities = score(pixels(event.getContent()));
    List<Float> shares = new ArrayList<>();
    for (float probability : probabilities) {
      shares.add(probability);
    }
    int top = Argmax.of(shares);
    return new Prediction(
        event.getId(),
        manifest.getLabels().get(top),
        top,
        probabilities[top],
        shares,
        manifest.getName(),
        manifest.getVersion(),
        event.getCapturedAt(),
        Instant.now(),
        null,
        null);
  }

  /** uint8 [height, width, channels] of an image that has the model's size. */
  private static byte[] pixels(ByteBuffer content) {
    BufferedImage image;
    try {
      byte[] file = new byte[content.remaining()];
      content.duplicate().get(file);
      image = ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int width = image.getWidth();
    int height = image.getHeight();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] rgb = new byte[3 * argb.length];
    for (int i = 0; i < argb.length; i++) {
      rgb[3 * i] = (byte) (argb[i] >> 16);
      rgb[3 * i + 1] = (byte) (argb[i] >> 8);
      rgb[3 * i + 2] = (byte) argb[i];
    }
    return rgb;
  }

  private float[] score(byte[] rgb) {
    var image = manifest.getInput();
    Shape one = Shape.of(1, image.getHeight(), image.getWidth(), image.getChannels());
    try (TUint8 tensor = TUint8.tensorOf(one, DataBuffers.of(rgb));
        Result result = model.session().runner().feed(input, tensor).fetch(output).run()) {
      float[] probabilities = new float[manifest.getLabels().size()];
      ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(probabilities);
      return probabilities;
    }
  }
}
