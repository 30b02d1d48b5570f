#include "ring/reader.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

namespace calo::ring {
namespace {

constexpr std::uint64_t most_ring_words = std::uint64_t{1} << 27;  // 1 GiB
constexpr std::size_t most_native_frames = 65536;                  // after repeats are expanded

Instant instant(std::uint64_t ns) {
  return Instant{std::chrono::nanoseconds{static_cast<std::int64_t>(ns)}};
}

/// Times that a program gone wild wrote may be anything; this keeps sums of them from overflowing.
CpuTime cpu_time(std::uint64_t ns) {
  constexpr std::uint64_t a_year = std::uint64_t{366} * 86400 * 1'000'000'000;
  return CpuTime{static_cast<std::int64_t>(std::min(ns, a_year))};
}

std::uint32_t low(std::uint64_t word) {
  return static_cast<std::uint32_t>(word);
}
std::uint32_t high(std::uint64_t word) {
  return static_cast<std::uint32_t>(word >> 32);
}

/// Cuts pieces of text from the payload of a record, and never beyond its end.
class Pieces {
 public:
  explicit Pieces(std::span<const std::uint64_t> words)
      : text_{reinterpret_cast<const char*>(words.data()), words.size_bytes()} {}

  bool cut(std::size_t length, std::string_view& piece) {
    const std::size_t padded = (length + 7) / 8 * 8;
    if (padded > text_.size()) return false;
    piece = text_.substr(0, length);
    text_.remove_prefix(padded);
    return true;
  }

