#include "symbols/segments.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>

namespace calo::symbols {
namespace {

const std::filesystem::path segments_programs = CALO_PROGRAMS;

TEST(Segments, TellAddressesFromOffsets) {
  // GNU ld lays text out at 0x401000 for the byte 0x1000 of the file.
  const auto fixed = Segments::read(segments_programs / "fixed_address");
  ASSERT_TRUE(fixed.has_value());
  EXPECT_EQ(fixed->bias(0x7f0000000000, 0x7f0000001000, 0x1000), 0x7f0000000000 - 0x401000);
  EXPECT_FALSE(fixed->bias(0x7f0000000000, 0x7f0000001000, 0x40000000).has_value());
  const auto moved = Segments::read(segments_programs / "no_debug");
  ASSERT_TRUE(moved.has_value());
  EXPECT_EQ(moved->bias(0x7f0000000000, 0x7f0000001000, 0x1000), 0x7f0000000000 - 0x1000);
}

TEST(Segments, KnowAFileThatIsLoadedWhole) {
  const auto fixed = Segments::read(segments_programs / "fixed_address");
  ASSERT_TRUE(fixed.has_value());
  EXPECT_TRUE(fixed->are_all(0x400000, 0x405000, 0));
  EXPECT_FALSE(fixed->are_all(0x7f0000000000, 0x7f0000001000, 0x7f0000000000 - 0x1000));
}

TEST(Segments, OfAFileThatIsNoneAreNotKnown) {
  EXPECT_FALSE(Segments::read("/nonexistent").has_value());
  EXPECT_FALSE(Segments::read("/").has_value());
  EXPECT_FALSE(Segments::read("/dev/zero").has_value());
  EXPECT_FALSE(Segments::read("/proc/self/maps").has_value());
}

}  // namespace
}  // namespace calo::symbols
