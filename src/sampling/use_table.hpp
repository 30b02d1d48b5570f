#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "model/profile.hpp"

namespace calo::sampling {

/// Sums up what stacks used, for each stretch of time, thread and stack, in bounded memory.
///
/// Stretches are equally long. They double when there would be too many of them or of rows, so that
/// the size follows the variety of a program and not its length.
class UseTable {
 public:
  explicit UseTable(Seconds width = Seconds::of(0.1), std::size_t most_buckets = 600,
                    std::size_t most_rows = 400'000)
      : width_{width}, most_buckets_{most_buckets}, most_rows_{most_rows} {}

  /// Adds to the stretch that holds `time`; `use.bucket` is ignored.
  void add(Seconds time, model::StackUse use);

  /// Rows in order of bucket, thread, stack, and the buckets they refer to, up to `end`.
  [[nodiscard]] std::vector<model::StackUse> uses() const;
  [[nodiscard]] std::vector<model::Bucket> buckets(Seconds end) const;

 private:
  struct Key {
    std::int32_t bucket, thread, stack;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  void insert(const model::StackUse& use);
  void double_width();

  Seconds width_;
  std::size_t most_buckets_, most_rows_;
  std::int32_t last_bucket_ = -1;
  std::unordered_map<Key, std::size_t, Hash> index_;
  std::vector<model::StackUse> rows_;
};

}  // namespace calo::sampling
