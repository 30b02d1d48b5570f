#include "report/figure_canvas.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/text.hpp"
#include "figures/panel.hpp"

namespace calo::report {

namespace {

using figures::Box;
using figures::Point;

/// Draws everything larger on another canvas.
class Enlarged final : public figures::Canvas {
 public:
  Enlarged(figures::Canvas& canvas, double factor) : canvas_{canvas}, factor_{factor} {}

  void line(std::span<const Point> points, const figures::Stroke& stroke) override {
    figures::Stroke larger = stroke;
    larger.width *= factor_;
    for (double& dash : larger.dashes) dash *= factor_;
    canvas_.line(scaled(points), larger);
  }
  void area(std::span<const Point> outline, figures::Colour fill) override {
    canvas_.area(scaled(outline), fill);
  }
  void dot(Point centre, double radius, figures::Colour fill) override {
    canvas_.dot(scaled(centre), radius * factor_, fill);
  }
  void image(const figures::Image& image, const Box& box) override {
    canvas_.image(image, scaled(box));
  }
  void text(Point at, std::string_view words, const figures::TextStyle& style) override {
    figures::TextStyle larger = style;
    larger.size *= factor_;
    canvas_.text(scaled(at), words, larger);
  }
  void clip(const Box& box) override { canvas_.clip(scaled(box)); }
  void unclip() override { canvas_.unclip(); }

 private:
  [[nodiscard]] Point scaled(Point point) const { return {point.x * factor_, point.y * factor_}; }
  [[nodiscard]] Box scaled(const Box& box) const {
    return {box.x * factor_, box.y * factor_, box.width * factor_, box.height * factor_};
  }
  [[nodiscard]] std::vector<Point> scaled(std::span<const Point> points) const {
    std::vector<Point> result;
    result.reserve(points.size());
    for (const Point& point : points) result.push_back(scaled(point));
    return result;
  }

  figures::Canvas& canvas_;
  double factor_;
};

}  // namespace

figures::Figure scaled_figure(std::string title, const FigureLook& look, double aspect,
                              std::function<void(figures::Canvas&, const Box&)> draw) {
  constexpr double points_per_cm = 72.0 / 2.54;
  const double factor = look.font_pt / figures::font_size::label;
  const double width = look.width_cm * points_per_cm;
  // Rows of text need their height: a narrower page is not flatter, a larger font makes it higher.
  constexpr double reference_cm = 12.0;
  const double height = aspect * reference_cm * points_per_cm * factor;
  figures::Figure figure;
  figure.size = {width, height};
  figure.title = std::move(title);
  figure.draw = [draw = std::move(draw), factor, width, height](figures::Canvas& canvas,
                                                                std::size_t) {
    Enlarged enlarged{canvas, factor};
    draw(enlarged, {0, 0, width / factor, height / factor});
  };
  return figure;
}

std::string figure_title(const analysis::Analysis& analysis, std::string_view what) {
  return fmt::format("{}: {}", text::printable(analysis.run.header.name, 50), what);
}

Error nothing_to_draw(std::string why, std::string remedy) {
  return Error{Category::not_found, "drawing a figure: " + std::move(why), std::move(remedy)};
}

}  // namespace calo::report
