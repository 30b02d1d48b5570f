#pragma once

#include <cstdint>

#include "model/run.hpp"
#include "store/field.hpp"

namespace calo::store {

// The columns of each table beside the values they hold, in the order of schema.sql. The same list
// writes a row, reads it and spells its SQL: `visit(name, value, rule)` is called once per column.
// Rows take `auto&&` so that a writer may pass constants.

void machine_columns(auto& visit, auto&& machine) {
  visit("cpu_model", machine.cpu_model);
  visit("cpu_vendor", machine.cpu_vendor);
  visit("cpu_family", machine.cpu_family);
  visit("cpu_model_number", machine.cpu_model_number);
  visit("cpu_stepping", machine.cpu_stepping);
  visit("sockets", machine.sockets, Rule::not_negative);
  visit("cores", machine.cores, Rule::not_negative);
  visit("threads", machine.threads, Rule::not_negative);
  visit("smt", machine.smt);
  visit("memory_bytes", machine.memory, Rule::not_negative);
  visit("virtualisation", machine.virtualisation);
  visit("cpu_limit", machine.cpu_limit, Rule::not_negative);
  visit("kernel", machine.kernel);
  visit("governor", machine.governor);
  visit("turbo", machine.turbo);
}

void carbon_columns(auto& visit, auto&& carbon) {
  visit("intensity_g_per_j", carbon.intensity, Rule::not_negative);
  visit("intensity_u_rel", carbon.intensity_u_rel, Rule::not_negative);
  visit("place", carbon.place);
  visit("place_name", carbon.place_name);
  visit("year", carbon.year);
  visit("basis", carbon.basis);
  visit("source", carbon.source);
  visit("stated", carbon.stated);
  visit("pue", carbon.pue, Rule::not_negative);
  visit("pue_u", carbon.pue_u, Rule::not_negative);
  visit("pue_stated", carbon.pue_stated);
  visit("series", carbon.series);
}

void domain_columns(auto& visit, auto&& id, auto&& domain) {
  visit("id", id, Rule::not_negative);
  visit("meter", domain.meter);
  visit("name", domain.name);
  visit("scope", domain.scope);
  visit("source", domain.source);
  visit("component", domain.component);
  visit("role", domain.role);
  visit("kind", domain.kind);
  visit("u_rel", domain.u_rel, Rule::not_negative);
  visit("update_step_s", domain.update_step, Rule::not_negative);
  visit("package", domain.package);
}

void interval_columns(auto& visit, auto&& id, auto&& interval) {
  visit("id", id, Rule::not_negative);
  visit("begin_s", interval.begin);
  visit("end_s", interval.end);
  visit("tree_user_s", interval.tree_user);
  visit("tree_system_s", interval.tree_system);
  visit("own_s", interval.own);
  visit("others_s", interval.others);
  visit("steal_s", interval.steal);
  visit("processes", interval.processes, Rule::not_negative);
  visit("threads", interval.threads, Rule::not_negative);
  visit("rss_bytes", interval.rss, Rule::not_negative);
  visit("pss_bytes", interval.pss, Rule::not_negative);
  visit("swap_bytes", interval.swap, Rule::not_negative);
  visit("minor_faults", interval.minor_faults, Rule::not_negative);
  visit("major_faults", interval.major_faults, Rule::not_negative);
  visit("context_switches", interval.context_switches, Rule::not_negative);
  visit("read_chars_bytes", interval.read_chars, Rule::not_negative);
  visit("written_chars_bytes", interval.written_chars, Rule::not_negative);
  visit("read_disk_bytes", interval.read_disk, Rule::not_negative);
  visit("written_disk_bytes", interval.written_disk, Rule::not_negative);
  visit("frequency_hz", interval.frequency_hz, Rule::not_negative);
  visit("temperature_celsius", interval.temperature_celsius);
}

void shares_columns(auto& visit, auto&& shares) {
  visit("gross_j", shares.gross);
  visit("idle_j", shares.idle);
  visit("tree_dynamic_j", shares.tree_dynamic);
  visit("own_dynamic_j", shares.own_dynamic);
  visit("other_dynamic_j", shares.other_dynamic);
  visit("tree_static_j", shares.tree_static);
  visit("own_static_j", shares.own_static);
  visit("share_u_j", shares.share_u);
}

void interval_energy_columns(auto& visit, auto&& interval, auto&& domain, auto&& shares,
                             auto&& outcome) {
  visit("interval", interval, Rule::not_negative);
  visit("domain", domain, Rule::not_negative);
  shares_columns(visit, shares);
  visit("outcome", outcome);
}

void process_columns(auto& visit, auto&& process) {
  visit("id", process.id, Rule::not_negative);
  visit("parent", process.parent);
  visit("pid", process.pid, Rule::not_negative);
  visit("count", process.count, Rule::not_negative);
  visit("name", process.name);
  visit("begin_s", process.begin);
  visit("end_s", process.end);
  visit("user_s", process.user);
  visit("system_s", process.system);
  visit("peak_rss_bytes", process.peak_rss, Rule::not_negative);
  visit("threads_peak", process.threads_peak, Rule::not_negative);
  visit("minor_faults", process.minor_faults, Rule::not_negative);
  visit("major_faults", process.major_faults, Rule::not_negative);
  visit("read_disk_bytes", process.read_disk, Rule::not_negative);
  visit("written_disk_bytes", process.written_disk, Rule::not_negative);
  visit("wait_status", process.wait_status);
  visit("dynamic_j", process.dynamic);
  visit("static_j", process.static_share);
}

void domain_total_columns(auto& visit, auto&& domain, auto&& shares, auto&& state) {
  visit("domain", domain, Rule::not_negative);
  shares_columns(visit, shares);
  visit("idle_known", state.idle_known);
  visit("idle_power_w", state.idle_power);
  visit("idle_power_u_w", state.idle_u, Rule::not_negative);
  visit("factor90_low", state.factor90[0], Rule::not_negative);
  visit("factor90_high", state.factor90[1], Rule::not_negative);
  visit("good_readings", state.good, Rule::not_negative);
  visit("gap_readings", state.gaps, Rule::not_negative);
  visit("lost_readings", state.lost, Rule::not_negative);
  visit("ambiguous_readings", state.ambiguous, Rule::not_negative);
}

void run_end_columns(auto& visit, auto&& end) {
  visit("complete", end.complete);
  visit("wait_status", end.wait_status);
  visit("wall_s", end.wall, Rule::not_negative);
  visit("program_wall_s", end.program_wall, Rule::not_negative);
  visit("cpu_user_s", end.cpu_user, Rule::not_negative);
  visit("cpu_system_s", end.cpu_system, Rule::not_negative);
  visit("processes", end.processes, Rule::not_negative);
  visit("processes_exact", end.processes_exact);
  visit("threads_peak", end.threads_peak, Rule::not_negative);
  visit("peak_rss_bytes", end.peak_rss, Rule::not_negative);
  visit("peak_pss_bytes", end.peak_pss, Rule::not_negative);
  visit("peak_swap_bytes", end.peak_swap, Rule::not_negative);
  visit("minor_faults", end.minor_faults, Rule::not_negative);
  visit("major_faults", end.major_faults, Rule::not_negative);
  visit("voluntary_switches", end.voluntary_switches, Rule::not_negative);
  visit("involuntary_switches", end.involuntary_switches, Rule::not_negative);
  visit("read_chars_bytes", end.read_chars, Rule::not_negative);
  visit("written_chars_bytes", end.written_chars, Rule::not_negative);
  visit("read_disk_bytes", end.read_disk, Rule::not_negative);
  visit("written_disk_bytes", end.written_disk, Rule::not_negative);
  visit("own_cpu_s", end.own_cpu, Rule::not_negative);
  visit("own_peak_rss_bytes", end.own_peak_rss, Rule::not_negative);
  visit("ticks", end.ticks, Rule::not_negative);
  visit("lost_records", end.lost_records, Rule::not_negative);
  visit("others_s", end.others);
  visit("steal_s", end.steal);
  visit("peak_power_w", end.peak_power_w);
}

void phase_columns(auto& visit, auto&& id, auto&& phase) {
  visit("id", id, Rule::not_negative);
  visit("parent", phase.parent);
  visit("name", phase.name);
  visit("begin_s", phase.begin);
  visit("end_s", phase.end);
  visit("times", phase.times, Rule::not_negative);
  visit("count", phase.count);
  visit("wall_s", phase.wall);
  visit("cpu_s", phase.cpu);
  visit("dynamic_j", phase.dynamic);
  visit("static_by_cpu_j", phase.static_by_cpu);
  visit("static_by_time_j", phase.static_by_time);
}

void phase_span_columns(auto& visit, auto&& id, auto&& span) {
  visit("id", id, Rule::not_negative);
  visit("phase", span.phase, Rule::not_negative);
  visit("process", span.process);
  visit("begin_s", span.begin);
  visit("end_s", span.end);
}

void profile_columns(auto& visit, auto&& profile) {
  visit("period_s", profile.period, Rule::not_negative);
  visit("resolved", profile.resolved);
  visit("dropped", profile.dropped, Rule::not_negative);
  visit("unseen_threads", profile.unseen_threads, Rule::not_negative);
  visit("handler_s", profile.handler, Rule::not_negative);
}

void module_columns(auto& visit, auto&& id, auto&& module) {
  visit("id", id, Rule::not_negative);
  visit("path", module.path);
  visit("build_id", module.build_id);
  visit("interpreter", module.interpreter);
}

void function_columns(auto& visit, auto&& id, auto&& function) {
  visit("id", id, Rule::not_negative);
  visit("name", function.name);
  visit("linkage_name", function.linkage_name);
  visit("file", function.file);
  visit("first_line", function.first_line);
  visit("module", function.module);
  visit("language", function.language);
}

void location_columns(auto& visit, auto&& id, auto&& location, auto&& address) {
  visit("id", id, Rule::not_negative);
  visit("module", location.module);
  visit("address", address);
}

void location_line_columns(auto& visit, auto&& location, auto&& position, auto&& line) {
  visit("location", location, Rule::not_negative);
  visit("position", position, Rule::not_negative);
  visit("function", line.function, Rule::not_negative);
  visit("line", line.line);
}

void stack_columns(auto& visit, auto&& id, auto&& stack) {
  visit("id", id, Rule::not_negative);
  visit("parent", stack.parent);
  visit("location", stack.location, Rule::not_negative);
}

void thread_columns(auto& visit, auto&& id, auto&& thread) {
  visit("id", id, Rule::not_negative);
  visit("process", thread.process);
  visit("tid", thread.tid);
  visit("name", thread.name);
  visit("sampled_s", thread.sampled, Rule::not_negative);
  visit("unsampled_s", thread.unsampled, Rule::not_negative);
  visit("samples", thread.samples, Rule::not_negative);
  visit("truncated", thread.truncated, Rule::not_negative);
}

void bucket_columns(auto& visit, auto&& id, auto&& bucket) {
  visit("id", id, Rule::not_negative);
  visit("begin_s", bucket.begin);
  visit("end_s", bucket.end);
}

void stack_use_columns(auto& visit, auto&& use) {
  visit("bucket", use.bucket, Rule::not_negative);
  visit("thread", use.thread, Rule::not_negative);
  visit("stack", use.stack, Rule::not_negative);
  visit("samples", use.samples, Rule::not_negative);
  visit("cpu_s", use.cpu, Rule::not_negative);
  visit("dynamic_j", use.dynamic);
  visit("static_j", use.static_share);
  visit("dynamic_squares_j2", use.dynamic_squares, Rule::not_negative);
}

void call_count_columns(auto& visit, auto&& count) {
  visit("calls", count.calls, Rule::not_negative);
  visit("primitive", count.primitive, Rule::not_negative);
  visit("own_s", count.own);
  visit("cumulative_s", count.cumulative);
}

void traced_function_columns(auto& visit, auto&& id, auto&& function) {
  visit("id", id, Rule::not_negative);
  visit("file", function.file);
  visit("line", function.line);
  visit("name", function.name);
  call_count_columns(visit, function.count);
}

void traced_call_columns(auto& visit, auto&& id, auto&& call) {
  visit("id", id, Rule::not_negative);
  visit("caller", call.caller, Rule::not_negative);
  visit("callee", call.callee, Rule::not_negative);
  call_count_columns(visit, call.count);
}

void text_columns(auto& visit, auto&& position, auto&& value) {
  visit("position", position, Rule::not_negative);
  visit("value", value);
}

void tag_columns(auto& visit, auto&& position, auto&& key, auto&& value) {
  visit("position", position, Rule::not_negative);
  visit("key", key);
  visit("value", value);
}

void warning_columns(auto& visit, auto&& position, auto&& warning) {
  visit("position", position, Rule::not_negative);
  visit("code", warning.code);
  visit("text", warning.text);
}

/// Table `run`, without the unit: `unit_name` and `unit_count` are both NULL or neither.
void run_columns(auto& visit, auto&& header, auto&& started_utc_ns, auto&& unit_name,
                 auto&& unit_count) {
  visit("name", header.name);
  visit("started_utc_ns", started_utc_ns);
  visit("interval_asked_s", header.interval, Rule::not_negative);
  visit("unit_name", unit_name);
  visit("unit_count", unit_count, Rule::not_negative);
  visit("calo_version", header.calo_version);
  visit("method_version", header.method_version);
}

}  // namespace calo::store
