#include "report/embodied_page.hpp"

#include <gtest/gtest.h>

namespace calo::report {
namespace {

TEST(EmbodiedCarbon, IsShownWithKindAndUncertainty) {
  analysis::Embodied embodied;
  embodied.value = {Grams::of(3.567), Grams::of(1.8), Kind::assumed, {}};
  embodied.making = {Grams::of(1e6), Grams::of(5e5), Kind::assumed, {}};
  embodied.source = "as stated";
  embodied.share = 0.25;
  embodied.unit = "event";
  embodied.sci = Estimate<Grams>{Grams::of(1.0008e-3), Grams::of(3.4e-5), Kind::assumed, {}};
  const std::string page = embodied_page(embodied);
  EXPECT_NE(page.find("3.6 ± 1.8 g CO2e  assumed  25.0 % of the machine"), std::string::npos)
      << page;
  EXPECT_NE(page.find("1.001 ± 0.034 mg CO2e/event  assumed"), std::string::npos) << page;
}

}  // namespace
}  // namespace calo::report
