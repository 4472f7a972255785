package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

class SettingsTextTest {
  @Test
  void everySettingHasItsKeyItsDefaultAndItsMeaning() {
    ConfigDef settings =
        new ConfigDef()
            .define("a.list", Type.LIST, List.of("x", "y"), Importance.LOW, "Which ones.")
            .define("b.share", Type.DOUBLE, 0.5, Importance.LOW, "50% by default.")
            .define("c.empty", Type.STRING, "", Importance.LOW, "A name.")
            .define("d.hidden", Type.PASSWORD, "", Importance.LOW, "A secret.");

    assertThat(SettingsText.of(settings))
        .containsExactlyInAnyOrder(
            "  a.list = x,y",
            "      Which ones.",
            "  b.share = 0.5",
            "      50%% by default.",
            "  c.empty =",
            "      A name.",
            "  d.hidden =",
            "      A secret.");
  }
}
