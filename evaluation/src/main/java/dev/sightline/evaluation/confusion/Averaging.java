package dev.sightline.evaluation.confusion;

import java.util.List;

/** Which classes the averages of a {@link ClassificationReport} go over. */
public enum Averaging {
  /**
   * Every class of the matrix; one that is absent counts as 0 in the macro average. This is
   * scikit-learn's {@code classification_report} with all classes as explicit {@code labels}.
   */
  ALL_CLASSES,

  /**
   * The classes that are {@link ClassScores#present() present}. This is scikit-learn's {@code
   * classification_report} without {@code labels}.
   */
  PRESENT_CLASSES;

  List<ClassScores> of(List<ClassScores> classes) {
    return switch (this) {
      case ALL_CLASSES -> classes;
      case PRESENT_CLASSES -> classes.stream().filter(ClassScores::present).toList();
    };
  }
}
