import io.fabric8.crdv2.generator.CRDGenerator;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.File;

class Definitions {
  public static void main(String[] args) {
    new CRDGenerator()
        .customResourceClasses(KafkaTopic.class, KafkaUser.class)
        .inOutputDir(new File(args[0]))
        .generate();
  }
}
