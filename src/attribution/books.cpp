#include "attribution/books.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "attribution/shares.hpp"

namespace calo::attribution {

namespace {

constexpr std::array<std::string_view, 4> policy_names = {"none", "exclusive", "reserved",
                                                          "proportional"};

/// Others' time below this is within the resolution of /proc/stat (two ticks) and proves nobody.
constexpr double unseen_others_s = 0.02;

/// Shorter runs do not resolve a counter that steps every millisecond (docs/methods/energy.md,
/// "Time resolution").
constexpr double shortest_resolved_s = 0.010;

/// How one number of a balance hangs on what is uncertain: u(gain), u(P_idle), the share model, the
/// counter's steps.
struct Term {
  double value = 0.0;            ///< J
  double per_idle_energy = 0.0;  ///< d value / d (idle power * time)
  double per_gross = 0.0;        ///< d value / d gross
  double share_u = 0.0;          ///< J
};

struct Terms {
  Term gross, idle, baseline, net, attributed, other, own;
};

Terms terms(const model::EnergyShares& e, const model::Domain& domain, bool idle_known,
            StaticPolicy policy, double reserved) {
  const double gross = e.gross.value();
  const double baseline = e.idle.value();
  const double dynamic = gross - baseline;
  const auto part_of_dynamic = [&](Joules part) {
    return dynamic != 0.0 ? std::clamp(part.value() / dynamic, 0.0, 1.0) : 0.0;
  };
  const double tree = part_of_dynamic(e.tree_dynamic);
  const double own = part_of_dynamic(e.own_dynamic);
  // Idle power is constant, so these are the shares' means over time: what a change of the idle
  // power would take away from the dynamic parts.
  const double static_tree = baseline > 0.0 ? e.tree_static.value() / baseline : tree;
  const double static_own = baseline > 0.0 ? e.own_static.value() / baseline : own;
  double pays_tree = 0.0;
  double pays_own = 0.0;
  double pays_all = 0.0;  // share of the idle energy that somebody pays for
  switch (policy) {
    case StaticPolicy::none:
      break;
    case StaticPolicy::exclusive:
      pays_tree = pays_all = 1.0;
      break;
    case StaticPolicy::reserved:
      pays_tree = pays_all = reserved;
      break;
    case StaticPolicy::proportional:
      pays_tree = static_tree;
      pays_own = static_own;
      pays_all = 1.0;
      break;
  }
  if (!idle_known) pays_tree = pays_own = pays_all = 0.0;
  const double share_u = e.share_u.value();
  const double own_share_u =
      share_uncertainty(own, share_error(domain.component)) * std::abs(dynamic);
  Terms t;
  t.gross = {gross, 0.0, 1.0, 0.0};
  t.baseline = {baseline, 1.0, 0.0, 0.0};
  t.net = {dynamic, -1.0, 1.0, 0.0};
  t.idle = {baseline * (1.0 - pays_all), 1.0 - pays_all, 0.0, 0.0};
  t.attributed = {e.tree_dynamic.value() + pays_tree * baseline, pays_tree - static_tree, tree,
                  share_u};
  t.own = {e.own_dynamic.value() + pays_own * baseline, pays_own - static_own, own, own_share_u};
  t.other = {e.other_dynamic.value() + e.own_dynamic.value() + (pays_all - pays_tree) * baseline,
             (pays_all - pays_tree) - (1.0 - static_tree), 1.0 - tree, share_u};
  return t;
}

/// One domain's contribution to the uncertainty of one number.
struct Contribution {
  double value = 0.0, gain_u = 0.0, idle_u = 0.0, share_u = 0.0, step_u = 0.0;
  double low = 0.0,
         high = 0.0;  ///< 90 % ends relative to the value, in J, where a model gives them
  bool asymmetric = false;
};

Contribution contribution(const Term& term, double gross, const model::Domain& domain,
                          const model::DomainState& state, Seconds length) {
  Contribution c;
  c.value = term.value;
  const double size = std::abs(term.value);
  c.asymmetric = state.factor90[1] > 0.0;
  if (c.asymmetric) {
    // The model's error scales idle and dynamic power alike.
    c.low = (state.factor90[0] - 1.0) * size;
    c.high = (state.factor90[1] - 1.0) * size;
    c.gain_u = (c.high - c.low) / (2.0 * sigmas_in_90_percent);
  } else {
    c.gain_u = domain.u_rel * size;
    c.idle_u = std::abs(term.per_idle_energy) * (state.idle_u * length).value();
  }
  c.share_u = term.share_u;
  if (domain.kind == Kind::measured) {
    c.step_u = step_uncertainty(domain.update_step, length) * term.per_gross * std::abs(gross);
  }
  return c;
}

/// Adds domains: the gain of one meter on one machine is common to its domains of a kind, so it
/// adds linearly; so do the share model and the idle baseline. Different meters or components are
/// independent.
class Sum {
 public:
  void add(const Contribution& c, const model::Domain& domain) {
    value_ += c.value;
    gains_[{domain.meter, domain.component}] += c.gain_u;
    idle_u_ += c.idle_u;
    share_u_ += c.share_u;
    step_u2_ += c.step_u * c.step_u;
    low_ += c.asymmetric ? c.low : -sigmas_in_90_percent * c.gain_u;
    high_ += c.asymmetric ? c.high : sigmas_in_90_percent * c.gain_u;
    asymmetric_ = asymmetric_ || c.asymmetric;
    kinds_.add(c.value, domain.kind);
    if (c.value == 0.0) weakest_ = weaker(weakest_, domain.kind);
  }

