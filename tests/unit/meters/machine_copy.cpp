#include "machine_copy.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace calo::meters {

namespace fs = std::filesystem;

MachineCopy::MachineCopy(std::string_view machine) {
  std::string name = (fs::temp_directory_path() / "calo-machine-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
  path_ = name;
  fs::permissions(path_, fs::perms{0755});
  if (!machine.empty()) {
    fs::copy(fs::path{CALO_MACHINES_DIR} / machine, path_,
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }
}

MachineCopy::~MachineCopy() {
  std::error_code error;
  fs::remove_all(path_, error);
}

void MachineCopy::write(std::string_view file, std::string_view content) const {
  fs::create_directories((path_ / file).parent_path());
  std::ofstream{path_ / file, std::ios::trunc} << content << '\n';
}

void MachineCopy::write(std::string_view file, std::int64_t number) const {
  write(file, std::to_string(number));
}

void MachineCopy::energy(std::string_view zone, std::int64_t microjoules) const {
  write("sys/class/powercap/" + std::string{zone} + "/energy_uj", microjoules);
}

void MachineCopy::remove(std::string_view file) const {
  fs::remove_all(path_ / file);
}

void MachineCopy::rename(std::string_view from, std::string_view to) const {
  fs::rename(path_ / from, path_ / to);
}

void Readings::read_at(Seconds time) {
  last_.clear();
  for (const auto& meter : discovery_.meters) {
    const auto domains = meter->domains();
    std::vector<model::Increment> increments(domains.size());
    meter->read(at(time), increments);
    for (std::size_t i = 0; i < domains.size(); ++i) {
      last_.push_back({domains[i], increments[i]});
      if (domains[i].role == model::Role::total) total_ += increments[i].energy.value();
    }
  }
}

model::Increment Readings::of(std::string_view meter, std::string_view domain) const {
  for (const Entry& entry : last_) {
    if (entry.domain.meter == meter && entry.domain.name == domain) return entry.increment;
  }
  ADD_FAILURE() << "no domain " << meter << "/" << domain;
  return {};
}

std::vector<std::string> Readings::warning_codes() const {
  std::vector<std::string> codes;
  for (const auto& meter : discovery_.meters) {
    for (const model::Warning& warning : meter->warnings()) codes.push_back(warning.code);
  }
  return codes;
}

os::Instant at(Seconds time) {
  return os::Instant{std::chrono::hours{1}} +
         std::chrono::nanoseconds{static_cast<std::int64_t>(time.value() * 1e9)};
}

const model::Finding& finding(const Discovery& discovery, std::string_view meter) {
  for (const model::Finding& candidate : discovery.findings) {
    if (candidate.meter == meter) return candidate;
  }
  static const model::Finding none;
  ADD_FAILURE() << "no finding for " << meter;
  return none;
}

std::vector<std::string> roles(const Discovery& discovery) {
  std::vector<std::string> result;
  for (const auto& meter : discovery.meters) {
    for (const model::Domain& domain : meter->domains()) {
      result.push_back(domain.meter + "/" + domain.name + ":" +
                       std::string{model::name(domain.role)});
    }
  }
  return result;
}

std::vector<std::string> totals(const Discovery& discovery) {
  std::vector<std::string> result;
  for (const auto& meter : discovery.meters) {
    for (const model::Domain& domain : meter->domains()) {
      if (domain.role == model::Role::total) result.push_back(domain.meter + "/" + domain.name);
    }
  }
  return result;
}

}  // namespace calo::meters
