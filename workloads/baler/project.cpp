#include "project.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <system_error>

#include "base/text.hpp"
#include "base/try.hpp"
#include "config_file.hpp"
#include "os/file.hpp"

namespace baler {
namespace {

namespace fs = std::filesystem;

calo::Result<void> check_name(std::string_view kind, std::string_view name) {
  if (!name.empty() && name != "." && name != ".." &&
      name.find_first_of(std::string_view{"/\0", 2}) == std::string_view::npos) {
    return {};
  }
  return calo::fail(calo::Category::usage,
                    fmt::format("the {} '{}' is not a name of a directory", kind,
                                calo::text::printable(name, 60)),
                    "Give a name without a slash");
}

calo::Result<void> make_directory(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return {};
  return std::unexpected{calo::system_error(error.value(), "making the directory " + path.string(),
                                            "Run baler where you may write")};
}

}  // namespace

calo::Result<Project> Project::named(std::string_view workspace, std::string_view project) {
  CALO_TRY_DO(check_name("workspace", workspace));
  CALO_TRY_DO(check_name("project", project));
  Project named;
  named.workspace_ = workspace;
  named.name_ = project;
  return named;
}

fs::path Project::directory() const {
  return fs::path{"workspaces"} / workspace_ / name_;
}
fs::path Project::config() const {
  return directory() / "config" / (name_ + "_config.py");
}
fs::path Project::data() const {
  return fs::path{"workspaces"} / workspace_ / "data";
}
fs::path Project::input() const {
  return data() / (name_ + "_data.npz");
}
fs::path Project::output(std::string_view kind) const {
  return directory() / "output" / kind;
}

calo::Result<void> Project::make_output_directories() const {
  for (const auto& path : {compressed_output(), decompressed_output(), plotting(), training()}) {
    CALO_TRY_DO(make_directory(path));
  }
  return {};
}

calo::Result<bool> Project::create() const {
  std::error_code ignored;
  if (fs::exists(directory(), ignored)) return false;
  CALO_TRY_DO(make_directory(data()));
  CALO_TRY_DO(make_directory(config().parent_path()));
  CALO_TRY_DO(make_output_directories());
  CALO_TRY_DO(calo::os::write_file(config(), new_config_text(input().string())));
  return true;
}

}  // namespace baler
