#include "symbols/symbolize.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace calo::symbols {
namespace {

const std::filesystem::path programs = CALO_PROGRAMS;

std::string output_of(const std::string& command) {
  std::string all;
  FILE* const output = popen(command.c_str(), "r");  // NOLINT(bugprone-command-processor)
  std::array<char, 4096> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), output)) {
    all.append(buffer.data(), size);
  }
  EXPECT_EQ(pclose(output), 0) << command;
  return all;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Function symbols of a program: address and size by linkage name.
std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> functions_of(
    const std::string& program) {
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> functions;
  const std::string table = output_of("nm -S --defined-only " + (programs / program).string());
  for (const std::string_view line : text::lines(table)) {
    const auto fields = text::words(line);
    if (fields.size() != 4 || text::lower_case(fields[2]) != "t") continue;
    functions[std::string{fields[3]}] = {std::stoull(std::string{fields[0]}, nullptr, 16),
                                         std::stoull(std::string{fields[1]}, nullptr, 16)};
  }
  return functions;
}

/// Line of programs/inlined.cpp that is marked with a word.
int marked_line(std::string_view word) {
  const std::string source = content_of(CALO_SOURCE_DIR "/tests/unit/symbols/programs/inlined.cpp");
  int number = 0;
  for (const std::string_view line : text::lines(source)) {
    ++number;
    if (line.ends_with("line: " + std::string{word})) return number;
  }
  return -1;
}

/// Addresses of every byte of the functions of a program.
std::vector<std::uint64_t> all_addresses(const std::string& program) {
  std::vector<std::uint64_t> addresses;
  for (const auto& [name, range] : functions_of(program)) {
    for (std::uint64_t i = 0; i < range.second; ++i) addresses.push_back(range.first + i);
  }
  return addresses;
}

Symbolized symbolized(const std::string& program, std::span<const std::uint64_t> addresses,
                      const Settings& settings = {}) {
  return symbolize({.path = programs / program, .build_id = ""}, addresses, settings);
}

class WithInlinedFunctions : public testing::TestWithParam<const char*> {};

// Of the loop in sum_of, some instruction comes from the innermost of three functions.
TEST_P(WithInlinedFunctions, GivesThemInnermostFirst) {
  const auto [begin, size] =
      functions_of(GetParam() == std::string{"separate"} ? "dwarf5" : GetParam())
          .at("_ZN6shapes6sum_ofERKSt6vectorIdSaIdEE");
  std::vector<std::uint64_t> addresses;
  for (std::uint64_t i = 0; i < size; ++i) addresses.push_back(begin + i);
  const Settings settings{.debug_directories = {programs / "debug"},
                          .debug_information = DebugInformation::anywhere};
  const Symbolized result = symbolized(GetParam(), addresses, settings);
  ASSERT_TRUE(result.has_lines);
  const auto found = std::ranges::find(result.frames, "shapes::Square<double>::area() const",
                                       [](const auto& frames) { return frames.front().name; });
  ASSERT_NE(found, result.frames.end());
  const std::vector<Frame>& frames = *found;
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0].line, marked_line("area"));
  EXPECT_EQ(frames[1].name, "shapes::twice(double)");
  EXPECT_EQ(frames[1].line, marked_line("twice"));
  EXPECT_EQ(frames[2].name, "shapes::sum_of(std::vector<double, std::allocator<double> > const&)");
  EXPECT_EQ(frames[2].line, marked_line("sum_of"));
  EXPECT_TRUE(frames[0].is_inlined && frames[1].is_inlined && !frames[2].is_inlined);
  EXPECT_TRUE(frames[0].file.ends_with("/programs/inlined.cpp"));
}

INSTANTIATE_TEST_SUITE_P(Symbols, WithInlinedFunctions,
                         testing::Values("dwarf5", "dwarf4", "compressed", "fixed_address",
                                         "separate"));

/// A function and "file:line", the file without its directory.
using Place = std::pair<std::string, std::string>;

/// A function that GCC inlined in two parts stands for itself once.
std::vector<Place> without_repetition(std::vector<Place> places) {
  const auto repeated = std::ranges::unique(places, {}, &Place::first);
  places.erase(repeated.begin(), repeated.end());
  return places;
}

std::vector<Place> places_of(const std::vector<Frame>& frames) {
  std::vector<Place> places;
  for (const Frame& frame : frames) {
    const auto file = std::filesystem::path{frame.file}.filename().string();
    places.emplace_back(frame.name,
                        (file.empty() ? "??" : file) + ":" + std::to_string(frame.line));
  }
  return places;
}

