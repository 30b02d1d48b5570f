#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include "base/try.hpp"
#include "formats/powermetrics.hpp"
#include "os/file.hpp"

namespace calo::formats {

namespace {

Result<void> feed_all(const std::string& name, PowermetricsReader& reader) {
  const bool is_standard_input = name == "-";
  os::FileDescriptor file;
  if (!is_standard_input) {
    CALO_TRY(file, os::open_for_reading(name));
  }
  const int descriptor = is_standard_input ? STDIN_FILENO : file.get();
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return std::unexpected{system_error(
          errno, "reading " + (is_standard_input ? std::string{"standard input"} : name))};
    }
    reader.feed({buffer.data(), static_cast<std::size_t>(got)});
  }
  reader.finish();
  return {};
}

}  // namespace

Result<model::Run> read_powermetrics(const std::string& file) {
  PowermetricsReader reader;
  CALO_TRY_DO(feed_all(file, reader));
  const auto samples = reader.take();
  auto run = powermetrics_run(samples, reader);
  if (!run) return std::unexpected{std::move(run).error().within("importing " + file)};
  return run;
}

}  // namespace calo::formats
