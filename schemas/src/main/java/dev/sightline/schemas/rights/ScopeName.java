package dev.sightline.schemas.rights;

import java.util.Optional;
import java.util.function.Function;

/** A name in a scope, and the option of {@code topics acls} that gives it. */
public enum ScopeName {
  APPLICATION_ID("--application-id", scope -> Optional.of(scope.applicationId())),
  MODEL("--model", Scope::model),
  GROUP("--group", Scope::group);

  private final String option;
  private final Function<Scope, Optional<String>> value;

  ScopeName(String option, Function<Scope, Optional<String>> value) {
    this.option = option;
    this.value = value;
  }

  /** As {@code --model}. */
  public String option() {
    return option;
  }

  /** The option with its value, for a command line; empty where the scope says the usual. */
  Optional<String> text(Scope scope) {
    return value
        .apply(scope)
        .filter(name -> !Optional.of(name).equals(value.apply(Scope.DEFAULT)))
        .map(name -> option + " " + name);
  }
}
