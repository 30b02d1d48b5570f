#include "observer/records.hpp"

#include <linux/perf_event.h>

#include <algorithm>
#include <cstring>

namespace calo::observer {

namespace {

/// Reads forward; after a read beyond the end it has failed and gives zeros.
class Input {
 public:
  explicit Input(std::span<const std::byte> bytes) : bytes_{bytes} {}
  template <class T>
  T take() {
    T value{};
    if (bytes_.size() - at_ < sizeof value) {
      failed_ = true;
      at_ = bytes_.size();
      return value;
    }
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  std::vector<std::uint64_t> words(std::uint64_t count) {
    std::vector<std::uint64_t> result;
    if (count > (bytes_.size() - at_) / 8) {
      failed_ = true;
      return result;
    }
    result.resize(count);
    if (count > 0) std::memcpy(result.data(), bytes_.data() + at_, count * 8);
    at_ += count * 8;
    return result;
  }
  void skip(std::uint64_t size) {
    if (size > bytes_.size() - at_) {
      failed_ = true;
      at_ = bytes_.size();
    } else {
      at_ += size;
    }
  }
  /// Up to a zero.
  std::string text() {
    std::string result;
    for (char c = take<char>(); c != '\0' && !failed_; c = take<char>()) result += c;
    return result;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  void go(std::size_t to) { at_ = std::min(to, bytes_.size()); }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// At the end of what is no sample: pid, tid, time, event, CPU.
constexpr std::size_t trailer = 32;

std::uint64_t time_of(std::span<const std::byte> bytes) {
  if (bytes.size() < trailer + sizeof(perf_event_header)) return 0;
  Input input{bytes.last(trailer)};
  input.skip(8);
  return input.take<std::uint64_t>();
}

std::optional<Record> sample_in(Input input, std::uint16_t misc, const RecordShape& shape) {
  Record record;
  StackSample sample;
  input.take<std::uint64_t>();  // instruction
  sample.pid = input.take<std::int32_t>();
  sample.tid = input.take<std::int32_t>();
  record.time = input.take<std::uint64_t>();
  sample.event = input.take<std::uint64_t>();
  sample.cpu = input.take<std::uint32_t>();
  input.take<std::uint32_t>();
  sample.period = input.take<std::uint64_t>();
  sample.in_kernel = (misc & PERF_RECORD_MISC_CPUMODE_MASK) == PERF_RECORD_MISC_KERNEL;
  if (shape.has_kernel_frames) {
    sample.kernel = input.words(input.take<std::uint64_t>());
    // Not addresses but marks of what follows (PERF_CONTEXT_KERNEL).
    std::erase_if(sample.kernel, [](std::uint64_t word) { return word >= PERF_CONTEXT_MAX; });
  }
  const auto abi = input.take<std::uint64_t>();
  if (abi != PERF_SAMPLE_REGS_ABI_NONE) {
    for (std::uint64_t& value : sample.registers) value = input.take<std::uint64_t>();
  }
  sample.has_registers = abi == PERF_SAMPLE_REGS_ABI_64;
  if (const auto size = input.take<std::uint64_t>(); size != 0) {
    // The kernel reserves `size` bytes and says behind them how many it could copy.
    const std::size_t begin = input.at();
    input.skip(size);
    const auto copied = input.take<std::uint64_t>();
    if (input.failed() || copied > size) return std::nullopt;
    input.go(begin);
    sample.stack = input.words(copied / 8);
  }
  if (input.failed()) return std::nullopt;
  record.what = std::move(sample);
  return record;
}

}  // namespace

std::optional<Record> parse_record(std::span<const std::byte> bytes, const RecordShape& shape) {
  Input input{bytes};
  const auto header = input.take<perf_event_header>();
  if (input.failed() || header.size != bytes.size()) return std::nullopt;
  if (header.type == PERF_RECORD_SAMPLE) return sample_in(input, header.misc, shape);
  Record record;
  record.time = time_of(bytes);
  switch (header.type) {
    case PERF_RECORD_FORK:
    case PERF_RECORD_EXIT: {
      Forked forked;
      forked.pid = input.take<std::int32_t>();
      forked.parent = input.take<std::int32_t>();
      forked.tid = input.take<std::int32_t>();
      forked.parent_tid = input.take<std::int32_t>();
      if (header.type == PERF_RECORD_FORK) {
        record.what = forked;
      } else {
        record.what = Exited{forked.pid, forked.tid};
      }
      break;
    }
    case PERF_RECORD_COMM: {
      Named named;
      named.pid = input.take<std::int32_t>();
      named.tid = input.take<std::int32_t>();
      named.by_exec = (header.misc & PERF_RECORD_MISC_COMM_EXEC) != 0;
      named.name = input.text();
      record.what = std::move(named);
      break;
    }
    case PERF_RECORD_MMAP2: {
      Mapped mapped;
      mapped.pid = input.take<std::int32_t>();
      input.take<std::int32_t>();
      mapped.address = input.take<std::uint64_t>();
      mapped.size = input.take<std::uint64_t>();
      mapped.offset = input.take<std::uint64_t>();
      input.take<std::uint64_t>();  // device
      mapped.inode = input.take<std::uint64_t>();
      input.skip(16);  // generation, protection, flags
      mapped.path = input.text();
      record.what = std::move(mapped);
      break;
    }
    case PERF_RECORD_LOST:
      input.take<std::uint64_t>();
      record.what = Lost{input.take<std::uint64_t>()};
      break;
    case PERF_RECORD_LOST_SAMPLES:
      record.what = Lost{input.take<std::uint64_t>()};
      break;
    default:
      return std::nullopt;
  }
  if (input.failed()) return std::nullopt;
  return record;
}

}  // namespace calo::observer
