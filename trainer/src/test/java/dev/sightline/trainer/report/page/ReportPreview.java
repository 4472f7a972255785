package dev.sightline.trainer.report.page;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.network.NetworkSummary;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.report.FabricatedRuns;
import dev.sightline.trainer.report.TrainingRun;
import java.nio.file.Path;

/** Writes the report of real images and made-up results, to be looked at when its form changes. */
final class ReportPreview {
  private ReportPreview() {}

  /**
   * @param args a data set, such as {@code ../shared/data/cifar10-jpeg.zip}, and a folder
   */
  public static void main(String[] args) {
    DataSet data = DataSource.of(Path.of(args[0])).load();
    TrainingRun run = FabricatedRuns.of(data.classes(), data.training(), data.heldOut(), 20, 2.2);
    TrainingRun summarised =
        new TrainingRun(
            run.facts(),
            run.settings(),
            NetworkSummary.of(Networks.tutorial(data.classes().size())),
            run.classes(),
            run.training(),
            run.history(),
            run.heldOut(),
            run.scored(),
            run.calibrated());
    new RunReport(summarised).write(Path.of(args[1])).forEach(System.out::println);
  }
}
