#include "measure/watch.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "base/try.hpp"
#include "formats/powermetrics.hpp"
#include "live/powermetrics_readings.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"

namespace calo::measure {

namespace {

class PowermetricsSource : public LiveSource {
 public:
  PowermetricsSource(std::string name, os::FileDescriptor file, model::RunHeader header)
      : name_{std::move(name)}, file_{std::move(file)}, readings_{std::move(header)} {}

  [[nodiscard]] int input() const { return file_ ? file_.get() : STDIN_FILENO; }

  std::vector<live::Reading> look() override {
    pollfd watched{input(), POLLIN, 0};
    if (::poll(&watched, 1, 0) == 0) {
      reader_.pause();
      return taken();
    }
    std::array<char, 65536> buffer{};
    const ssize_t got = ::read(input(), buffer.data(), buffer.size());
    if (got > 0) {
      reader_.feed({buffer.data(), static_cast<std::size_t>(got)});
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
      if (got < 0) failure_ = system_error(errno, "reading " + name_);
      reader_.finish();
      ended_ = true;
    }
    return taken();
  }
  [[nodiscard]] bool has_ended() const override { return ended_; }
  [[nodiscard]] const model::RunHeader& header() const override { return readings_.header(); }
  [[nodiscard]] const std::vector<model::DomainState>& states() const override {
    return readings_.states();
  }
  [[nodiscard]] Result<std::vector<std::string>> at_end() const override;

 private:
  std::vector<live::Reading> taken() {
    std::string machine = reader_.machine();
    if (!reader_.system().empty()) machine += " (macOS " + reader_.system() + ")";
    std::vector<live::Reading> readings;
    for (const formats::PowermetricsSample& sample : reader_.take())
      readings.push_back(readings_.enter(sample, machine, os::utc_now()));
    return readings;
  }

  std::string name_;
  os::FileDescriptor file_;
  formats::PowermetricsReader reader_;
  live::PowermetricsReadings readings_;
  bool ended_ = false;
  std::optional<Error> failure_;
};

Result<std::vector<std::string>> PowermetricsSource::at_end() const {
  if (failure_) return std::unexpected{*failure_};
  if (ended_ && readings_.samples() == 0) {
    return fail(Category::malformed,
                fmt::format("reading powermetrics output from {}: no sample in it{}", name_,
                            reader_.malformed() > 0 ? "; " + reader_.first_malformed() : ""),
                "Give the output of: sudo powermetrics --samplers cpu_power,gpu_power -i 1000");
  }
  std::vector<std::string> notes;
  if (ended_) notes.push_back(fmt::format("{} has ended", name_));
  if (reader_.malformed() > 0) {
    notes.push_back(
        fmt::format("{} malformed lines or property lists were passed over; the first: {}",
                    reader_.malformed(), reader_.first_malformed()));
  }
  if (!reader_.unknown().empty()) {
    notes.push_back(fmt::format("powers that calo does not know are in no sum: {}",
                                fmt::join(reader_.unknown(), ", ")));
  }
  if (readings_.pauses() > Seconds{}) {
    notes.push_back(
        fmt::format("nobody measured for {:.0f} s between samples", readings_.pauses().value()));
  }
  for (std::size_t i = 0; i < states().size(); ++i) {
    if (states()[i].lost == 0) continue;
    notes.push_back(fmt::format("{} was missing in {} of {} samples: its energy is a lower bound",
                                header().domains[i].name, states()[i].lost, readings_.samples()));
  }
  return notes;
}

}  // namespace

Result<Piped> powermetrics_source(const std::string& file, model::RunHeader header) {
  os::FileDescriptor descriptor;
  if (file != "-") {
    // Opening a FIFO that nobody writes to yet would wait, deaf to Ctrl-C; like this poll(2) waits.
    descriptor = os::FileDescriptor{::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
    if (!descriptor)
      return std::unexpected{system_error(errno, "reading " + text::printable(file))};
  }
  auto source =
      std::make_unique<PowermetricsSource>(file == "-" ? "standard input" : text::printable(file),
                                           std::move(descriptor), std::move(header));
  const int input = source->input();
  return Piped{std::move(source), input};
}

}  // namespace calo::measure