  [[nodiscard]] Estimate<Joules> estimate() const {
    double gain2 = 0.0;
    for (const auto& [key, u] : gains_) gain2 += u * u;
    const double rest2 = idle_u_ * idle_u_ + share_u_ * share_u_ + step_u2_;
    Estimate<Joules> e;
    e.value = Joules::of(value_);
    e.u = Joules::of(std::sqrt(gain2 + rest2));
    e.kind = value_ == 0.0 ? weakest_ : kinds_.kind();
    if (asymmetric_) {
      const double rest = sigmas_in_90_percent * sigmas_in_90_percent * rest2;
      e.asymmetric90 = {Joules::of(value_ - std::sqrt(low_ * low_ + rest)),
                        Joules::of(value_ + std::sqrt(high_ * high_ + rest))};
    }
    return e;
  }

 private:
  double value_ = 0.0, idle_u_ = 0.0, share_u_ = 0.0, step_u2_ = 0.0, low_ = 0.0, high_ = 0.0;
  bool asymmetric_ = false;
  std::map<std::pair<std::string, model::Component>, double> gains_;
  KindOfSum kinds_;
  Kind weakest_ = Kind::measured;
};

struct TermSums {
  Sum gross, idle, baseline, net, attributed, other, own;
  double size = 0.0;  ///< J

  void add(const Terms& t, const model::Domain& domain, const model::DomainState& state,
           Seconds length) {
    const auto one = [&](Sum& sum, const Term& term) {
      sum.add(contribution(term, t.gross.value, domain, state, length), domain);
    };
    one(gross, t.gross);
    one(idle, t.idle);
    one(baseline, t.baseline);
    one(net, t.net);
    one(attributed, t.attributed);
    one(other, t.other);
    one(own, t.own);
    size += std::max(std::abs(t.gross.value), std::abs(t.baseline.value));
  }

