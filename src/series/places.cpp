#include "series/places.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/try.hpp"

namespace calo::series {

namespace {

/// What is in a place; of DIR:NAME the series of that name.
Result<Found> series_in(const std::string& place, const attribution::BooksOptions& options) {
  std::error_code none;
  const std::size_t colon = place.rfind(':');
  const std::string directory = place.substr(0, colon);
  if (colon == std::string::npos || std::filesystem::exists(place, none) ||
      !std::filesystem::is_directory(directory, none))
    return read(place, options);
  const std::string name = place.substr(colon + 1);
  CALO_TRY(auto found, read(directory, options));
  std::string names;
  for (const Series& one : found.series) names += (names.empty() ? "" : ", ") + one.name;
  std::erase_if(found.series, [&](const Series& one) { return one.name != name; });
  if (found.series.empty())
    return fail(Category::usage, fmt::format("{} holds no series {}", directory, name),
                fmt::format("It holds {}", names));
  return found;
}

}  // namespace

Result<Series> only_series(const std::string& place, const attribution::BooksOptions& options) {
  CALO_TRY(auto found, series_in(place, options));
  if (found.series.size() != 1) {
    std::string names;
    for (const Series& one : found.series) names += (names.empty() ? "" : ", ") + one.name;
    return fail(Category::usage, fmt::format("{} holds several series: {}", place, names),
                fmt::format("Name one: {}:{}", place, found.series.front().name));
  }
  found.series.front().name +=
      found.series.front().runs.size() > 1
          ? ""
          : " (" + found.series.front().runs.front().path.filename().string() + ")";
  return std::move(found.series.front());
}

Result<std::pair<Series, Series>> sides(const std::vector<std::string>& places,
                                        const attribution::BooksOptions& options) {
  if (places.size() == 2) {
    CALO_TRY(auto a, only_series(places[0], options));
    CALO_TRY(auto b, only_series(places[1], options));
    if (a.name == b.name) {
      a.name = places[0];
      b.name = places[1];
    }
    return std::pair{std::move(a), std::move(b)};
  }
  CALO_TRY(auto found, read(places.front(), options));
  if (found.series.size() != 2)
    return fail(
        Category::usage,
        fmt::format("{} holds {} series, two are compared", places.front(), found.series.size()),
        fmt::format("Name two run files or directories, or two series as {}:NAME", places.front()));
  return std::pair{std::move(found.series[0]), std::move(found.series[1])};
}

}  // namespace calo::series
