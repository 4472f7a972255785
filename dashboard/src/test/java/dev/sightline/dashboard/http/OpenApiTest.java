package dev.sightline.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.dashboard.feed.FeedState;
import dev.sightline.dashboard.labelling.Answered;
import dev.sightline.dashboard.labelling.HeldLabels;
import dev.sightline.dashboard.lag.BrokerState;
import dev.sightline.dashboard.lag.Lag;
import dev.sightline.dashboard.present.Alerts;
import dev.sightline.dashboard.present.DeadLetters;
import dev.sightline.dashboard.present.Rates;
import dev.sightline.dashboard.present.Releases;
import dev.sightline.dashboard.present.Truth;
import dev.sightline.dashboard.present.Workers;
import dev.sightline.dashboard.view.ClassTable;
import dev.sightline.dashboard.view.Confusion;
import dev.sightline.dashboard.view.ImageLook;
import dev.sightline.dashboard.view.ImageLooks;
import dev.sightline.dashboard.view.ModelList;
import dev.sightline.dashboard.view.Overview;
import dev.sightline.dashboard.view.PredictionList;
import dev.sightline.dashboard.view.PredictionView;
import dev.sightline.dashboard.view.ShareDistance;
import dev.sightline.dashboard.view.Status;
import dev.sightline.dashboard.view.Verdict;
import dev.sightline.dashboard.view.VersionFigures;
import dev.sightline.dashboard.view.WindowChart;
import dev.sightline.dashboard.view.WindowView;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The OpenAPI document against the routes and the records that are answered. */
class OpenApiTest {
  private static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          Map.entry("Window", WindowView.class),
          Map.entry("Verdict", Verdict.class),
          Map.entry("Rate", Rates.Rate.class),
          Map.entry("Lag", Lag.class),
          Map.entry("Overview", Overview.class),
          Map.entry("Line", WindowChart.Line.class),
          Map.entry("Swap", Workers.Swap.class),
          Map.entry("WindowChart", WindowChart.class),
          Map.entry("Cell", Confusion.Cell.class),
          Map.entry("Confusion", Confusion.class),
          Map.entry("ClassRow", ClassTable.Row.class),
          Map.entry("ClassTable", ClassTable.class),
          Map.entry("ShareDistance", ShareDistance.class),
          Map.entry("Bar", ImageLook.Bar.class),
          Map.entry("ImageLook", ImageLook.class),
          Map.entry("ImageLooks", ImageLooks.class),
          Map.entry("ImageDistance", VersionFigures.ImageDistance.class),
          Map.entry("VersionFigures", VersionFigures.class),
          Map.entry("FigureList", ViewRoutes.FigureList.class),
          Map.entry("RateList", ViewRoutes.RateList.class),
          Map.entry("VersionView", ModelList.VersionView.class),
          Map.entry("Release", Releases.Release.class),
          Map.entry("Word", Workers.Word.class),
          Map.entry("ModelList", ModelList.class),
          Map.entry("Likely", PredictionView.Likely.class),
          Map.entry("Truth", Truth.class),
          Map.entry("PredictionView", PredictionView.class),
          Map.entry("PredictionList", PredictionList.class),
          Map.entry("Alert", Alerts.Alert.class),
          Map.entry("AlertList", ViewRoutes.AlertList.class),
          Map.entry("DeadLetter", DeadLetters.DeadLetter.class),
          Map.entry("DeadLetterList", ViewRoutes.DeadLetterList.class),
          Map.entry("BrokerState", BrokerState.class),
          Map.entry("FeedState", FeedState.class),
          Map.entry("Status", Status.class),
          Map.entry("HeldState", HeldLabels.State.class),
          Map.entry("Tally", Answered.Tally.class),
          Map.entry("LabellingView", LabelRoutes.LabellingView.class),
          Map.entry("NextImage", LabelRoutes.NextImage.class),
          Map.entry("Answer", LabelRoutes.Answer.class),
          Map.entry("TakenBack", LabelRoutes.TakenBack.class));

  private final JsonNode document;

  OpenApiTest() throws IOException {
    document =
        new ObjectMapper()
            .readTree(PageFiles.class.getResourceAsStream(PageFiles.FOLDER + "openapi.json"));
  }

  @Test
  void listsEveryRouteAndNoOther() {
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> documented.add(method.toUpperCase() + " " + path.getKey())));

    try (RunningServer server = RunningServer.open()) {
      assertThat(server.routes()).isEqualTo(documented);
    }
  }

  @Test
  void hasASchemaForEachRecordWithItsFieldsAndTheirTypes() {
    Set<String> schemas = new TreeSet<>();
    document.path("components").path("schemas").fieldNames().forEachRemaining(schemas::add);
    schemas.remove("Error");

    assertThat(schemas).isEqualTo(new TreeSet<>(RECORDS.keySet()));
    RECORDS.forEach(
        (name, record) -> {
          JsonNode properties = document.at("/components/schemas/" + name + "/properties");
          List<String> fields = new ArrayList<>();
          properties.fieldNames().forEachRemaining(fields::add);
          assertThat(fields)
              .as(name)
              .containsExactlyElementsOf(
                  Arrays.stream(record.getRecordComponents())
                      .map(RecordComponent::getName)
                      .toList());
          for (RecordComponent component : record.getRecordComponents()) {
            assertThat(types(properties.path(component.getName())))
                .as(name + "." + component.getName())
                .isEqualTo(types(component.getGenericType()));
          }
        });
  }

  private static Set<String> types(JsonNode property) {
    Set<String> types = new TreeSet<>();
    if (property.has("oneOf")) {
      property.path("oneOf").forEach(each -> types.addAll(types(each)));
    } else if (property.has("$ref")) {
      types.add("object");
    } else if (property.path("type").isArray()) {
      property.path("type").forEach(each -> types.add(each.asText()));
    } else {
      types.add(property.path("type").asText());
    }
    types.remove("null");
    return types;
  }

  private static Set<String> types(Type type) {
    Class<?> raw = (Class<?>) (type instanceof ParameterizedType of ? of.getRawType() : type);
    if (raw == String.class) {
      return Set.of("string");
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return Set.of("boolean");
    }
    if (raw == double.class || raw == Double.class) {
      return Set.of("number");
    }
    if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
      return Set.of("integer");
    }
    return Set.of(Collection.class.isAssignableFrom(raw) ? "array" : "object");
  }

  @Test
  void refersToNothingThatIsNotThere() {
    document
        .findValuesAsText("$ref")
        .forEach(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }
}
