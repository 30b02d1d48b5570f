#pragma once

#include <optional>
#include <string_view>

namespace calo::power_model {

/// Which model speaks for a machine: fitted on servers, or from the thermal design power alone.
enum class Form { server, client };

struct Microarchitecture {
  std::string_view generation;  ///< code of generations.csv; empty for most client parts
  Form form = Form::server;
};

/// What CPUID family, model and stepping say, for CPUs whose name hides the model. `vendor` is
/// "Intel" or "AMD". Server and client parts share some Intel model numbers: those are told as
/// client, and a name with "xeon" decides. The numbers are those that Linux names in
/// arch/x86/include/asm/intel-family.h and the vendors in their revision guides; they were written
/// down by hand and not compared entry by entry, so what follows from them has the widest interval
/// of a known generation.
std::optional<Microarchitecture> microarchitecture(std::string_view vendor, int family, int model,
                                                   int stepping);

/// An ARM core by its implementer and part number (MIDR_EL1), as /proc/cpuinfo prints them.
struct ArmCore {
  std::string_view name;    ///< "ARM Neoverse-N1"
  std::string_view vendor;  ///< "ARM"
};
std::optional<ArmCore> arm_core(int implementer, int part);

/// Server or client (laptop, desktop, board computer) from the normalised name; empty if the name
/// does not tell.
std::optional<Form> form_from_name(std::string_view normalised_name);

}  // namespace calo::power_model
