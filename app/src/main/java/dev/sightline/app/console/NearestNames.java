package dev.sightline.app.console;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant who typed another one. */
public final class NearestNames {
  private static final int SHORTEST_BEGINNING = 3;
  private static final int LETTERS_A_SLIP = 3;

  private NearestNames() {}

  /**
   * Those that begin as what was typed, or else the nearest, if a slip in three letters leads
   * there.
   *
   * @param typed with dashes in front, as the names have them
   * @return in the order of the names; none where all are other words altogether
   */
  static List<String> of(String typed, Collection<String> names) {
    String wanted = bare(typed);
    List<String> longer =
        names.stream()
            .filter(name -> wanted.length() >= SHORTEST_BEGINNING && bare(name).startsWith(wanted))
            .toList();
    if (!longer.isEmpty()) {
      return longer;
    }
    int nearest = names.stream().mapToInt(name -> distance(wanted, bare(name))).min().orElse(0);
    int most = Math.max(1, wanted.length() / LETTERS_A_SLIP);
    return nearest > most
        ? List.of()
        : names.stream().filter(name -> distance(wanted, bare(name)) == nearest).toList();
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "").replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
  }

  /**
   * The optimal string alignment distance: letters to insert, remove, replace, or to swap with
   * their neighbour.
   */
  public static int distance(String a, String b) {
    int[][] of = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          of[i][j] = i + j;
          continue;
        }
        int replaced = of[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        of[i][j] = Math.min(replaced, 1 + Math.min(of[i - 1][j], of[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          of[i][j] = Math.min(of[i][j], 1 + of[i - 2][j - 2]);
        }
      }
    }
    return of[a.length()][b.length()];
  }
}
