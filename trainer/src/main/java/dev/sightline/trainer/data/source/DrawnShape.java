package dev.sightline.trainer.data.source;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The ten shapes, each an outline about the origin that fits a circle of radius 1. */
enum DrawnShape {
  ARROW {
    @Override
    Shape outline() {
      return polygon(1, 0, 0.1, -0.75, 0.1, -0.28, -0.95, -0.28, -0.95, 0.28, 0.1, 0.28, 0.1, 0.75);
    }
  },
  CIRCLE {
    @Override
    Shape outline() {
      return disc(0.9);
    }
  },
  CROSS {
    @Override
    Shape outline() {
      Area cross = new Area(rectangle(0.28, 0.95));
      cross.add(new Area(rectangle(0.95, 0.28)));
      return cross;
    }
  },
  DIAMOND {
    @Override
    Shape outline() {
      return polygon(0, -1, 0.5, 0, 0, 1, -0.5, 0);
    }
  },
  HEART {
    @Override
    Shape outline() {
      Path2D heart = new Path2D.Double();
      heart.moveTo(0, 0.95);
      heart.curveTo(-1.5, -0.2, -0.75, -1.25, 0, -0.4);
      heart.curveTo(0.75, -1.25, 1.5, -0.2, 0, 0.95);
      heart.closePath();
      return heart;
    }
  },
  RING {
    @Override
    Shape outline() {
      return new BasicStroke(0.38f).createStrokedShape(disc(0.72));
    }
  },
  SQUARE {
    @Override
    Shape outline() {
      return rectangle(0.72, 0.72);
    }
  },
  STAR {
    @Override
    Shape outline() {
      double[] points = new double[20];
      for (int i = 0; i < 10; i++) {
        double radius = i % 2 == 0 ? 1 : 0.42;
        points[2 * i] = radius * Math.sin(i * Math.PI / 5);
        points[2 * i + 1] = -radius * Math.cos(i * Math.PI / 5);
      }
      return polygon(points);
    }
  },
  STRIPES {
    @Override
    Shape outline() {
      Area stripes = new Area();
      for (double y = -0.75; y < 1; y += 0.6) {
        stripes.add(new Area(new Rectangle2D.Double(-0.75, y, 1.5, 0.3)));
      }
      return stripes;
    }
  },
  TRIANGLE {
    @Override
    Shape outline() {
      return polygon(0, -1, 0.866, 0.5, -0.866, 0.5);
    }
  };

  abstract Shape outline();

  private static Shape disc(double radius) {
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }

  private static Shape rectangle(double halfWidth, double halfHeight) {
    return new Rectangle2D.Double(-halfWidth, -halfHeight, 2 * halfWidth, 2 * halfHeight);
  }

  private static Shape polygon(double... xy) {
    Path2D polygon = new Path2D.Double();
    polygon.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      polygon.lineTo(xy[i], xy[i + 1]);
    }
    polygon.closePath();
    return polygon;
  }
}
