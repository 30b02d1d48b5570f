#include "report/summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <ctime>

#include "base/text.hpp"
#include "runs.hpp"

namespace calo::report {
namespace {

using attribution::BooksOptions;
using attribution::StaticPolicy;
using testing::HasSubstr;
using testing::Not;

class Summary : public testing::Test {
 protected:
  void SetUp() override {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  }
};

std::string of(const model::Run& run, const BooksOptions& books = {}) {
  SummaryOptions options;
  options.file = "simulate.calo";
  options.whole = true;
  return summary({run, nullptr, books}, options);
}

/// The line that starts with `label`, without it.
std::string line(const std::string& text, std::string_view label) {
  for (const std::string_view l : text::lines(text)) {
    if (l.starts_with(label) && l.size() > label.size() && l[label.size()] == ' ') {
      return std::string{text::trimmed(l.substr(label.size()))};
    }
  }
  return "no line " + std::string{label};
}

TEST_F(Summary, OfAMeasuredRunIsThis) {
  model::Run run = a_measured_run();
  run.header.units = model::Units{"events", 10000};
  run.end.warnings = {{"other-load", "Other programs used 20 % of the busy CPU time."}};
  run.end.ticks = 40;
  EXPECT_EQ(of(run), R"(command      ./simulate -n 10000 'my input.dat'
name         simulate  beam=on  gpu=no  events=10000
exit status  0
started      2025-03-01 13:02:11 UTC, took 4.00 s, read 40 times, every 100 ms
energy       64 ± 4 J        measured   program
  gross      120 ± 4 J       measured   package
  idle       40.0 ± 2.3 J    measured   charged to nobody
  others     16.0 ± 3.1 J    measured   calo included
  net        80.0 ± 3.1 J    measured   gross less idle
  share      80.4 % of the busy CPU time; static=none
  package-0  120 ± 4 J       measured   package, rapl-powercap
power        program 16.0 ± 1.0 W; gross mean 30.0 ± 0.9 W, peak 41.0 ± 1.2 W
carbon       1.00 ± 0.16 mg CO2e  France 2024, 56.0 g/kWh
  source     OWID/Ember, IT energy only, embodied carbon not included
per event    6.4 ± 0.4 mJ/event, 400 µs/event, 100 ± 16 ng CO2e/event
CPU          3.20 s user, 0 s system, 0.800 cores on average
processes    3, at most 8 threads at once
memory       peak 512 MiB RSS
I/O          2.00 KiB read, 100 B written; of it storage: unavailable
page faults  1200 minor, 0 major; context switches: 15 voluntary, 7 not
calo itself  20.0 ms CPU, starting and ending included, peak 8.00 MiB RSS; while
             the program ran 400 ± 50 mJ
machine      Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz, 16 cores, 32 threads,
             Linux 6.1.0
warning      Other programs used 20 % of the busy CPU time.
file         simulate.calo
look further calo show -v simulate.calo
)");
}

TEST_F(Summary, InShortIsWhatIsReadFirst) {
  model::Run run = a_measured_run();
  run.header.units = model::Units{"events", 10000};
  run.end.warnings = {{"other-load", "Other programs used 20 % of the busy CPU time."}};
  SummaryOptions options;
  options.file = "simulate.calo";
  EXPECT_EQ(summary({run, nullptr, {}}, options),
            R"(command      ./simulate -n 10000 'my input.dat'
result       exit status 0; took 4.00 s, CPU 3.20 s (0.800 cores), peak 512 MiB
             RSS
energy       64 ± 4 J        measured   program; gross 120 ± 4 J of package
carbon       1.00 ± 0.16 mg CO2e  France 2024, 56.0 g/kWh
per event    6.4 ± 0.4 mJ/event, 400 µs/event, 100 ± 16 ng CO2e/event
warning      Other programs used 20 % of the busy CPU time.
file         simulate.calo
look further calo show -v simulate.calo
)");
  run.end.complete = false;
  run.end.wait_status.reset();
  EXPECT_THAT(line(summary({run, nullptr, {}}, options), "result"),
              HasSubstr("exit status unavailable; the recording was cut off"));
}

TEST_F(Summary, SaysHowOftenWasReadNotHowOftenWasAskedFor) {
  model::Run run = a_measured_run();
  run.end.ticks = 9;
  EXPECT_THAT(of(run), HasSubstr("read 9 times, every 444 ms"));
  EXPECT_THAT(of(run), HasSubstr("(100 ms"));
  run.end.threads_peak = 1;
  EXPECT_EQ(line(of(run), "processes"), "3, at most 1 thread at once");
}

TEST_F(Summary, OfAWholeMachineHasNoZeroForWhatNobodyCounted) {
  model::Run run = an_empty_run();
  model::Domain domain = a_domain("package", "package", model::Component::cpu, 0.15);
  domain.meter = "powermetrics";
  add_domain(run, domain, std::nullopt);
  add_interval(run, 4.0_s, {120.0_J}, {3.2_s, {}, {}});
  run.end.cpu_user = Seconds{};
  run.end.processes = 1;
  run.end.threads_peak = 0;
  run.end.peak_rss = run.end.own_peak_rss = Bytes{};
  const std::string text = of(run);
  EXPECT_EQ(line(text, "CPU"), "unavailable");
  EXPECT_THAT(line(text, "processes"), HasSubstr("unavailable"));
  EXPECT_THAT(line(text, "  idle"), HasSubstr("powermetrics tells no idle power"));
  for (const char* const untold :
       {"calo idle", "calo itself", "page faults", " 0 s", "0 minor", "others", "share"})
    EXPECT_THAT(text, Not(HasSubstr(untold))) << untold;
}

TEST_F(Summary, GivesTheIntervalOfAModel) {
  const std::string text = of(a_modelled_run());
  EXPECT_EQ(line(text, "  gross"), "480 ± 170 J     modelled   cpu  90 %: 285 to 855 J");
  EXPECT_EQ(line(text, "  cpu"), "480 ± 170 J     modelled   cpu, model  90 %: 285 to 855 J");
}

TEST_F(Summary, SaysWhyThereIsNoEnergyAndWhatToDo) {
  const std::string text = of(an_empty_run());
  EXPECT_THAT(text, HasSubstr("energy       unavailable: no energy meter"));
  EXPECT_THAT(text, HasSubstr("calo doctor"));
  EXPECT_EQ(line(text, "carbon"), "unavailable: the energy is not known");
  EXPECT_THAT(text, Not(HasSubstr("mean")));
}

TEST_F(Summary, SaysThatNoMeterGaveAReading) {
  model::Run run = a_measured_run();
  run.end.states[0].good = 0;
  EXPECT_THAT(line(of(run), "energy"), HasSubstr("unavailable: no meter gave a reading"));
}

TEST_F(Summary, HasNoNetWithoutAnIdleBaseline) {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), std::nullopt);
  add_interval(run, 4.0_s, {120.0_J}, {4.0_s, {}, {}});
  const std::string text = of(run);
  EXPECT_EQ(line(text, "  net"), "unavailable: no idle baseline (calo idle)");
  EXPECT_EQ(line(text, "  idle"), "unavailable: no idle baseline (calo idle)");
  EXPECT_EQ(line(text, "  share"),
            "100 % of the busy CPU time; idle energy, nobody knows whose, is");
  EXPECT_THAT(line(text, "energy"), HasSubstr("program; how much of it is the idle"));
  EXPECT_THAT(text, HasSubstr("unavailable, no idle baseline (calo idle)"));  // calo's own
}

