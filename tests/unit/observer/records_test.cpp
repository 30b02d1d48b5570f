#include "observer/records.hpp"

#include <gtest/gtest.h>
#include <linux/perf_event.h>
#include <rapidcheck/gtest.h>

#include <cstring>

namespace calo::observer {
namespace {

/// A record as the kernel writes it.
class Bytes {
 public:
  Bytes(std::uint32_t type, std::uint16_t misc) { put(perf_event_header{type, misc, 0}); }
  template <class T>
  Bytes& put(const T& value) {
    const auto* from = reinterpret_cast<const std::byte*>(&value);
    bytes_.insert(bytes_.end(), from, from + sizeof value);
    return *this;
  }
  Bytes& text(const std::string& text) {
    for (const char c : text) put(c);
    do put('\0');
    while (bytes_.size() % 8 != 0);
    return *this;
  }
  Bytes& trailer(std::uint64_t time) {
    return put<std::uint32_t>(1)
        .put<std::uint32_t>(2)
        .put(time)
        .put<std::uint64_t>(0)
        .put<std::uint64_t>(0);
  }
  std::vector<std::byte> whole() {
    const auto size = static_cast<std::uint16_t>(bytes_.size());
    std::memcpy(bytes_.data() + offsetof(perf_event_header, size), &size, sizeof size);
    return bytes_;
  }

 private:
  std::vector<std::byte> bytes_;
};

std::vector<std::byte> sample(std::uint64_t reserved, std::uint64_t copied) {
  Bytes bytes{PERF_RECORD_SAMPLE, PERF_RECORD_MISC_KERNEL};
  bytes.put<std::uint64_t>(0x1234).put<std::int32_t>(10).put<std::int32_t>(11);
  bytes.put<std::uint64_t>(99).put<std::uint64_t>(7).put<std::uint32_t>(3).put<std::uint32_t>(0);
  bytes.put<std::uint64_t>(5'000'000);
  bytes.put<std::uint64_t>(2)
      .put<std::uint64_t>(PERF_CONTEXT_KERNEL)
      .put<std::uint64_t>(0xffffffff81000000);
  bytes.put<std::uint64_t>(PERF_SAMPLE_REGS_ABI_64);
  for (std::uint64_t i = 0; i < kept_registers; ++i) bytes.put<std::uint64_t>(100 + i);
  bytes.put<std::uint64_t>(reserved);
  for (std::uint64_t i = 0; i < reserved / 8; ++i) bytes.put<std::uint64_t>(i);
  if (reserved > 0) bytes.put<std::uint64_t>(copied);
  return bytes.whole();
}

TEST(ParseRecord, ReadsASampleWithAsMuchOfItsStackAsWasCopied) {
  const auto record = parse_record(sample(64, 24), {.has_kernel_frames = true});
  ASSERT_TRUE(record);
  const auto& taken = std::get<StackSample>(record->what);
  EXPECT_EQ(record->time, 99U);
  EXPECT_EQ(taken.pid, 10);
  EXPECT_EQ(taken.tid, 11);
  EXPECT_EQ(taken.event, 7U);
  EXPECT_EQ(taken.cpu, 3U);
  EXPECT_EQ(taken.period, 5'000'000U);
  EXPECT_TRUE(taken.in_kernel);
  EXPECT_EQ(taken.kernel, std::vector<std::uint64_t>{0xffffffff81000000});
  EXPECT_EQ(taken.registers[StackSample::sp], 107U);
  EXPECT_EQ(taken.registers[StackSample::ip], 108U);
  EXPECT_EQ(taken.stack, (std::vector<std::uint64_t>{0, 1, 2}));
}

TEST(ParseRecord, RefusesASampleThatSaysMoreThanItHolds) {
  EXPECT_FALSE(parse_record(sample(64, 72), {.has_kernel_frames = true}));
}

TEST(ParseRecord, ReadsWhatBecomesOfProcesses) {
  const auto forked = parse_record(Bytes{PERF_RECORD_FORK, 0}
                                       .put<std::int32_t>(2)
                                       .put<std::int32_t>(1)
                                       .put<std::int32_t>(3)
                                       .put<std::int32_t>(4)
                                       .put<std::uint64_t>(0)
                                       .trailer(50)
                                       .whole(),
                                   {});
  ASSERT_TRUE(forked);
  EXPECT_EQ(forked->time, 50U);
  EXPECT_EQ(std::get<Forked>(forked->what).pid, 2);
  EXPECT_EQ(std::get<Forked>(forked->what).parent, 1);
  EXPECT_EQ(std::get<Forked>(forked->what).tid, 3);
  const auto named = parse_record(Bytes{PERF_RECORD_COMM, PERF_RECORD_MISC_COMM_EXEC}
                                      .put<std::int32_t>(2)
                                      .put<std::int32_t>(3)
                                      .text("sim")
                                      .trailer(51)
                                      .whole(),
                                  {});
  ASSERT_TRUE(named);
  EXPECT_TRUE(std::get<Named>(named->what).by_exec);
  EXPECT_EQ(std::get<Named>(named->what).name, "sim");
  const auto mapped = parse_record(Bytes{PERF_RECORD_MMAP2, 0}
                                       .put<std::int32_t>(2)
                                       .put<std::int32_t>(3)
                                       .put<std::uint64_t>(0x400000)
                                       .put<std::uint64_t>(0x1000)
                                       .put<std::uint64_t>(0x2000)
                                       .put<std::uint64_t>(0)
                                       .put<std::uint64_t>(77)
                                       .put<std::uint64_t>(0)
                                       .put<std::uint64_t>(0)
                                       .text("/bin/sim")
                                       .trailer(52)
                                       .whole(),
                                   {});
  ASSERT_TRUE(mapped);
  EXPECT_EQ(std::get<Mapped>(mapped->what).address, 0x400000U);
  EXPECT_EQ(std::get<Mapped>(mapped->what).offset, 0x2000U);
  EXPECT_EQ(std::get<Mapped>(mapped->what).inode, 77U);
  EXPECT_EQ(std::get<Mapped>(mapped->what).path, "/bin/sim");
}

RC_GTEST_PROP(ParseRecord, BearsAnyBytes, (std::vector<std::uint8_t> noise, std::uint8_t type)) {
  Bytes bytes{type, 0};
  for (const std::uint8_t byte : noise) bytes.put(byte);
  for (const bool kernel : {true, false})
    static_cast<void>(parse_record(bytes.whole(), {.has_kernel_frames = kernel}));
}

}  // namespace
}  // namespace calo::observer
