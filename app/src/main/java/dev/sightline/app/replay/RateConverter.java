package dev.sightline.app.replay;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads rates: images a second. */
public final class RateConverter implements ITypeConverter<Rate> {
  @Override
  public Rate convert(String text) {
    try {
      return new Rate(Double.parseDouble(text));
    } catch (NumberFormatException noNumber) {
      throw new TypeConversionException("'" + text + "' is no number of images a second");
    } catch (IllegalArgumentException outside) {
      throw new TypeConversionException(outside.getMessage());
    }
  }
}
