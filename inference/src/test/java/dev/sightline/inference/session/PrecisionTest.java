package dev.sightline.inference.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.RewriterConfig;

class PrecisionTest {
  @ParameterizedTest
  @ValueSource(strings = {"flags\t\t: fpu avx512f avx512_bf16 avx512_fp16", "flags: amx_bf16\n"})
  void autoIsBfloat16WhereTheProcessorHasIt(String cpuInfo) {
    assertThat(Precision.AUTO.resolve(cpuInfo)).isEqualTo(Precision.BFLOAT16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "flags\t\t: fpu avx2 avx512f avx512_vnni"})
  void autoIsFloat32Elsewhere(String cpuInfo) {
    assertThat(Precision.AUTO.resolve(cpuInfo)).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void whatIsAskedForIsTakenWhateverTheProcessor() {
    assertThat(Precision.BFLOAT16.resolve("")).isEqualTo(Precision.BFLOAT16);
    assertThat(Precision.FLOAT32.resolve("amx_bf16")).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void onlyBfloat16RewritesTheGraph() {
    assertThat(rewrite(Precision.BFLOAT16)).isEqualTo(RewriterConfig.Toggle.ON);
    assertThat(rewrite(Precision.FLOAT32)).isEqualTo(RewriterConfig.Toggle.DEFAULT);
  }

  private static RewriterConfig.Toggle rewrite(Precision precision) {
    return SessionSettings.training(precision)
        .config()
        .getGraphOptions()
        .getRewriteOptions()
        .getAutoMixedPrecisionOnednnBfloat16();
  }
}
