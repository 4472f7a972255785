package dev.sightline.trainer.report;

import java.util.Map;

/** What a report is of, besides settings and results. */
public sealed interface Facts permits RunFacts, EvaluationFacts {
  /** The model's name. */
  String model();

  /** The data set's name. */
  String dataSet();

  /** What was done and when, and which images the results are of, for people. */
  String origin();

  /** Which images the grids show is a function of it. */
  long seed();

  /** All that there is to tell, by what it is, in the order to show it. */
  Map<String, String> rows();
}
