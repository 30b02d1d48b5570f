#include "figures/svg_canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "figures/cairo_canvas.hpp"

namespace calo::figures {
namespace {

constexpr std::size_t longest_text = 400;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// A coordinate; a hundredth of a point is finer than any screen or printer.
std::string number(double value) {
  std::string out = fmt::format("{:.2f}", std::isfinite(value) ? value : 0.0);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
}

std::string hex(Colour colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

class SvgCanvas final : public Canvas {
 public:
  void line(std::span<const Point> points, const Stroke& stroke) override {
    if (points.empty()) return;
    std::string dashes;
    for (const double length : stroke.dashes) {
      dashes += (dashes.empty() ? "" : ",") + number(length);
    }
    put(R"(<path d="{}" fill="none" stroke="{}"{} stroke-width="{}" stroke-linejoin="round"{}/>)",
        path(points), hex(stroke.colour), opacity("stroke-opacity", stroke.colour),
        number(stroke.width),
        dashes.empty() ? "" : fmt::format(R"( stroke-dasharray="{}")", dashes));
  }

  void area(std::span<const Point> outline, Colour fill) override {
    if (outline.empty()) return;
    put(R"(<path d="{}Z" fill="{}"{}/>)", path(outline), hex(fill), opacity("fill-opacity", fill));
  }

  void dot(Point centre, double radius, Colour fill) override {
    put(R"(<circle cx="{}" cy="{}" r="{}" fill="{}"{}/>)", number(centre.x), number(centre.y),
        number(radius), hex(fill), opacity("fill-opacity", fill));
  }

  void image(const Image& image, const Box& box) override {
    if (image.pixels.empty()) return;
    const auto png = png_bytes(image);
    if (!png) {
      if (!failure_) failure_ = png.error();
      return;
    }
    put(R"(<image x="{}" y="{}" width="{}" height="{}" preserveAspectRatio="none" )"
        R"(image-rendering="pixelated" href="data:image/png;base64,{}"/>)",
        number(box.x), number(box.y), number(box.width), number(box.height), base64(*png));
  }

  void text(Point at, std::string_view words, const TextStyle& style) override {
    static constexpr std::array<std::string_view, 3> anchors{"start", "middle", "end"};
    put(R"(<text x="{0}" y="{1}" font-size="{2}" fill="{3}"{4} text-anchor="{5}"{6}{7}>{8}</text>)",
        number(at.x), number(at.y), number(style.size), hex(style.colour),
        opacity("fill-opacity", style.colour), anchors.at(static_cast<std::size_t>(style.align)),
        style.is_bold ? R"( font-weight="bold")" : "",
        style.runs_upwards
            ? fmt::format(R"_( transform="rotate(-90 {} {})")_", number(at.x), number(at.y))
            : "",
        escaped(text::printable(words, longest_text)));
  }

  void clip(const Box& box) override {
    ++clips_;
    put(R"_(<clipPath id="clip{}"><path d="M{} {}h{}v{}h-{}Z"/></clipPath><g clip-path="url(#clip{})">)_",
        clips_, number(box.x), number(box.y), number(box.width), number(box.height),
        number(box.width), clips_);
  }
  void unclip() override { body_ += "</g>\n"; }

  [[nodiscard]] Result<std::string> finish(const Figure& figure) const {
    if (failure_) return std::unexpected{*failure_};
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{0}pt" height="{1}pt" viewBox="0 0 {0} {1}" )"
        R"(font-family="'DejaVu Sans', Verdana, Arial, sans-serif">
<title>{2}</title>
{3}</svg>
)",
        number(figure.size.width), number(figure.size.height),
        escaped(text::printable(figure.title)), body_);
  }

 private:
  template <class... Values>
  void put(fmt::format_string<Values...> form, Values&&... values) {
    fmt::format_to(std::back_inserter(body_), form, std::forward<Values>(values)...);
    body_ += '\n';
  }

  static std::string path(std::span<const Point> points) {
    std::string out;
    for (const Point& point : points) {
      out += out.empty() ? 'M' : 'L';
      out += number(point.x) + " " + number(point.y);
    }
    return out;
  }

  static std::string opacity(std::string_view attribute, Colour colour) {
    return colour.opacity >= 1 ? "" : fmt::format(R"( {}="{}")", attribute, number(colour.opacity));
  }

  std::string body_;
  std::optional<Error> failure_;  ///< the first one
  int clips_ = 0;
};

}  // namespace

Result<std::string> svg_bytes(const Figure& figure) {
  SvgCanvas canvas;
  canvas.rectangle({0, 0, figure.size.width, figure.size.height}, palette::white);
  figure.draw(canvas, 0);
  return canvas.finish(figure);
}

}  // namespace calo::figures
