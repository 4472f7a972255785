package dev.sightline.topology.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class WebhookFormatTest {
  @Test
  void jsonHasAnIdAndEveryFieldOfTheRecordUnderItsName() throws Exception {
    List<String> names = new ArrayList<>(List.of("id"));
    DriftAlert.getClassSchema().getFields().stream().map(Schema.Field::name).forEach(names::add);

    JsonNode body = new ObjectMapper().readTree(WebhookFormat.JSON.body("the id", alert("cat")));

    assertThat(body.fieldNames()).toIterable().containsExactlyElementsOf(names);
    assertThat(body)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {
                      "id": "the id",
                      "modelName": "cifar10",
                      "modelVersion": 3,
                      "statistic": "recall",
                      "subject": "cat",
                      "state": "RAISED",
                      "value": 0.5,
                      "reference": 0.875,
                      "threshold": 0.75,
                      "sample": 300,
                      "since": "2026-01-02T03:04:00Z",
                      "changedAt": "2026-01-02T03:04:05.678Z",
                      "raisedAt": "2026-01-02T03:04:05.678Z",
                      "raisedAtImage": 4200,
                      "clearedAtImage": null,
                      "meanRunImages": 1000000.0,
                      "message": "recall of 'cat' fell to 0.500.",
                      "application": "sightline-metrics"
                    }
                    """));
  }

  @Test
  void slackGetsASentence() throws Exception {
    assertThat(text(alert("cat")))
        .isEqualTo("Alarm raised on cifar10 version 3: recall of 'cat' fell to 0.500.");
    DriftAlert cleared = alert("cat");
    cleared.setState(AlertState.CLEARED);
    assertThat(text(cleared)).startsWith("Alarm cleared on cifar10 version 3: ");
    DriftAlert later = alert("cat");
    later.setState(AlertState.UNKNOWN);
    assertThat(text(later)).startsWith("Alarm changed on cifar10 version 3: ");
  }

  @Test
  void aNameIsNoMarkupOfSlacks() throws Exception {
    assertThat(text(alert("<!channel> & more"))).contains("'&lt;!channel&gt; &amp; more'");
  }

  private static String text(DriftAlert alert) throws Exception {
    JsonNode body = new ObjectMapper().readTree(WebhookFormat.SLACK.body("the id", alert));
    assertThat(body.fieldNames()).toIterable().containsExactly("text");
    return body.get("text").asText();
  }

  private static DriftAlert alert(String subject) {
    return SomeAlert.of("sightline-metrics", subject, AlertState.RAISED);
  }
}
