#include "measure/run_name.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <string_view>

#include "measure/place.hpp"

namespace calo::measure {

std::string default_name(const std::vector<std::string>& command) {
  const auto base = [](const std::string& path) {
    return std::filesystem::path{path}.filename().string();
  };
  std::string name = base(command.front());
  constexpr std::array<std::string_view, 9> interpreters = {
      "python", "bash", "sh", "dash", "perl", "Rscript", "julia", "node", "ruby"};
  const bool interpreted = std::ranges::any_of(interpreters, [&](std::string_view i) {
    return name == i || (name.starts_with(i) &&
                         name.find_first_not_of("0123456789.", i.size()) == std::string::npos);
  });
  if (interpreted && command.size() > 1 && !command[1].starts_with('-')) name = base(command[1]);
  return name.empty() ? "run" : name;
}

namespace {

/// A plain name, the time, and the rank of one among several.
std::string default_stem(const std::string& name) {
  std::string stem;
  for (const char c : name.substr(0, 80)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '_' || c == '-' || c == '+';
    stem += plain ? c : '_';
  }
  if (stem.empty() || stem.front() == '-' || stem.front() == '.') stem.insert(0, "run");
  stem += fmt::format("-{:%Y%m%d-%H%M%S}", fmt::localtime(std::time(nullptr)));
  if (const auto rank = this_place().rank) stem += "-rank" + *rank;
  return stem;
}

/// The stem, then with -2, -3, ...
std::string numbered(const std::string& stem, int number) {
  return number == 1 ? stem : fmt::format("{}-{}", stem, number);
}

}  // namespace

std::filesystem::path default_output(const std::string& name) {
  const std::string stem = default_stem(name);
  for (int number = 1;; ++number) {
    std::filesystem::path path = numbered(stem, number) + ".calo";
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return path;
  }
}

Result<std::filesystem::path> new_default_directory(const std::string& name) {
  const std::string stem = default_stem(name);
  for (int number = 1;; ++number) {
    std::filesystem::path path = numbered(stem, number);
    if (::mkdir(path.c_str(), 0777) == 0) return path;
    if (errno != EEXIST)
      return std::unexpected{
          system_error(errno, "making " + path.string(), "Name another directory with -o")};
  }
}

Result<store::RunWriter> new_run_file(std::filesystem::path& path, const model::RunHeader& header) {
  if (!path.empty()) return store::RunWriter::create(path, header);
  constexpr int most_tries = 1000;
  for (int left = most_tries;; --left) {
    path = default_output(header.name);
    auto file = store::RunWriter::create(path, header);
    if (file || file.error().category != Category::usage || left == 0) return file;
  }
}

}  // namespace calo::measure