/// What binutils say, address by address.
std::vector<std::vector<Place>> addr2line(const std::string& program,
                                          std::span<const std::uint64_t> addresses) {
  std::string command = CALO_ADDR2LINE " -a -i -f -C -e " + (programs / program).string();
  std::array<char, 32> number{};
  for (const std::uint64_t address : addresses) {
    std::snprintf(number.data(), number.size(), " %lx", address);
    command += number.data();
  }
  const std::string answer = output_of(command);
  const auto lines = text::lines(answer);
  std::vector<std::vector<Place>> places;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].starts_with("0x")) {
      places.emplace_back();
      continue;
    }
    std::string place{lines[i + 1].substr(0, lines[i + 1].find(" (discriminator"))};
    if (place.ends_with('?')) place.back() = '0';
    const auto name = std::string{lines[i++]};
    places.back().emplace_back(name, place.substr(place.rfind('/') + 1));
  }
  return places;
}

class Programs : public testing::TestWithParam<const char*> {};

// Two readers, one answer, at some hundred places in the functions of each program.
TEST_P(Programs, AgreeWithAddr2line) {
  auto addresses = all_addresses(GetParam());
  ASSERT_GT(addresses.size(), 100U);
  std::ranges::shuffle(addresses, std::mt19937{1});
  addresses.resize(std::min<std::size_t>(addresses.size(), 400));
  const auto theirs = addr2line(GetParam(), addresses);
  const Symbolized ours = symbolized(GetParam(), addresses);
  ASSERT_EQ(theirs.size(), addresses.size());
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    ASSERT_EQ(without_repetition(places_of(ours.frames[i])), without_repetition(theirs[i]))
        << std::hex << addresses[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Symbols, Programs,
                         testing::Values("dwarf5", "dwarf4", "compressed", "fixed_address",
                                         "lines_only"));

TEST(Symbols, WithoutDebugInformationAreNames) {
  const auto functions = functions_of("no_debug");
  const std::array addresses = {functions.at("main").first, functions.at("plain_c").first + 2};
  const Symbolized result = symbolized("no_debug", addresses);
  EXPECT_EQ(result.frames[0][0].name, "main");
  EXPECT_EQ(result.frames[1][0].name, "plain_c");
  EXPECT_EQ(result.frames[1][0].line, 0);
}

TEST(Symbols, OfFortranHaveTheirModule) {
  const auto functions = functions_of("fortran");
  const std::array addresses = {functions.at("__fields_MOD_energy_of").first,
                                functions.at("plain_").first, functions.at("MAIN__").first};
  const Symbolized result = symbolized("fortran", addresses);
  EXPECT_EQ(result.frames[0].back().name, "fields::energy_of");
  EXPECT_EQ(result.frames[0].back().line, 4);
  EXPECT_EQ(result.frames[1].back().name, "plain");
  EXPECT_EQ(result.frames[2].back().name, "main program");
}

TEST(Symbols, OfAStrippedFunctionAreTheAddressWhereItStarts) {
  // Compiled alike but for the symbols: the functions are where they are in no_debug.
  const auto [begin, size] = functions_of("no_debug").at("plain_c");
  const std::array addresses = {begin, begin + size - 1};
  const Symbolized result = symbolized("stripped", addresses);
  EXPECT_EQ(result.frames[0][0].name, unnamed("stripped", begin));
  EXPECT_EQ(result.frames[1][0].name, unnamed("stripped", begin));
}

// libdw answers with the unit before the gap.
TEST(Symbols, OfAUnitWithoutAddressRangesAreNotThoseOfItsNeighbour) {
  const auto functions = functions_of("between");
  const std::array addresses = {functions.at("hot_in_second").first + 4, functions.at("main").first,
                                functions.at("helper").first, functions.at("third").first};
  const Symbolized result = symbolized("between", addresses);
  EXPECT_TRUE(result.frames[0][0].file.ends_with("/second.c")) << result.frames[0][0].file;
  EXPECT_EQ(result.frames[0][0].name, "hot_in_second");
  EXPECT_EQ(result.frames[0][0].first_line, 5);
  EXPECT_TRUE(result.frames[1][0].file.ends_with("/second.c"));
  EXPECT_TRUE(result.frames[2][0].file.ends_with("/first.c"));
  EXPECT_TRUE(result.frames[3][0].file.ends_with("/third.c"));
}

TEST(Symbols, OfAStrippedProgramHaveMainAndStart) {
  for (const auto& [whole, stripped] :
       {std::pair{"no_debug", "stripped"}, std::pair{"waiting", "waiting_stripped"}}) {
    const auto functions = functions_of(whole);
    const std::array addresses = {functions.at("main").first + 3, functions.at("_start").first + 3};
    const Symbolized result = symbolized(stripped, addresses);
    EXPECT_EQ(result.frames[0][0].name, "main");
    EXPECT_EQ(result.frames[1][0].name, "_start");
  }
}

// GNU ld gives a static program no search table.
TEST(Symbols, OfAStrippedStaticFunctionAreTheAddressWhereItStarts) {
  const auto [begin, size] = functions_of("static_whole").at("work");
  const std::array addresses = {begin, begin + size - 1};
  const Symbolized result = symbolized("static_stripped", addresses);
  EXPECT_EQ(result.frames[0][0].name, unnamed("static_stripped", begin));
  EXPECT_EQ(result.frames[1][0].name, unnamed("static_stripped", begin));
}

TEST(Symbols, OfAHiddenFunctionSayThatItWaits) {
  const auto functions = functions_of("waiting");
  const std::array addresses = {functions.at("wait_for").first, functions.at("work").first};
  const Symbolized result = symbolized("waiting_stripped", addresses);
  EXPECT_EQ(result.frames[0][0].name, unnamed("waiting_stripped", addresses[0]) + " (waiting?)");
  EXPECT_EQ(result.frames[1][0].name, unnamed("waiting_stripped", addresses[1]));
}

TEST(Symbols, AreReadFromWhereAFileIsHeldOpen) {
  const std::array<std::uint64_t, 1> address = {functions_of("no_debug").at("plain_c").first};
  ModuleFile file{"/nonexistent/gone", "", programs / "no_debug"};
  EXPECT_EQ(symbolize(file, address).frames[0][0].name, "plain_c");
  file.build_id = "0123456789abcdef";
  EXPECT_EQ(symbolize(file, address).frames[0][0].name, unnamed("gone", address[0]));
}

TEST(Symbols, OfPltStubsNameTheirTarget) {
  const std::string table =
      output_of("objdump -d -j .plt.sec -j .plt " + (programs / "stripped").string());
  std::size_t stubs = 0;
  for (const std::string_view line : text::lines(table)) {
    const auto fields = text::words(line);  // "0000000000001050 <qsort@plt>:"
    if (fields.size() != 2 || !fields[1].ends_with("@plt>:")) continue;
    const std::array address = {std::stoull(std::string{fields[0]}, nullptr, 16) + 0ULL};
    const std::array<std::uint64_t, 1> query = {address[0]};
    const auto name = std::string{fields[1].substr(1, fields[1].size() - 3)};
    EXPECT_EQ(symbolized("stripped", query).frames[0][0].linkage_name, name);
    ++stubs;
  }
  EXPECT_GT(stubs, 2U);
}

TEST(Symbols, OfHiddenImplementationsAreThoseOfTheFunctionTheyImplement) {
  const auto functions = functions_of("chosen");  // laid out like chosen_stripped
  const std::array addresses = {functions.at("fast").first, functions.at("slow").first + 2};
  const Symbolized result = symbolized("chosen_stripped", addresses);
  EXPECT_EQ(result.frames[0][0].name, "chosen");
  EXPECT_EQ(result.frames[1][0].name, "chosen");
}

TEST(Symbols, OfTheVdsoAreRead) {
  std::vector<std::uint64_t> addresses;
  for (std::uint64_t address = 0; address < 0x2000; address += 16) addresses.push_back(address);
  const Symbolized result = symbolize({.path = "[vdso]", .build_id = ""}, addresses);
  EXPECT_FALSE(result.problem.has_value());
  EXPECT_TRUE(std::ranges::any_of(result.frames, [](const auto& frames) {
    return frames[0].name.ends_with("vdso_clock_gettime") || frames[0].name == "clock_gettime";
  }));
}

TEST(Symbols, OfAFileThatWasRebuiltAreRefused) {
  const std::array<std::uint64_t, 1> address = {functions_of("dwarf5").at("main").first};
  const auto right = build_id(programs / "dwarf5");
  ASSERT_TRUE(right.has_value());
  EXPECT_FALSE(symbolize({.path = programs / "dwarf5", .build_id = *right}, address).problem);
  const Symbolized result =
      symbolize({.path = programs / "dwarf5", .build_id = "0123456789abcdef"}, address);
  ASSERT_TRUE(result.problem.has_value());
  EXPECT_NE(result.problem->what.find("rebuilt"), std::string::npos);
  EXPECT_EQ(result.frames[0][0].name, unnamed("dwarf5", address[0]));
}

TEST(Symbols, IgnoreADebugFileWithAWrongChecksum) {
  const auto directory =
      std::filesystem::temp_directory_path() / ("calo-symbols-" + std::to_string(getpid()));
  std::filesystem::create_directories(directory / programs.relative_path());
  std::string damaged = content_of(programs / "debug" / "separate.debug");
  damaged.back() = static_cast<char>(damaged.back() + 1);
  std::ofstream{directory / programs.relative_path() / "separate.debug", std::ios::binary}
      << damaged;
  const std::array<std::uint64_t, 1> address = {functions_of("dwarf5").at("plain_c").first};
  const Settings settings{.debug_directories = {directory},
                          .debug_information = DebugInformation::anywhere};
  EXPECT_FALSE(symbolized("separate", address, settings).has_lines);
  std::filesystem::remove_all(directory);
}

TEST(Symbols, LeaveASeparateDebugFileAloneWhereLinesAreNotWorthIt) {
  const std::array<std::uint64_t, 1> address = {functions_of("dwarf5").at("plain_c").first};
  const Settings settings{.debug_directories = {},
                          .debug_information = DebugInformation::in_the_file};
  EXPECT_FALSE(symbolized("separate", address, settings).has_lines);
  const Symbolized own = symbolized("dwarf5", address, settings);
  EXPECT_TRUE(own.has_lines);
  EXPECT_GT(own.frames[0][0].line, 0);
}

TEST(Symbols, OfNoFileSayWhy) {
  const std::array<std::uint64_t, 1> address = {0x1234};
  const Symbolized missing = symbolize({.path = "/nonexistent/libm.so.6", .build_id = ""}, address);
  ASSERT_TRUE(missing.problem.has_value());
  EXPECT_EQ(missing.problem->category, Category::not_found);
  EXPECT_EQ(missing.frames[0][0].name, "libm.so.6+0x1234");
  EXPECT_TRUE(symbolize({.path = "/", .build_id = ""}, address).problem.has_value());
  EXPECT_TRUE(symbolize({.path = "/dev/zero", .build_id = ""}, address).problem.has_value());
}

/// A file of this test alone, removed in the end.
class DamagedFile : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  void write(const std::string& content) {
    std::ofstream{path_, std::ios::binary | std::ios::trunc} << content;
  }
  /// Some frame for each address, whatever the file.
  void expect_answers(std::span<const std::uint64_t> addresses) {
    const Symbolized result = symbolize({.path = path_, .build_id = ""}, addresses);
    ASSERT_EQ(result.frames.size(), addresses.size());
    for (const auto& frames : result.frames) ASSERT_FALSE(frames.empty());
  }

  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("calo-damaged-" + std::to_string(getpid()));
};