 private:
  std::string_view text_;
};

}  // namespace

Result<Reader> Reader::open(const std::filesystem::path& file, std::int64_t id) {
  Reader reader;
  reader.file_ = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  const std::string attempted = "reading the samples in " + file.string();
  if (reader.file_ < 0) return std::unexpected{system_error(errno, attempted)};
  struct stat status{};
  if (::fstat(reader.file_, &status) != 0) return std::unexpected{system_error(errno, attempted)};
  if (!S_ISREG(status.st_mode)) return fail(Category::malformed, attempted + ": not a file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size < header_bytes) return fail(Category::not_found, attempted + ": not set up yet");
  reader.size_ = std::min<std::uint64_t>(size, header_bytes + most_ring_words * 8);
  reader.mapping_ =
      ::mmap(nullptr, reader.size_, PROT_READ | PROT_WRITE, MAP_SHARED, reader.file_, 0);
  if (reader.mapping_ == MAP_FAILED) {
    reader.mapping_ = nullptr;
    return std::unexpected{system_error(errno, attempted)};
  }
  reader.header_ = static_cast<Header*>(reader.mapping_);
  const std::uint64_t ready = reader.header_->ready.load(std::memory_order_acquire);
  if (ready == 0) return fail(Category::not_found, attempted + ": not set up yet");
  const std::uint64_t words = reader.header_->ring_words;
  if (ready != magic || reader.header_->version != layout_version || !std::has_single_bit(words) ||
      words * 8 > reader.size_ - header_bytes) {
    return fail(Category::malformed, attempted + ": not what this version writes",
                "Use the agent that belongs to this calo");
  }
  reader.ring_words_ = words;
  reader.words_ = reinterpret_cast<std::atomic<std::uint64_t>*>(
      static_cast<std::byte*>(reader.mapping_) + header_bytes);
  reader.tail_ = reader.header_->tail.load(std::memory_order_relaxed);

  Image& image = reader.image_;
  image.id = id;
  image.pid = reader.header_->pid;
  image.parent = reader.header_->parent;
  image.forked = reader.header_->forked != 0;
  image.birth = instant(reader.header_->birth);
  image.period = cpu_time(reader.header_->period);
  char executable[longest_path];
  std::memcpy(executable, reader.header_->executable, sizeof executable);
  image.executable.assign(executable, ::strnlen(executable, sizeof executable));
  reader.take_times();
  return reader;
}

Reader::Reader(Reader&& other) noexcept {
  *this = std::move(other);
}

Reader& Reader::operator=(Reader&& other) noexcept {
  std::swap(mapping_, other.mapping_);
  std::swap(size_, other.size_);
  std::swap(file_, other.file_);
  std::swap(header_, other.header_);
  std::swap(words_, other.words_);
  std::swap(ring_words_, other.ring_words_);
  std::swap(tail_, other.tail_);
  std::swap(damaged_, other.damaged_);
  std::swap(image_, other.image_);
  std::swap(payload_, other.payload_);
  std::swap(native_, other.native_);
  std::swap(python_, other.python_);
  return *this;
}

Reader::~Reader() {
  if (mapping_ != nullptr) ::munmap(mapping_, size_);
  if (file_ >= 0) ::close(file_);
}

void Reader::take_times() {
  if (const std::uint64_t main = header_->main.load(std::memory_order_relaxed)) {
    image_.main = instant(main);
  }
  if (const std::uint64_t left = header_->left.load(std::memory_order_relaxed)) {
    image_.left = instant(left);
  }
  if (const std::uint64_t exit = header_->exit.load(std::memory_order_relaxed)) {
    image_.exit = instant(exit);
  }
}

Counts Reader::counts() const {
  const auto value = [](const std::atomic<std::uint64_t>& count) {
    return count.load(std::memory_order_relaxed);
  };
  return {.samples = value(header_->samples),
          .dropped = value(header_->dropped),
          .truncated = value(header_->truncated),
          .unseen_threads = value(header_->unseen_threads),
          .damaged = damaged_,
          .handler = cpu_time(value(header_->handler_ns)),
          .unsampled = cpu_time(value(header_->unsampled_cpu))};
}

void Reader::close() {
  header_->closed.store(1, std::memory_order_relaxed);
}

std::size_t Reader::drain(const Sink& sink, bool is_last) {
  // A file that was cut short would turn each access into SIGBUS.
  struct stat status{};
  if (::fstat(file_, &status) != 0 || static_cast<std::uint64_t>(status.st_size) < size_) {
    ++damaged_;
    return 0;
  }
  take_times();
  const std::uint64_t head = header_->head.load(std::memory_order_acquire);
  if (head - tail_ > ring_words_) {
    ++damaged_;
    tail_ = head;
  }
  const std::uint64_t mask = ring_words_ - 1;
  std::size_t records = 0;
  while (tail_ != head) {
    const std::uint64_t tag = words_[tail_ & mask].load(std::memory_order_acquire);
    const std::uint64_t count = tag_words(tag);
    const std::uint64_t state = tag_state(tag);
    const bool makes_sense = (state == committed || state == reserved) && count >= 1 &&
                             count <= most_words && count <= head - tail_;
    if (!makes_sense || state == reserved) {
      // All zero or reserved: somebody is between the reservation and the commit.
      if ((tag == 0 || makes_sense) && !is_last) break;
      ++damaged_;
    }
    // Without a count nothing says where the next record begins: all that is there is given up.
    const std::uint64_t taken = makes_sense ? count : head - tail_;
    const std::uint64_t payload = makes_sense ? count - 1 : 0;
    payload_.resize(payload);
    for (std::uint64_t i = 0; i < payload; ++i) {
      payload_[i] = words_[(tail_ + 1 + i) & mask].load(std::memory_order_relaxed);
    }
    for (std::uint64_t i = 0; i < taken; ++i) {
      words_[(tail_ + i) & mask].store(0, std::memory_order_relaxed);
    }
    tail_ += taken;
    header_->tail.store(tail_, std::memory_order_release);
    if (!makes_sense || state == reserved) continue;
    if (hand_out(tag, sink)) {
      ++records;
    } else {
      ++damaged_;
    }
  }
  return records;
}

bool Reader::hand_out(std::uint64_t tag, const Sink& sink) {
  const std::span<const std::uint64_t> words{payload_};
  switch (tag_kind(tag)) {
    case Kind::module: {
      if (words.size() < 4) return false;
      ModuleSeen module;
      module.start = words[0];
      module.end = words[1];
      module.bias = words[2];
      Pieces pieces{words.subspan(4)};
      if (!pieces.cut(low(words[3]), module.build_id) || !pieces.cut(high(words[3]), module.path)) {
        return false;
      }
      if (module.start >= module.end) return false;
      sink(image_, module);
      return true;
    }
    case Kind::thread: {
      if (words.size() != 3) return false;
      std::string_view name;
      if (!Pieces{words.subspan(1)}.cut(16, name)) return false;
      sink(image_, ThreadNamed{.tid = static_cast<std::int32_t>(words[0]),
                               .name = name.substr(0, name.find('\0'))});
      return true;
    }
    case Kind::sample:
      return hand_out_sample(tag, sink);
    case Kind::thread_end: {
      if (words.size() != 3) return false;
      sink(image_, ThreadEnded{.tid = static_cast<std::int32_t>(words[0]),
                               .cpu = cpu_time(words[1]),
                               .unsampled = cpu_time(words[2])});
      return true;
    }
    case Kind::python_code: {
      if (words.size() < 3) return false;
      PythonCodeSeen code;
      code.code = words[0];
      code.first_line = low(words[1]);
      Pieces pieces{words.subspan(3)};
      if (!pieces.cut(high(words[1]), code.name) || !pieces.cut(low(words[2]), code.file) ||
          !pieces.cut(high(words[2]), code.line_table)) {
        return false;
      }
      sink(image_, code);
      return true;
    }
    case Kind::python_runtime: {
      if (words.size() != 2) return false;
      sink(image_, PythonRuntimeSeen{.version = low(words[0]), .eval_loop = words[1]});
      return true;
    }
  }
  return false;
}

bool Reader::hand_out_sample(std::uint64_t tag, const Sink& sink) {
  std::span<const std::uint64_t> words{payload_};
  constexpr std::size_t head_words = sizeof(SampleHead) / 8;
  if (words.size() < head_words) return false;
  SampleHead head;
  std::memcpy(&head, words.data(), sizeof head);
  words = words.subspan(head_words);
  const std::size_t python_words = std::size_t{2} * head.python_frames;
  if (words.size() != head.native_words + python_words) return false;
  if (tag_flags(tag) > static_cast<std::uint16_t>(StackEnd::no_progress)) return false;

  native_.clear();
  for (const std::uint64_t word : words.first(head.native_words)) {
    const NativeFrame frame{.pc = word & address_mask,
                            .interrupted = native_.empty() || (word & interrupted_bit) != 0};
    const std::size_t repeats = word >> repeat_shift;
    native_.insert(native_.end(), std::min(repeats + 1, most_native_frames - native_.size()),
                   frame);
  }
  python_.clear();
  for (std::size_t i = head.native_words; i + 1 < words.size(); i += 2) {
    python_.push_back({.code = words[i] & ~python_entry_bit,
                       .offset = words[i + 1],
                       .entry = (words[i] & python_entry_bit) != 0});
  }
  sink(image_, Sample{.tid = static_cast<std::int32_t>(head.tid),
                      .time = instant(head.time),
                      .cpu = cpu_time(head.cpu),
                      .unsampled = cpu_time(head.unsampled_cpu),
                      .end = static_cast<StackEnd>(tag_flags(tag)),
                      .native = native_,
                      .python = python_});
  return true;
}

}  // namespace calo::ring