TEST_F(Summary, SaysWhoPaysForTheIdleEnergy) {
  const model::Run run = a_measured_run();
  EXPECT_EQ(line(of(run, {StaticPolicy::exclusive, 1.0}), "  idle"),
            "0 J                        40.0 ± 2.3 J charged to the program");
  EXPECT_EQ(line(of(run, {StaticPolicy::reserved, 0.25}), "  share"),
            "80.4 % of the busy CPU time; static=reserved=0.25, as asked");
}

TEST_F(Summary, ShowsANegativeNetAsNothingAndSaysSo) {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.0), 10.0_W);
  add_interval(run, 4.0_s, {30.0_J}, {4.0_s, {}, {}});
  run.end.states[0].idle_u = Watts::of(0.5);
  const std::string text = of(run, {StaticPolicy::none, 1.0});
  EXPECT_EQ(line(text, "  net"), "0 J             measured   (-10.0 ± 2.0 J: below idle)");
}

TEST_F(Summary, GivesABoundBelowTheResolution) {
  model::Run run = an_empty_run();
  add_domain(run, a_domain("package-0", "package", model::Component::cpu, 0.03), std::nullopt);
  add_interval(run, Seconds::of(0.005), {0.8_J}, {Seconds::of(0.005), {}, {}});
  const std::string text = of(run);
  EXPECT_THAT(line(text, "energy"), HasSubstr("below resolution: gross < 1.0 J  (package)"));
  EXPECT_THAT(line(text, "power"), HasSubstr("unavailable"));
  EXPECT_THAT(line(text, "carbon"), HasSubstr("unavailable"));
}

