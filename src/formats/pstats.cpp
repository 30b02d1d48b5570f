#include "formats/pstats.hpp"

#include <algorithm>
#include <bit>
#include <compare>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "formats/call_graph.hpp"

namespace calo::formats {

namespace {

/// The parts of Python's marshal format that a profile needs (CPython, Python/marshal.c), all
/// little endian. No references, so that every version from 2 on reads it.
class Marshal {
 public:
  void begin_dictionary() { bytes_ += '{'; }
  void end_dictionary() { bytes_ += '0'; }
  void begin_tuple(std::uint32_t size) {
    bytes_ += '(';
    add(size, 4);
  }
  /// `text` is valid UTF-8.
  void add(std::string_view text) {
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
    text = text.substr(0, most);
    bytes_ += 'u';
    add(static_cast<std::uint32_t>(text.size()), 4);
    bytes_ += text;
  }
  void add(std::int64_t number) {
    if (number >= INT32_MIN && number <= INT32_MAX) {
      bytes_ += 'i';
      add(static_cast<std::uint32_t>(number), 4);
      return;
    }
    // Digits of 15 bits, the least first; the sign is in their number.
    std::uint64_t rest =
        number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    std::string digits;
    std::int32_t count = 0;
    for (; rest != 0; rest >>= 15U, ++count) {
      digits += static_cast<char>(rest & 0xFFU);
      digits += static_cast<char>((rest >> 8U) & 0x7FU);
    }
    bytes_ += 'l';
    add(static_cast<std::uint32_t>(number < 0 ? -count : count), 4);
    bytes_ += digits;
  }
  void add(double number) {
    bytes_ += 'g';
    add(std::bit_cast<std::uint64_t>(number), 8);
  }
  std::string take() { return std::move(bytes_); }

 private:
  void add(std::uint64_t number, int count) {
    for (int i = 0; i < count; ++i, number >>= 8U) bytes_ += static_cast<char>(number & 0xFFU);
  }
  std::string bytes_;
};

/// What pstats knows a function by.
struct Key {
  std::string file;
  std::int64_t line = 0;
  std::string name;
  friend auto operator<=>(const Key&, const Key&) = default;
};

/// Functions that pstats cannot tell apart are one: a dictionary has each key once.
class Keys {
 public:
  explicit Keys(const model::Profile& profile) {
    std::map<Key, std::int32_t> first;
    for (std::int32_t f = -1; f < static_cast<std::int32_t>(profile.functions.size()); ++f) {
      Key key{shown_file(profile, f), 0, shown_name(profile, f)};
      if (f >= 0) key.line = profile.functions[at(f)].first_line;
      if (key.file.empty()) key.file.push_back('~');
      same_.push_back(first.try_emplace(key, f).first->second);
      keys_.push_back(std::move(key));
    }
  }
  [[nodiscard]] std::int32_t same(std::int32_t function) const { return same_[slot_of(function)]; }
  void write(Marshal& out, std::int32_t function) const {
    const Key& key = keys_[slot_of(function)];
    out.begin_tuple(3);
    out.add(std::string_view{key.file});
    out.add(key.line);
    out.add(std::string_view{key.name});
  }

 private:
  std::vector<Key> keys_;           ///< of function -1 first
  std::vector<std::int32_t> same_;  ///< likewise: the first function of that key
};

std::int64_t calls(const Counts& counts) {
  return std::max<std::int64_t>(counts.samples, 1);
}
double amount(std::int64_t weight) {
  return static_cast<double>(weight) * 1e-6;
}

/// What the interpreter counted, as its own profiler writes it.
std::string exact(const model::Profile& profile) {
  const auto write_key = [&](Marshal& out, std::int32_t i) {
    const model::TracedFunction& function = profile.traced[at(i)];
    out.begin_tuple(3);
    out.add(std::string_view{function.file});
    out.add(std::int64_t{function.line});
    out.add(std::string_view{function.name});
  };
  std::vector<std::vector<const model::TracedCall*>> callers(profile.traced.size());
  for (const model::TracedCall& call : profile.traced_calls)
    callers[at(call.callee)].push_back(&call);
  Marshal out;
  out.begin_dictionary();
  for (std::size_t i = 0; i < profile.traced.size(); ++i) {
    const model::CallCount& count = profile.traced[i].count;
    write_key(out, static_cast<std::int32_t>(i));
    out.begin_tuple(5);
    out.add(count.primitive);
    out.add(count.calls);
    out.add(count.own.value());
    out.add(count.cumulative.value());
    out.begin_dictionary();
    for (const model::TracedCall* call : callers[i]) {
      write_key(out, call->caller);
      out.begin_tuple(4);  // here all calls come before the primitive ones
      out.add(call->count.calls);
      out.add(call->count.primitive);
      out.add(call->count.own.value());
      out.add(call->count.cumulative.value());
    }
    out.end_dictionary();
  }
  out.end_dictionary();
  return out.take();
}

}  // namespace

std::string pstats_profile(const model::Run& run, const model::Profile& profile,
                           const ProfileOptions& options) {
  if (options.exact_if_traced && !profile.traced.empty()) return exact(profile);
  const Keys keys{profile};
  Stacks stacks = stacks_of(profile, options.fold_interpreter, Lines::merged);
  for (Frame& frame : stacks.frames) frame.function = keys.same(frame.function);
  CallGraph graph = call_graph(stacks.frames, frame_counts(run, profile, stacks, options));
  std::ranges::sort(graph.arcs, {},
                    [](const Arc& arc) { return std::pair{arc.callee, arc.caller}; });

  Marshal out;
  out.begin_dictionary();
  auto arc = graph.arcs.begin();
  for (const CalledFunction& function : graph.functions) {
    keys.write(out, function.function);
    out.begin_tuple(5);
    out.add(calls(function.inclusive));
    out.add(calls(function.inclusive));
    out.add(amount(function.self.weight));
    out.add(amount(function.inclusive.weight));
    out.begin_dictionary();
    for (; arc != graph.arcs.end() && arc->callee == function.function; ++arc) {
      keys.write(out, arc->caller);
      out.begin_tuple(4);
      out.add(calls(arc->inclusive));
      out.add(calls(arc->inclusive));
      out.add(amount(arc->self.weight));
      out.add(amount(arc->inclusive.weight));
    }
    out.end_dictionary();
  }
  out.end_dictionary();
  return out.take();
}

}  // namespace calo::formats
