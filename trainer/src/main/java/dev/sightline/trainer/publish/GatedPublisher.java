package dev.sightline.trainer.publish;

import dev.sightline.models.publish.ChampionChangedException;
import dev.sightline.schemas.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes candidates, each as champion, as challenger or as neither, as its {@link Promotion}
 * asks. For one thread.
 *
 * <p>Between a comparison and the release another version may become champion. Then nothing is
 * published, and the candidate is compared again, with the champion as it is now: no version ever
 * takes the place of one that it was not compared with. Where there is no comparison, it becomes
 * challenger then: what people release during an upload holds.
 */
public final class GatedPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(GatedPublisher.class);

  private final Publications publications;
  private final Champions champions;
  private final Path scratch;

  /**
   * @param scratch a folder that champions are unpacked in; the caller deletes it
   */
  public GatedPublisher(Publications publications, Champions champions, Path scratch) {
    this.publications = publications;
    this.champions = champions;
    this.scratch = scratch;
  }

  /**
   * Publishes a candidate.
   *
   * @param occasion what happened, for the release, such as "trained"
   * @throws dev.sightline.models.ModelRejectedException when it is not fit to be published
   * @throws org.apache.kafka.common.KafkaException when it could not be published, or it can't be
   *     learnt whether there is a champion
   */
  public PublishedVersion publish(Candidate candidate, Promotion promotion, String occasion) {
    if (promotion instanceof Promotion.Gated gated) {
      return publishGated(candidate, gated, occasion);
    }
    if (promotion instanceof Promotion.Ungated ungated) {
      return publishUngated(candidate, ungated, occasion);
    }
    return new PublishedVersion(publications.publish(candidate), Optional.empty());
  }

  private PublishedVersion publishUngated(
      Candidate candidate, Promotion.Ungated ungated, String occasion) {
    Decision decision =
        new Decision.Champion(
            "not compared with a champion, " + ungated.because(), OptionalInt.empty());
    try {
      return published(publications.publishChampion(candidate, why(occasion, decision)), decision);
    } catch (ChampionChangedException meanwhile) {
      LOG.info("{}: published as challenger", meanwhile.getMessage());
      Decision theirs =
          new Decision.Challenger(
              "somebody released another champion during the upload: " + meanwhile.getMessage());
      return published(publications.publishChallenger(candidate, why(occasion, theirs)), theirs);
    }
  }

  private PublishedVersion publishGated(
      Candidate candidate, Promotion.Gated gated, String occasion) {
    while (true) {
      Gate gate = new Gate(champions, gated.rule(), emptyFolder());
      Decision decision = gate.decide(candidate, gated.images());
      try {
        return published(release(candidate, decision, why(occasion, decision)), decision);
      } catch (ChampionChangedException meanwhile) {
        LOG.info("{}: compared again", meanwhile.getMessage());
      }
    }
  }

  private ModelManifest release(Candidate candidate, Decision decision, String why) {
    return decision instanceof Decision.Champion champion
        ? publications.publishChampion(candidate, champion.replaced(), why)
        : publications.publishChallenger(candidate, why);
  }

  private Path emptyFolder() {
    try {
      return Files.createTempDirectory(scratch, "champion-");
    } catch (IOException e) {
      throw new UncheckedIOException("can't make a folder in " + scratch + ": " + e, e);
    }
  }

  private static String why(String occasion, Decision decision) {
    return occasion + ": " + decision.reason();
  }

  private static PublishedVersion published(ModelManifest manifest, Decision decision) {
    return new PublishedVersion(manifest, Optional.of(decision));
  }
}