TEST_F(Summary, MarksADomainWhoseCounterWasResetAsALowerBound) {
  model::Run run = a_measured_run();
  run.end.states[0].lost = 1;
  EXPECT_THAT(line(of(run), "  package-0"), HasSubstr(", at least"));
}

TEST_F(Summary, NamesADomainWithoutAReading) {
  model::Run run = a_measured_run();
  add_domain(run, a_domain("dram-0", "dram", model::Component::memory, 0.1), 1.0_W);
  EXPECT_EQ(line(of(run), "  dram-0"), "unavailable                gave no reading");
}

TEST_F(Summary, CallsAnUncertainCountALowerBound) {
  model::Run run = a_measured_run();
  run.end.processes_exact = false;
  EXPECT_EQ(line(of(run), "processes"), ">= 3, at most 8 threads at once");
}

TEST_F(Summary, NamesTheSignalThatKilledTheProgram) {
  model::Run run = a_measured_run();
  run.end.wait_status = 9;
  EXPECT_EQ(line(of(run), "exit status"), "137 (killed by SIGKILL)");
}

TEST_F(Summary, SaysThatTheRecordingWasCutOff) {
  model::Run run = a_measured_run();
  run.end.complete = false;
  run.end.wait_status.reset();
  EXPECT_THAT(of(run), HasSubstr("exit status  unavailable; the recording was cut off"));
}

TEST_F(Summary, TellsTheMethodOnlyWhenAsked) {
  EXPECT_THAT(of(a_measured_run()), Not(HasSubstr("Energy counters are read")));
  SummaryOptions options;
  options.whole = options.method_notes = true;
  EXPECT_EQ(line(summary({a_measured_run(), nullptr, {}}, options), "method"),
            "Energy counters are read every 100 ms.");
}

TEST_F(Summary, HasAboutTwentyFiveLines) {
  model::Run run = a_measured_run();
  add_domain(run, a_domain("dram-0", "dram", model::Component::memory, 0.1), 1.0_W);
  add_interval(run, 4.0_s, {120.0_J, 10.0_J}, {3.2_s, 0.02_s, 0.78_s});
  EXPECT_LE(text::lines(of(run)).size(), 27u);
}

TEST_F(Summary, FitsItsWidth) {
  const std::string text = of(a_modelled_run());
  for (const std::string_view l : text::lines(text)) {
    std::size_t columns = 0;
    for (const char c : l) columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    EXPECT_LE(columns, 80u) << l;
  }
}

TEST_F(Summary, LetsNoEscapeSequenceThrough) {
  model::Run run = a_measured_run();
  const std::string hostile = "\x1b[2Jgone\n\xff\xe2\x80\xae";
  run.header.command = {hostile};
  run.header.name = hostile;
  run.header.tags = {{hostile, hostile}};
  run.header.units = model::Units{hostile, 3};
  run.header.domains[0].name = hostile;
  run.header.domains[0].scope = hostile;
  run.header.domains[0].meter = hostile;
  run.header.carbon.place_name = hostile;
  run.header.carbon.source = hostile;
  run.header.machine.cpu_model = hostile;
  run.header.machine.kernel = hostile;
  run.end.warnings = {{hostile, hostile}};
  SummaryOptions options;
  options.file = hostile;
  options.whole = options.method_notes = true;
  const std::string text = summary({run, nullptr, {}}, options);
  EXPECT_EQ(text.find_first_of("\x1b\xff"), std::string::npos);
  EXPECT_EQ(text.find("\xe2\x80\xae"), std::string::npos);
}

RC_GTEST_PROP(SummaryOfAnyRun, NeverFails, ()) {
  model::Run run = a_measured_run();
  run.end.totals[0].gross = Joules::of(*rc::gen::arbitrary<double>());
  run.end.totals[0].tree_dynamic = Joules::of(*rc::gen::arbitrary<double>());
  run.end.wall = Seconds::of(*rc::gen::arbitrary<double>());
  run.end.wait_status = *rc::gen::arbitrary<int>();
  run.header.started_utc = std::chrono::nanoseconds{*rc::gen::arbitrary<std::int64_t>()};
  run.header.name = *rc::gen::arbitrary<std::string>();
  RC_ASSERT(!summary({run, nullptr, {}}, {}).empty());
}

}  // namespace
}  // namespace calo::report
