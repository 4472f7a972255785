package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import dev.sightline.schemas.rights.Scope;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The users that Strimzi makes have the rights of their parts and no other. */
class UserRightsTest {
  @ParameterizedTest
  @EnumSource(names = {"WORKER", "TRAINER", "DASHBOARD"})
  void aUserHasTheRightsOfItsPart(Part part) {
    JsonNode user =
        YamlDocuments.in("components/strimzi/users.yaml").stream()
            .filter(each -> each.at("/metadata/name").asText().equals("sightline-" + part))
            .findFirst()
            .orElseThrow();
    List<String> granted =
        Pod.elements(user.at("/spec/authorization/acls")).map(UserRightsTest::text).toList();

    assertThat(granted)
        .containsExactlyInAnyOrderElementsOf(
            part.rights(Scope.DEFAULT).stream().map(UserRightsTest::text).toList());
  }

  private static String text(JsonNode acl) {
    JsonNode resource = acl.required("resource");
    return "%s %s %s: %s"
        .formatted(
            resource.required("type").asText(),
            resource.required("patternType").asText(),
            resource.required("name").asText(),
            Pod.elements(acl.required("operations"))
                .map(JsonNode::asText)
                .collect(Collectors.joining(", ")));
  }

  private static String text(Right right) {
    String type =
        right.resource().resourceType() == ResourceType.TRANSACTIONAL_ID
            ? "transactionalId"
            : right.resource().resourceType().name().toLowerCase(Locale.ROOT);
    String pattern = right.resource().patternType() == PatternType.PREFIXED ? "prefix" : "literal";
    return "%s %s %s: %s".formatted(type, pattern, right.resource().name(), right.operationsText());
  }
}
