#include "sampling/collector.hpp"

#include <algorithm>
#include <limits>
#include <ranges>
#include <tuple>
#include <variant>

#include "cpython/lines.hpp"
#include "symbols/jit_name.hpp"
#include "symbols/segments.hpp"

namespace calo::sampling {

namespace {

/// More threads than this share one row.
constexpr std::size_t most_threads = 10'000;

Seconds of(ring::CpuTime time) {
  return Seconds::of(1e-9 * static_cast<double>(time.count()));
}

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

/// Memory that a program fills with code of its own, as /proc/PID/maps names it: .NET writes its
/// code through a second mapping of a memory file.
bool is_made_code(std::string_view path, std::string_view build_id) {
  if (!build_id.empty()) return false;
  if (path == "[vdso]") return false;
  return !path.starts_with('/') || path.starts_with("//anon") ||
         path.starts_with("/anon_hugepage") || path.starts_with("/memfd:") ||
         path.starts_with("/dev/zero") || path.starts_with("/SYSV");
}

/// `mapped` without what the kernel puts behind the path of a file that is no more.
std::string plain_path(std::string_view mapped) {
  constexpr std::string_view deleted = " (deleted)";
  if (mapped.starts_with('/') && mapped.ends_with(deleted)) mapped.remove_suffix(deleted.size());
  return std::string{mapped};
}

/// Where a part of a file is mapped by itself, the agent does not know the file's addresses: it
/// counts from the beginning of the file.
std::uint64_t bias_of(const ring::ModuleSeen& seen, const std::string& path) {
  if (!seen.build_id.empty() || !path.starts_with('/')) return seen.bias;
  const auto segments = symbols::Segments::read(path);
  if (!segments || segments->are_all(seen.start, seen.end, seen.bias)) return seen.bias;
  return segments->bias(seen.start, seen.end, seen.start - seen.bias).value_or(seen.bias);
}

std::uint64_t pair(std::int32_t a, std::int32_t b) {
  return std::uint64_t{static_cast<std::uint32_t>(a)} << 32 | static_cast<std::uint32_t>(b);
}

cpython::Layout::Lines line_format(std::uint32_t version) {
  const std::uint32_t feature = cpython::feature_version(version);
  if (feature < 0x030A) return cpython::Layout::Lines::lnotab;
  return feature == 0x030A ? cpython::Layout::Lines::pairs : cpython::Layout::Lines::locations;
}

}  // namespace

std::vector<symbols::AddressRange> evaluation_loop(const std::string& path) {
  // "python3.11", "libpython3.11.so.1.0"; an application that embeds one links the library.
  const std::string_view name = std::string_view{path}.substr(path.rfind('/') + 1);
  if (!name.contains("python") && !name.contains("pypy")) return {};
  return symbols::function_ranges(path, cpython::is_evaluation_loop);
}

Collector::Collector(FindLoop find_loop) : find_loop_{std::move(find_loop)} {}

void Collector::take(const ring::Image& image, const ring::Event& event) {
  if (std::holds_alternative<ring::ImageBegan>(event)) {
    images_.try_emplace(image.id);
    profile_.period = std::max(profile_.period, of(image.period));
    return;
  }
  ImageState& state = images_[image.id];
  if (const auto* module = std::get_if<ring::ModuleSeen>(&event)) {
    take_module(image, state, *module);
  } else if (const auto* named = std::get_if<ring::ThreadNamed>(&event)) {
    profile_.threads[static_cast<std::size_t>(thread(image, state, named->tid))].name = named->name;
  } else if (const auto* sample = std::get_if<ring::Sample>(&event)) {
    take_sample(image, state, *sample);
  } else if (const auto* ended = std::get_if<ring::ThreadEnded>(&event)) {
    take_end(image, state, *ended);
  } else if (const auto* code = std::get_if<ring::PythonCodeSeen>(&event)) {
    take_code(state, *code);
  } else if (const auto* runtime = std::get_if<ring::PythonRuntimeSeen>(&event)) {
    state.line_format = line_format(runtime->version);
  } else if (const auto* last = std::get_if<ring::ImageEnded>(&event)) {
    profile_.dropped += static_cast<std::int64_t>(last->counts.dropped);
    profile_.unseen_threads += static_cast<std::int64_t>(last->counts.unseen_threads);
    profile_.handler += of(last->counts.handler);
    name_made_code(image, state);
    jit_.end(image);
    images_.erase(image.id);
  }
}

std::int32_t Collector::module_of(const ring::Image& image, const ImageState& state,
                                  const ring::ModuleSeen& seen, const std::string& path) {
  const std::string build_id = hexadecimal(seen.build_id);
  std::string identity = build_id;
  if (build_id.empty() && path.starts_with('/')) {
    // A part that is mapped again of a file that is loaded.
    for (const auto& [start, known] : state.modules) {
      const model::Module& module = profile_.modules[static_cast<std::size_t>(known.module)];
      if (module.path == path && !module.build_id.empty()) return known.module;
    }
    identity = KeptFiles::identity(image, path);
  }
  const auto [at, is_new] = modules_.try_emplace(
      std::pair{path, identity}, static_cast<std::int32_t>(profile_.modules.size()));
  if (is_new) {
    profile_.modules.push_back({path, build_id, false});
    files_.see(image, path, at->second, seen.start, !build_id.empty());
  }
  return at->second;
}

void Collector::take_module(const ring::Image& image, ImageState& state,
                            const ring::ModuleSeen& seen) {
  const bool is_made = is_made_code(seen.path, seen.build_id);
  const std::string path = is_made ? "[jit]" : plain_path(seen.path);
  const std::int32_t module = module_of(image, state, seen, path);
  const auto [loop, is_unknown] = loops_.try_emplace(path);
  if (is_unknown && !is_made) loop->second = find_loop_(path);
  MappedModule mapped{seen.start, seen.end, bias_of(seen, path), module, is_made, {}};
  for (const symbols::AddressRange& range : loop->second)
    mapped.loop.push_back({range.begin + mapped.bias, range.end + mapped.bias});
  if (!loop->second.empty()) profile_.modules[static_cast<std::size_t>(module)].interpreter = true;

  // What lay there before has been unmapped.
  auto overlapped = state.modules.lower_bound(seen.start);
  if (overlapped != state.modules.begin() && std::prev(overlapped)->second.end > seen.start)
    --overlapped;
  bool replaced = false;
  while (overlapped != state.modules.end() && overlapped->second.start < seen.end) {
    overlapped = state.modules.erase(overlapped);
    replaced = true;
  }
  state.modules[seen.start] = std::move(mapped);
  state.made.clear();
  if (replaced) {
    state.locations.clear();
  } else {
    // Code that was unknown until now may be this module's.
    std::erase_if(state.locations, [&](const auto& known) {
      return known.first >= seen.start && known.first < seen.end;
    });
  }
}

const Collector::MappedModule* Collector::module_at(const ImageState& state,
                                                    std::uint64_t address) const {
  auto at = state.modules.upper_bound(address);
  if (at == state.modules.begin()) return nullptr;
  --at;
  return address < at->second.end ? &at->second : nullptr;
}

std::int32_t Collector::thread(const ring::Image& image, ImageState& state, std::int32_t tid) {
  const auto known = state.threads.find(tid);
  if (known != state.threads.end()) return known->second;
  const bool is_first = tid == image.pid;
  if (is_first && !image.forked) {
    // Of the same process before exec(): the same thread.
    const auto before = first_threads_.find(tid);
    if (before != first_threads_.end() && before->second.first == image.parent)
      return state.threads[tid] = before->second.second;
  }
  if (profile_.threads.size() >= most_threads) {
    if (!more_threads_) {
      more_threads_ = static_cast<std::int32_t>(profile_.threads.size());
      model::SampledThread rest;
      rest.process = -1;
      rest.name = "(more threads)";
      profile_.threads.push_back(std::move(rest));
    }
    state.threads[tid] = *more_threads_;
    return *more_threads_;
  }
  const auto number = static_cast<std::int32_t>(profile_.threads.size());
  model::SampledThread row;
  row.process = -1;
  row.tid = tid;
  const auto slash = image.executable.rfind('/');
  row.name = slash == std::string::npos ? image.executable : image.executable.substr(slash + 1);
  profile_.threads.push_back(std::move(row));
  state.threads[tid] = number;
  if (is_first) first_threads_[tid] = {image.parent, number};
  return number;
}

std::int32_t Collector::python_function(std::string name, std::string file, int first_line) {
  const auto [at, is_new] =
      functions_.try_emplace(std::tuple{std::move(name), std::move(file), first_line},
                             static_cast<std::int32_t>(profile_.functions.size()));
  if (is_new) {
    model::Function function;
    std::tie(function.name, function.file, function.first_line) = at->first;
    function.language = model::Language::python;
    profile_.functions.push_back(std::move(function));
  }
  return at->second;
}

void Collector::take_code(ImageState& state, const ring::PythonCodeSeen& seen) {
  PythonCode code;
  code.first_line = static_cast<int>(std::min<std::uint32_t>(seen.first_line, 1'000'000'000));
  code.function = python_function(std::string{seen.name}, std::string{seen.file}, code.first_line);
  code.hidden = cpython::is_trampoline(seen.name, seen.file);
  code.lines.assign(seen.line_table.begin(), seen.line_table.end());
  state.codes[seen.code] = std::move(code);
}

std::int32_t Collector::location(std::int32_t module, std::uint64_t address) {
  auto& of_address = locations_[address];
  const auto [at, is_new] =
      of_address.try_emplace(module, static_cast<std::int32_t>(profile_.locations.size()));
  if (is_new) profile_.locations.push_back({module, address, {}});
  return at->second;
}

std::int32_t Collector::native_location(const ring::Image& image, ImageState& state,
                                        std::uint64_t address) {
  if (const auto known = state.locations.find(address); known != state.locations.end())
    return known->second;
  const MappedModule* const mapped = module_at(state, address);
  if (mapped == nullptr || mapped->is_made) return made_location(image, state, address, mapped);
  return state.locations[address] = location(mapped->module, address - mapped->bias);
}

std::int32_t Collector::module_without_file(const std::string& name) {
  const auto [at, is_new] = modules_.try_emplace(
      std::pair{name, std::string{}}, static_cast<std::int32_t>(profile_.modules.size()));
  if (is_new) profile_.modules.push_back({name, "", false});
  return at->second;
}

std::vector<model::Line> Collector::made_function(std::int32_t module,
                                                  const symbols::JitMap::Function& function) {
  symbols::JitFunction named = symbols::jit_function(function.name);
  const auto [at, is_new] =
      made_functions_.try_emplace(std::tuple{named.name, named.file, named.line},
                                  static_cast<std::int32_t>(profile_.functions.size()));
  if (is_new) {
    model::Function row;
    row.name = std::move(named.name);
    row.file = std::move(named.file);
    row.first_line = named.line;
    row.module = module;
    profile_.functions.push_back(std::move(row));
  }
  return {{at->second, 0}};
}

std::int32_t Collector::made_location(const ring::Image& image, ImageState& state,
                                      std::uint64_t address, const MappedModule* mapped) {
  if (state.round != round_) {
    state.round = round_;
    if (jit_.refresh(image)) state.made.clear();
  }
  if (const auto known = state.made.find(address); known != state.made.end()) return known->second;
  if (const symbols::JitMap::Function* const function = jit_.find(image, address)) {
    const std::int32_t module = module_without_file("[jit]");
    const auto lines = made_function(module, *function);
    const auto [at, is_new] =
        made_locations_.try_emplace(std::pair{module, lines.front().function},
                                    static_cast<std::int32_t>(profile_.locations.size()));
    if (is_new) {
      profile_.locations.push_back({module, function->begin, lines});
      if (symbols::is_python_trampoline(function->name)) trampolines_.insert(at->second);
    }
    return state.made[address] = at->second;
  }
  const auto [at, is_new] =
      state.unnamed.try_emplace(address, static_cast<std::int32_t>(profile_.locations.size()));
  if (is_new) {
    const std::int32_t module =
        mapped != nullptr ? mapped->module : module_without_file("[unknown]");
    profile_.locations.push_back({module, address, {}});
  }
  return state.made[address] = at->second;
}

void Collector::name_made_code(const ring::Image& image, ImageState& state) {
  if (state.unnamed.empty()) return;
  jit_.refresh(image);
  for (const auto& [address, number] : state.unnamed) {
    const symbols::JitMap::Function* const function = jit_.find(image, address);
    if (function == nullptr) continue;
    const std::int32_t module = module_without_file("[jit]");
    auto lines = made_function(module, *function);
    model::Location& place = profile_.locations[static_cast<std::size_t>(number)];
    place.module = module;
    place.lines = std::move(lines);
  }
}

std::int32_t Collector::python_location(ImageState& state, std::uint64_t code,
                                        std::uint64_t offset) {
  const auto [known, is_new] = state.python_locations.try_emplace({code, offset}, -1);
  if (!is_new) return known->second;
  std::int32_t function = 0;
  int line = 0;
  const auto found = state.codes.find(code);
  if (found == state.codes.end()) {
    function = python_function("(unknown Python function)", "", 0);
    state.python_locations.erase(known);  // its name may still come
  } else {
    const PythonCode& of = found->second;
    if (of.hidden) return -1;
    function = of.function;
    const auto at = static_cast<std::int32_t>(
        std::min<std::uint64_t>(offset, std::numeric_limits<std::int32_t>::max()));
    line = cpython::line_at(state.line_format, of.lines, of.first_line, at).value_or(of.first_line);
  }
  const auto [row, first] = python_lines_.try_emplace(
      std::pair{function, line}, static_cast<std::int32_t>(profile_.locations.size()));
  if (first) profile_.locations.push_back({std::nullopt, 0, {{function, line}}});
  if (found != state.codes.end()) state.python_locations[{code, offset}] = row->second;
  return row->second;
}

std::int32_t Collector::stack(std::int32_t parent, std::int32_t location) {
  const auto [at, is_new] = stacks_.try_emplace(pair(parent, location),
                                                static_cast<std::int32_t>(profile_.stacks.size()));
  if (is_new) profile_.stacks.push_back({parent, location});
  return at->second;
}

void Collector::take_sample(const ring::Image& image, ImageState& state,
                            const ring::Sample& sample) {
  const auto is_loop = [&](std::uint64_t address) {
    const MappedModule* const mapped = module_at(state, address);
    return mapped != nullptr &&
           std::ranges::any_of(mapped->loop, [&](const symbols::AddressRange& range) {
             return address >= range.begin && address < range.end;
           });
  };
  merge(sample.native, sample.python, is_loop, merged_);
  std::int32_t node = -1;
  for (const MixedFrame& frame : std::views::reverse(merged_)) {
    const std::int32_t at = frame.python ? python_location(state, frame.address, frame.offset)
                                         : native_location(image, state, frame.address);
    // The Python frame that a trampoline calls is in the stack by itself.
    if (!sample.python.empty() && trampolines_.contains(at)) continue;
    if (at >= 0) node = stack(node, at);
  }
  if (node < 0) node = stack(-1, native_location(image, state, 0));  // nothing was readable
  TakenSample taken;
  taken.pid = image.pid;
  taken.parent = image.parent;
  taken.thread = thread(image, state, sample.tid);
  taken.stack = node;
  taken.time = sample.time;
  taken.cpu = of(sample.cpu);
  taken.unsampled = of(sample.unsampled);
  model::SampledThread& row = profile_.threads[static_cast<std::size_t>(taken.thread)];
  ++row.samples;
  row.sampled += taken.cpu;
  row.unsampled += taken.unsampled;
  if (sample.end != ring::StackEnd::complete) ++row.truncated;
  taken_.push_back(taken);
}

void Collector::take_end(const ring::Image& image, ImageState& state,
                         const ring::ThreadEnded& ended) {
  const std::int32_t number = thread(image, state, ended.tid);
  state.threads.erase(ended.tid);  // the kernel may give its number to another
  profile_.threads[static_cast<std::size_t>(number)].unsampled += of(ended.unsampled);
  if (ended.unsampled.count() <= 0) return;
  TakenSample taken;
  taken.pid = image.pid;
  taken.parent = image.parent;
  taken.thread = number;
  taken.unsampled = of(ended.unsampled);
  taken_.push_back(taken);
}

}  // namespace calo::sampling
