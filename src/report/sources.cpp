#include "report/sources.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <system_error>
#include <utility>

#include "attribution/call_tree.hpp"
#include "base/text.hpp"
#include "os/file.hpp"
#include "report/container.hpp"

namespace calo::report {

namespace {

constexpr std::size_t most_files = 20;
constexpr std::size_t most_lines = 20'000;
constexpr std::size_t longest_line = 400;
constexpr std::uintmax_t largest_file = 4'000'000;  // bytes; more is generated
constexpr int around = 40;  // lines before the first and after the last that was seen

/// Which lines of a file were seen, and what they cost.
struct Seen {
  Seconds cpu{};
  int first = 0;
  int last = 0;
};

std::map<std::string, Seen> seen_files(const model::Profile& profile) {
  attribution::View view;
  view.tell_lines_apart = true;
  std::map<std::string, Seen> files;
  for (const auto& place : attribution::by_line(attribution::call_tree(profile, view))) {
    const std::string& file = profile.functions[static_cast<std::size_t>(place.function)].file;
    if (file.empty() || file.front() != '/' || place.line <= 0) continue;
    Seen& seen = files[file];
    seen.cpu += place.self.cpu;
    seen.first = seen.first == 0 ? place.line : std::min(seen.first, place.line);
    seen.last = std::max(seen.last, place.line);
  }
  return files;
}

std::optional<SourceExcerpt> excerpt(const std::string& path, const Seen& seen,
                                     std::chrono::nanoseconds run_began) {
  std::error_code none;
  const std::filesystem::path file{path};
  if (!std::filesystem::is_regular_file(file, none)) return std::nullopt;
  const auto content = os::read_text(file, largest_file);
  if (!content) return std::nullopt;
  const std::vector<std::string_view> lines = text::lines(*content);
  const int count = static_cast<int>(lines.size());
  SourceExcerpt result;
  result.path = path;
  result.first_line = std::max(1, seen.first - around);
  for (int line = result.first_line; line <= std::min(count, seen.last + around); ++line)
    result.lines.push_back(
        as_utf8(lines[static_cast<std::size_t>(line - 1)].substr(0, longest_line)));
  if (result.lines.empty()) return std::nullopt;
  const auto changed = std::filesystem::last_write_time(file, none);
  if (!none) {
    const auto utc = std::chrono::file_clock::to_sys(changed).time_since_epoch();
    result.is_newer = utc > run_began;
  }
  return result;
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

std::vector<SourceExcerpt> hottest_sources(const model::Run& run, const model::Profile& profile) {
  const std::map<std::string, Seen> files = seen_files(profile);
  std::vector<std::pair<std::string, Seen>> order{files.begin(), files.end()};
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [](const auto& file) { return file.second.cpu; });
  std::vector<SourceExcerpt> result;
  std::size_t lines = 0;
  for (const auto& [path, seen] : order) {
    if (result.size() == most_files || lines >= most_lines || !(seen.cpu > Seconds{})) break;
    auto found = excerpt(path, seen, run.header.started_utc);
    if (!found) continue;
    found->lines.resize(std::min(found->lines.size(), most_lines - lines));
    lines += found->lines.size();
    result.push_back(std::move(*found));
  }
  return result;
}

void redact(model::Run& run, model::Profile* profile) {
  if (!run.header.command.empty())
    run.header.command = {base_name(run.header.command.front()), "..."};
  run.header.name = base_name(run.header.name);
  run.header.tags.clear();
  run.header.carbon.series = base_name(run.header.carbon.series);
  if (profile == nullptr) return;
  for (model::Module& module : profile->modules) module.path = base_name(module.path);
  for (model::Function& function : profile->functions) {
    function.file = base_name(function.file);
    // A module of Python is named by its path in the tree of imports only.
    if (function.name.starts_with('/')) function.name = base_name(function.name);
  }
  for (model::TracedFunction& function : profile->traced) function.file = base_name(function.file);
}

std::string without_home(std::string text, const std::filesystem::path& home) {
  const auto replace = [&](const std::string& directory) {
    if (directory.size() < 2 || !text.starts_with(directory)) return false;
    if (text.size() > directory.size() && text[directory.size()] != '/') return false;
    text.replace(0, directory.size(), "~");
    return true;
  };
  if (replace(home.string()) || replace("/root")) return text;
  for (const std::string_view parent : {"/home/", "/Users/", "/afs/cern.ch/user/", "/eos/user/"}) {
    if (!text.starts_with(parent)) continue;
    // Below these of AFS and EOS stands the first letter of the name, then the name.
    std::size_t end = text.find('/', parent.size());
    if (end == parent.size() + 1) end = text.find('/', end + 1);
    text.replace(0, std::min(end, text.size()), "~");
    return text;
  }
  return text;
}

void shorten_homes(model::Run& run, model::Profile* profile, const std::filesystem::path& home) {
  const auto shorten = [&](std::string& path) { path = without_home(std::move(path), home); };
  std::ranges::for_each(run.header.command, shorten);
  shorten(run.header.carbon.series);
  if (profile == nullptr) return;
  for (model::Module& module : profile->modules) shorten(module.path);
  for (model::Function& function : profile->functions) shorten(function.file);
  for (model::TracedFunction& function : profile->traced) shorten(function.file);
}

}  // namespace calo::report
