package dev.sightline.endtoend;

import static dev.sightline.endtoend.Waiting.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.manifest.ManifestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is told whom to trust serves what they signed, and nothing else. */
class TrustedModelIT {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @TempDir Path folder;

  @Test
  void onlyWhatATrustedKeySignedServes() throws Exception {
    KeyPair trusted = keyPair();
    Map<String, ?> settings =
        Map.of("sightline.roles", "score", "sightline.model.trusted.keys", pem(trusted).toString());
    try (RunningWorker worker = RunningWorker.start(CLUSTER, folder.resolve("state"), settings)) {
      CLUSTER.models().publish(1);
      assertThat(rejectionOf(1)).contains("expected a manifest signed by a trusted key");
      assertThat(worker.isReady()).isFalse();

      CLUSTER.models().publish(2, Optional.of(new ManifestSigner(trusted.getPrivate())));
      waitFor("the signed version to serve").until(worker::isReady);

      CLUSTER.models().publish(3, Optional.of(new ManifestSigner(keyPair().getPrivate())));
      assertThat(rejectionOf(3))
          .contains("none of the 1 trusted keys made the manifest's signature");
      assertThat(worker.metric("sightline_model_version")).isEqualTo(2);
      assertThat(worker.isReady()).isTrue();
    }
  }

  private static String rejectionOf(int version) {
    return Rejections.reasonOf(CLUSTER, version);
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Path pem(KeyPair keys) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Files.write(
        folder.resolve("trusted.pem"),
        List.of("-----BEGIN PUBLIC KEY-----", base64, "-----END PUBLIC KEY-----"));
  }
}