TEST_F(DamagedFile, ThatWasCutAtAnyLengthIsSurvived) {
  const std::string whole = content_of(CALO_SOURCE_DIR "/fuzz/corpus/elf_symbols/with_lines");
  ASSERT_GT(whole.size(), 1000U);
  write(whole);
  const std::array<std::uint64_t, 3> addresses = {0x1000, 0x1006, 0x2000};
  for (std::size_t size = whole.size(); size-- > 0;) {
    std::filesystem::resize_file(path_, size);
    expect_answers(addresses);
  }
}

TEST_F(DamagedFile, WithForeignBytesIsSurvived) {
  const std::string whole = content_of(programs / "dwarf5");
  auto addresses = all_addresses("dwarf5");
  std::mt19937 random{1};
  std::ranges::shuffle(addresses, random);
  addresses.resize(20);
  for (std::size_t start = 0; start < whole.size(); start += whole.size() / 300) {
    std::string changed = whole;
    for (int i = 0; i < 8; ++i) {
      changed[(start + random() % 4096) % whole.size()] = static_cast<char>(random());
    }
    write(changed);
    expect_answers(addresses);
  }
}

TEST(Directories, AreReadFromAList) {
  EXPECT_EQ(directories("/a::/b:"), (std::vector<std::filesystem::path>{"/a", "/b"}));
  EXPECT_TRUE(directories("").empty());
}

}  // namespace
}  // namespace calo::symbols
