#include "sampling/collector.hpp"

#include <algorithm>
#include <variant>

namespace calo::sampling {

namespace {

/// More threads than this share one row.
constexpr std::size_t most_threads = 10'000;

Seconds of(ring::CpuTime time) {
  return Seconds::of(1e-9 * static_cast<double>(time.count()));
}

}  // namespace

void Collector::take(const ring::Image& image, const ring::Event& event) {
  stacks_.take(image, event);
  Threads& threads = threads_[image.id];
  if (std::holds_alternative<ring::ImageBegan>(event)) {
    profile().period = std::max(profile().period, of(image.period));
  } else if (const auto* named = std::get_if<ring::ThreadNamed>(&event)) {
    profile().threads[static_cast<std::size_t>(thread(image, threads, named->tid))].name =
        named->name;
  } else if (const auto* sample = std::get_if<ring::Sample>(&event)) {
    take_sample(image, threads, *sample);
  } else if (const auto* ended = std::get_if<ring::ThreadEnded>(&event)) {
    take_end(image, threads, *ended);
  } else if (const auto* last = std::get_if<ring::ImageEnded>(&event)) {
    profile().dropped += static_cast<std::int64_t>(last->counts.dropped);
    profile().unseen_threads += static_cast<std::int64_t>(last->counts.unseen_threads);
    profile().handler += of(last->counts.handler);
    threads_.erase(image.id);
  }
}

std::int32_t Collector::thread(const ring::Image& image, Threads& threads, std::int32_t tid) {
  const auto known = threads.find(tid);
  if (known != threads.end()) return known->second;
  const bool is_first = tid == image.pid;
  if (is_first && !image.forked) {
    // Of the same process before exec(): the same thread.
    const auto before = first_threads_.find(tid);
    if (before != first_threads_.end() && before->second.first == image.parent)
      return threads[tid] = before->second.second;
  }
  if (profile().threads.size() >= most_threads) {
    if (!more_threads_) {
      more_threads_ = static_cast<std::int32_t>(profile().threads.size());
      model::SampledThread rest;
      rest.process = -1;
      rest.name = "(more threads)";
      profile().threads.push_back(std::move(rest));
    }
    threads[tid] = *more_threads_;
    return *more_threads_;
  }
  const auto number = static_cast<std::int32_t>(profile().threads.size());
  model::SampledThread row;
  row.process = -1;
  row.tid = tid;
  const auto slash = image.executable.rfind('/');
  row.name = slash == std::string::npos ? image.executable : image.executable.substr(slash + 1);
  profile().threads.push_back(std::move(row));
  threads[tid] = number;
  if (is_first) first_threads_[tid] = {image.parent, number};
  return number;
}

void Collector::take_sample(const ring::Image& image, Threads& threads,
                            const ring::Sample& sample) {
  TakenSample taken;
  taken.pid = image.pid;
  taken.parent = image.parent;
  taken.thread = thread(image, threads, sample.tid);
  taken.stack = stacks_.stack(image, sample.native, sample.python);
  taken.time = sample.time;
  taken.cpu = of(sample.cpu);
  taken.unsampled = of(sample.unsampled);
  model::SampledThread& row = profile().threads[static_cast<std::size_t>(taken.thread)];
  ++row.samples;
  row.sampled += taken.cpu;
  row.unsampled += taken.unsampled;
  if (sample.end != ring::StackEnd::complete) ++row.truncated;
  taken_.push_back(taken);
}

void Collector::take_end(const ring::Image& image, Threads& threads,
                         const ring::ThreadEnded& ended) {
  const std::int32_t number = thread(image, threads, ended.tid);
  threads.erase(ended.tid);  // the kernel may give its number to another
  profile().threads[static_cast<std::size_t>(number)].unsampled += of(ended.unsampled);
  if (ended.unsampled.count() <= 0) return;
  TakenSample taken;
  taken.pid = image.pid;
  taken.parent = image.parent;
  taken.thread = number;
  taken.unsampled = of(ended.unsampled);
  taken_.push_back(taken);
}

}  // namespace calo::sampling
