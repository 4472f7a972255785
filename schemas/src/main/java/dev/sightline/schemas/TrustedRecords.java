package dev.sightline.schemas;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro's permission to make records and enums of this package. Since 1.12.2 Avro refuses to load
 * any class that a schema names until it is told to trust it: reading, copying and building a
 * record with an enum's default fail with a {@code SecurityException} otherwise.
 *
 * <p>The serdes and {@link Topics} ask for it. Code that builds records before it touches either
 * calls {@link #trust()} itself.
 */
public final class TrustedRecords {
  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), TrustedRecords::isOurs));
  }

  private TrustedRecords() {}

  /** Adds our records to what Avro trusts, once for each JVM; what it trusts already stays. */
  public static void trust() {
    // loading this class did it
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackage() == TrustedRecords.class.getPackage()
        && (SpecificRecord.class.isAssignableFrom(type)
            || GenericEnumSymbol.class.isAssignableFrom(type));
  }
}
