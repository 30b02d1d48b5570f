// Output of powermetrics, in pieces: whatever the bytes, samples are finite, each domain is in one
// at most once, and where the input is cut changes nothing.
#include "formats/powermetrics.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

#include "base/expect.hpp"

namespace formats = calo::formats;

namespace {

std::vector<formats::PowermetricsSample> read(std::string_view input, std::size_t piece,
                                              formats::PowermetricsReader& reader) {
  for (std::size_t at = 0; at < input.size(); at += piece) reader.feed(input.substr(at, piece));
  reader.finish();
  return reader.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  formats::PowermetricsReader whole;
  formats::PowermetricsReader pieces;
  const auto samples = read(input, size + 1, whole);
  const auto again = read(input, 7, pieces);
  CALO_EXPECT(samples.size() == again.size() && whole.malformed() == pieces.malformed(),
              "pieces give what the whole gives");
  for (const auto& sample : samples) {
    CALO_EXPECT(sample.elapsed.value() > 0.0 && std::isfinite(sample.elapsed.value()),
                "a sample takes time");
    std::set<std::string_view> names;
    for (const auto& [name, energy] : sample.energy) {
      CALO_EXPECT(std::isfinite(energy.value()) && energy.value() >= 0.0, "energy is a number");
      CALO_EXPECT(names.insert(name).second, "a domain is in a sample once");
    }
  }
  const auto run = formats::powermetrics_run(samples, whole);
  CALO_EXPECT(run.has_value() == !samples.empty(), "samples make a run");
  return 0;
}
