#include "sampling/resolve.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "os/clock.hpp"
#include "symbols/function_ranges.hpp"
#include "symbols/symbolize.hpp"

namespace calo::sampling {
namespace {

TEST(Resolve, NamesFunctionsOfDeletedProgramsAndNoneOfOthers) {
  const std::filesystem::path directory =
      std::filesystem::temp_directory_path() / ("calo-resolve-" + std::to_string(::getpid()));
  std::filesystem::create_directories(directory);
  const std::filesystem::path program = directory / "program";
  std::filesystem::copy_file("/proc/self/exe", program);
  ring::Image image;
  image.pid = 2'000'000'000;  // a process that has ended
  image.birth = os::monotonic_now();
  stack_table::KeptFiles files;
  model::Profile profile;
  const auto id = symbols::build_id(program);
  ASSERT_TRUE(id.has_value());
  profile.modules = {{program.string(), *id, false}, {program.string(), "", false}};
  const auto address =
      symbols::function_ranges(program, [](std::string_view name) { return name == "main"; });
  ASSERT_FALSE(address.empty());
  profile.locations = {{0, address[0].begin, {}}, {1, address[0].begin, {}}};
  profile.stacks = {{-1, 0}, {-1, 1}};
  files.see(image, program.string(), 0, 0x1000, true);
  image.birth = os::monotonic_now() - std::chrono::hours{1};
  files.see(image, program.string(), 1, 0x1000, false);
  std::filesystem::rename(program, directory / "old");
  std::filesystem::copy_file("/proc/self/exe", program);
  symbols::Settings settings;
  settings.debug_information = symbols::DebugInformation::none;
  resolve_replaced(profile, settings, files);
  EXPECT_FALSE(profile.resolved);
  const auto name = [&](std::size_t i) {
    return profile.functions[static_cast<std::size_t>(profile.locations[i].lines[0].function)].name;
  };
  EXPECT_EQ(name(0), "main");
  EXPECT_TRUE(name(1).starts_with("program+0x")) << name(1);
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace calo::sampling