  /// Idle energy that is known for some domains only still belongs to the balance; a net of all
  /// does not exist then.
  [[nodiscard]] Balance balance(bool any_idle_known, bool all_idle_known) const {
    Balance b;
    b.gross = gross.estimate();
    b.attributed = attributed.estimate();
    b.other = other.estimate();
    b.size = Joules::of(size);
    if (any_idle_known) b.idle = idle.estimate();
    if (all_idle_known) {
      b.own = own.estimate();
      b.baseline = baseline.estimate();
      b.net = net.estimate();
    }
    return b;
  }
};

bool gave_readings(const model::DomainState& state) {
  return state.good > 0 || state.lost > 0 || state.ambiguous > 0;
}

}  // namespace

std::string_view name(StaticPolicy policy) {
  return policy_names[static_cast<std::size_t>(policy)];
}

std::optional<StaticPolicy> static_policy_from(std::string_view name) {
  for (std::size_t i = 0; i < policy_names.size(); ++i) {
    if (policy_names[i] == name) return static_cast<StaticPolicy>(i);
  }
  return std::nullopt;
}

double step_uncertainty(Seconds step, Seconds length) {
  if (!(length > Seconds{}) || !(step > Seconds{})) return 0.0;
  return step / length / std::sqrt(6.0);
}

double imbalance(const Balance& balance) {
  const double idle = balance.idle ? balance.idle->value.value() : 0.0;
  const double sum = balance.attributed.value.value() + balance.other.value.value() + idle;
  const double gross = balance.gross.value.value();
  // Parts may cancel, where a counter stood still beside a known idle power.
  const double scale = std::max({std::abs(gross), std::abs(balance.attributed.value.value()),
                                 std::abs(balance.other.value.value()), std::abs(idle),
                                 balance.size.value(), 1e-300});
  return std::abs(sum - gross) / scale;
}

EnergySums::EnergySums(const model::RunEnd& end)
    : totals{end.totals},
      states{end.states},
      wall{end.wall},
      tree{end.cpu_user + end.cpu_system},
      others{end.others},
      readings{end.ticks},
      peak{Watts::of(std::max(0.0, end.peak_power_w))} {}

std::optional<Books> books(std::span<const model::Domain> domains, const EnergySums& sums,
                           const BooksOptions& options) {
  const std::size_t count = std::min({domains.size(), sums.totals.size(), sums.states.size()});
  Books result;
  const Seconds busy = sums.tree + sums.others;  // calo is there only because of the program
  result.tree_share = busy > Seconds{} ? sums.tree / busy : 0.0;
  const bool alone = result.tree_share >= exclusive_from ||
                     (sums.tree > Seconds{} && sums.others.value() <= unseen_others_s);
  result.policy = options.policy.value_or(alone ? StaticPolicy::exclusive : StaticPolicy::none);
  result.policy_chosen = !options.policy.has_value();

  TermSums total;
  bool any = false;
  bool any_idle_known = false;
  bool all_idle_known = true;
  std::set<std::string> scopes;
  Seconds step{};
  double step_u2 = 0.0;
  double idle_u = 0.0;
  Joules idle{};
  Joules tree_static{};
  for (std::size_t i = 0; i < count; ++i) {
    const model::Domain& domain = domains[i];
    const model::DomainState& state = sums.states[i];
    if (!gave_readings(state)) continue;
    const Terms t =
        terms(sums.totals[i], domain, state.idle_known, result.policy, options.reserved_share);
    TermSums alone_sums;
    alone_sums.add(t, domain, state, sums.wall);
    result.domains.push_back({i, alone_sums.balance(state.idle_known, state.idle_known)});
    if (domain.role != model::Role::total) continue;
    total.add(t, domain, state, sums.wall);
    any = true;
    any_idle_known = any_idle_known || state.idle_known;
    all_idle_known = all_idle_known && state.idle_known;
    scopes.insert(domain.scope);
    // A modelled idle power errs as the model does, all the time alike: that is no noise of parts.
    const bool idle_was_read = domain.kind == Kind::measured || domain.kind == Kind::integrated;
    if (state.idle_known && idle_was_read) idle_u += state.idle_u.value();
    idle += sums.totals[i].idle;
    tree_static += sums.totals[i].tree_static;
    if (domain.kind != Kind::measured) continue;
    step = std::max(step, domain.update_step);
    step_u2 +=
        std::pow(step_uncertainty(domain.update_step, sums.wall) * sums.totals[i].gross.value(), 2);
  }
  if (!any) return std::nullopt;

  result.total = total.balance(any_idle_known, all_idle_known);
  // "package+dram", the larger part first.
  if (scopes.erase("package") > 0) result.scope = "package";
  for (const std::string& scope : scopes) result.scope += (result.scope.empty() ? "" : "+") + scope;
  if (sums.wall > Seconds{}) {
    result.mean_power = result.total.gross.value / sums.wall;
    result.program_power = result.total.attributed.value / sums.wall;
  }
  result.resolution = {Joules::of(std::sqrt(step_u2)), Watts::of(idle_u), sums.wall,
                       sums.wall / static_cast<double>(std::max<std::int64_t>(1, sums.readings)),
                       idle > Joules{} ? tree_static / idle : 0.0};
  if (sums.peak > Watts{}) result.peak_power = sums.peak;
  if (step > Seconds{} && sums.wall.value() < shortest_resolved_s) {
    result.below_resolution = true;
    // A difference may lack up to one whole step: gross >= E (1 - step / T). A counter that did not
    // move, or a run within one step, bounds nothing.
    const double missing = step / sums.wall;
    if (missing < 1.0 && result.total.gross.value > Joules{}) {
      result.upper_bound = result.total.gross.value / (1.0 - missing);
    }
  }
  return result;
}

}  // namespace calo::attribution
