#include "report/html_page.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "report/container.hpp"
#include "runs.hpp"

namespace calo::report {
namespace {

TEST(EscapedText, IsNeverMarkup) {
  EXPECT_EQ(escaped("</script><img onerror='x' src=\"y\">&"),
            "&lt;/script&gt;&lt;img onerror=&#39;x&#39; src=&quot;y&quot;&gt;&amp;");
}

TEST(EscapedText, ShowsControlCharactersAsTheirNumbers) {
  EXPECT_EQ(escaped("a\nb\x1b[31m"), "a\\x0ab\\x1b[31m");
}

TEST(EscapedText, DoesNotTurnTheDirectionOfWhatFollows) {
  EXPECT_EQ(escaped("\u202egnp.exe"), "\uFFFDgnp.exe");
  EXPECT_EQ(escaped("\u05d0\u05d1"), "\u05d0\u05d1");  // letters of such a language stay
}

TEST(EscapedText, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(escaped("a\xff\xfe"), "a\uFFFD\uFFFD");
  EXPECT_EQ(escaped("a\xe2\x82"), "a\uFFFD");  // cut in the middle of a character
}

TEST(Container, KeepsColumnsAtMultiplesOfEightBytes) {
  Container container;
  container.add("a.x", std::vector<std::uint8_t>{1, 2, 3});
  container.add("a.y", std::vector<double>{0.5, -1.0});
  const std::string bytes = std::move(container).bytes({{"kind", "run"}});
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  ASSERT_EQ((length + 4) % 8, 0U);
  const auto header = Container::Json::parse(bytes.substr(4, length));
  EXPECT_EQ(header["kind"], "run");
  const auto column = header["columns"]["a.y"];
  ASSERT_EQ(column["offset"].get<std::size_t>() % 8, 0U);
  double values[2];
  std::memcpy(values, bytes.data() + 4 + length + column["offset"].get<std::size_t>(),
              sizeof values);
  EXPECT_EQ(values[0], 0.5);
  EXPECT_EQ(values[1], -1.0);
}

TEST(Container, KeepsEqualTextsOnceAndTheEmptyOneFirst) {
  Container container;
  EXPECT_EQ(container.text(""), 0U);
  EXPECT_EQ(container.text("f"), 1U);
  EXPECT_EQ(container.text("g"), 2U);
  EXPECT_EQ(container.text("f"), 1U);
}

/// The header and the columns of f64 of a container.
struct Decoded {
  Container::Json header;
  std::string area;

  explicit Decoded(const std::string& bytes) {
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    header = Container::Json::parse(bytes.substr(4, length));
    area = bytes.substr(4 + length);
  }
  [[nodiscard]] std::vector<double> doubles(const std::string& name) const {
    const auto& column = header["columns"][name];
    std::vector<double> values(column["length"].get<std::size_t>());
    std::memcpy(values.data(), area.data() + column["offset"].get<std::size_t>(),
                values.size() * sizeof(double));
    return values;
  }
};

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(ReportData, MergesReadingsOfALongRunAndKeepsTheirSums) {
  model::Run run = a_measured_run();
  const model::Interval one = run.intervals.at(0);
  constexpr std::size_t count = 3 * most_intervals;  // ten hours at 0.6 s
  run.intervals.assign(count, one);
  for (std::size_t i = 0; i < count; ++i) {
    run.intervals[i].begin = one.begin + (one.end - one.begin) * static_cast<double>(i);
    run.intervals[i].end = run.intervals[i].begin + (one.end - one.begin);
  }
  const Decoded data{report_data({{run, nullptr, {}}, "run.calo", {}, true})};
  EXPECT_EQ(data.header["intervals_merged"], 4);
  const auto power = data.doubles("power.gross_j");
  const std::size_t rows = data.doubles("intervals.begin_s").size();
  EXPECT_LE(rows, most_intervals);
  const double expected = static_cast<double>(count) * one.energy.at(0).gross.value();
  EXPECT_NEAR(
      std::accumulate(power.begin(), power.begin() + static_cast<std::ptrdiff_t>(rows), 0.0),
      expected, 1e-9 * expected);
}

TEST(ReportData, MergesStretchesOfTimeOfALargeProfileAndKeepsTheirSums) {
  const model::Run run = a_measured_run();
  model::Profile profile;
  profile.period = Seconds::of(0.004);
  profile.resolved = true;
  profile.functions.resize(1);
  profile.functions[0].name = "f";
  profile.locations.resize(1);
  profile.locations[0].lines = {{.function = 0, .line = 1}};
  profile.stacks = {{.parent = -1, .location = 0}};
  profile.threads.resize(1);
  constexpr std::size_t count = 3 * most_uses;
  profile.buckets.resize(count);
  profile.uses.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    profile.buckets[i] = {Seconds::of(0.1 * static_cast<double>(i)),
                          Seconds::of(0.1 * static_cast<double>(i + 1))};
    profile.uses[i].bucket = static_cast<std::int32_t>(i);
    profile.uses[i].samples = 1;
    profile.uses[i].cpu = Seconds::of(0.004);
    profile.uses[i].dynamic = Joules::of(0.02);
  }
  const Decoded data{report_data({{run, &profile, {}}, "run.calo", {}, true})};
  const auto cpu = data.doubles("uses.cpu_s");
  EXPECT_LE(cpu.size(), most_uses);
  EXPECT_NEAR(sum(cpu), 0.004 * static_cast<double>(count), 1e-6);
  EXPECT_NEAR(sum(data.doubles("uses.dynamic_j")), 0.02 * static_cast<double>(count), 1e-6);
  EXPECT_EQ(data.doubles("buckets.begin_s").front(), 0.0);
  EXPECT_NEAR(data.doubles("buckets.end_s").back(), 0.1 * static_cast<double>(count), 1e-6);
}

TEST(HtmlReport, FillsEachSlotOnce) {
  const model::Run run = a_measured_run();
  const analysis::Analysis analysis{run, nullptr, {}};
  const ReportInput input{analysis, "run.calo", {}, true};
  const auto html = html_report(input, "<t>@@CALO_TITLE@@</t>@@CALO_SUMMARY@@<d>@@CALO_DATA@@</d>");
  ASSERT_TRUE(html.has_value());
  EXPECT_EQ(html->find("@@CALO"), std::string::npos);
  EXPECT_TRUE(html->ends_with("</d>"));
}

TEST(HtmlReport, RefusesAPageWithoutItsSlots) {
  const model::Run run = a_measured_run();
  const auto html = html_report({{run, nullptr, {}}, "run.calo", {}, true}, "<html></html>");
  ASSERT_FALSE(html.has_value());
  EXPECT_EQ(html.error().category, Category::malformed);
}

}  // namespace
}  // namespace calo::report
