#include "sampling/use_table.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace calo::sampling {

std::size_t UseTable::Hash::operator()(const Key& key) const {
  std::uint64_t mixed = static_cast<std::uint32_t>(key.stack);
  mixed = mixed * 0x9e3779b97f4a7c15U + static_cast<std::uint32_t>(key.thread);
  mixed = mixed * 0x9e3779b97f4a7c15U + static_cast<std::uint32_t>(key.bucket);
  return mixed ^ mixed >> 31;
}

void UseTable::insert(const model::StackUse& use) {
  const auto [at, is_new] = index_.try_emplace({use.bucket, use.thread, use.stack}, rows_.size());
  if (is_new) {
    rows_.push_back(use);
    last_bucket_ = std::max(last_bucket_, use.bucket);
    return;
  }
  model::StackUse& row = rows_[at->second];
  row.samples += use.samples;
  row.cpu += use.cpu;
  row.dynamic += use.dynamic;
  row.static_share += use.static_share;
  row.dynamic_squares += use.dynamic_squares;
}

void UseTable::add(Seconds time, model::StackUse use) {
  while (time >= width_ * static_cast<double>(most_buckets_)) double_width();
  use.bucket = static_cast<std::int32_t>(std::max(0.0, time / width_));
  insert(use);
  // One stretch cannot be made fewer.
  if (rows_.size() > most_rows_ && last_bucket_ > 0) double_width();
}

void UseTable::double_width() {
  width_ = width_ * 2.0;
  std::vector<model::StackUse> rows = std::exchange(rows_, {});
  index_.clear();
  last_bucket_ = -1;
  for (model::StackUse& use : rows) {
    use.bucket /= 2;
    insert(use);
  }
}

std::vector<model::StackUse> UseTable::uses() const {
  std::vector<model::StackUse> rows = rows_;
  std::ranges::sort(rows, [](const model::StackUse& a, const model::StackUse& b) {
    return std::tie(a.bucket, a.thread, a.stack) < std::tie(b.bucket, b.thread, b.stack);
  });
  return rows;
}

std::vector<model::Bucket> UseTable::buckets(Seconds end) const {
  std::vector<model::Bucket> buckets;
  for (std::int32_t i = 0; i <= last_bucket_; ++i) {
    const Seconds begin = width_ * static_cast<double>(i);
    const Seconds next = width_ * static_cast<double>(i + 1);
    buckets.push_back({begin, i == last_bucket_ ? std::max(begin, std::min(end, next)) : next});
  }
  return buckets;
}

}  // namespace calo::sampling
