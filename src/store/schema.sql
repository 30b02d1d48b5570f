-- The calo run file, schema version 3 (docs/formats/run-file.md).
--
-- One run per file. Times "_s" are seconds since the start of the run, energies "_j" joules, memory "_bytes".
-- NULL means: not known, not readable, or not read then; it never stands for zero.
--
-- SQLite keeps the text of each CREATE TABLE in the file, and the reader compares it with this one: a change to a table,
-- even of a comment inside, is a new schema version. Version 2 added phases (phase, phase_span) and
-- stacks (profile and the tables after it), version 3 witness.

PRAGMA application_id = 0x43414C4F;
PRAGMA user_version = 3;

CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;

CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE machine (  -- one row; no serial numbers, no addresses, no host name
  cpu_model TEXT NOT NULL,                -- "" unknown, also below
  cpu_vendor TEXT NOT NULL,
  cpu_family INTEGER NOT NULL,            -- CPUID; -1 unknown, also below
  cpu_model_number INTEGER NOT NULL,
  cpu_stepping INTEGER NOT NULL,
  sockets INTEGER NOT NULL,               -- 0 unknown, also below
  cores INTEGER NOT NULL,                 -- physical
  threads INTEGER NOT NULL,               -- logical CPUs online
  smt INTEGER NOT NULL,                   -- 0, 1
  memory_bytes REAL NOT NULL,
  virtualisation TEXT NOT NULL,           -- "" on bare metal
  cpu_limit REAL,                         -- CPUs the cgroup allows; NULL unlimited
  kernel TEXT NOT NULL,
  governor TEXT NOT NULL,
  turbo TEXT NOT NULL                     -- "on", "off", ""
) STRICT;

CREATE TABLE carbon (  -- one row: the intensity the run is converted with
  intensity_g_per_j REAL NOT NULL,        -- grams CO2e; times 3.6e6 is g/kWh
  intensity_u_rel REAL NOT NULL,          -- standard relative uncertainty
  place TEXT NOT NULL,
  place_name TEXT NOT NULL,
  year INTEGER,                           -- of the data
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  stated INTEGER NOT NULL,                -- 0: nobody said where, world average
  pue REAL NOT NULL,                      -- power usage effectiveness, >= 1
  pue_u REAL NOT NULL,                    -- its standard uncertainty
  pue_stated INTEGER NOT NULL,
  series TEXT NOT NULL                    -- file of an hourly series, "" none
) STRICT;

CREATE TABLE domain (  -- what the meters read, one row each
  id INTEGER PRIMARY KEY,                 -- 0, 1, 2, ...
  meter TEXT NOT NULL,                    -- "rapl-powercap", "model", ...
  name TEXT NOT NULL,                     -- "package-0", "dram-0", ...
  scope TEXT NOT NULL,                    -- what is inside
  source TEXT NOT NULL,                   -- where it is read
  component TEXT NOT NULL,                -- "cpu", "memory", "gpu", "node"
  role TEXT NOT NULL,                     -- "total" is added up; "inside" and "alternative" must never be
  kind TEXT NOT NULL,                     -- "measured", "integrated", "modelled", "assumed"
  u_rel REAL NOT NULL,                    -- standard relative uncertainty of the meter's gain
  update_step_s REAL NOT NULL,            -- the counter steps about this often
  package INTEGER NOT NULL                -- -1 none or all
) STRICT;

CREATE TABLE interval (  -- what happened between two readings
  id INTEGER PRIMARY KEY,                 -- ascends with time; numbers are left out where neighbours were joined
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL,
  tree_user_s REAL NOT NULL,              -- CPU time of the program's processes
  tree_system_s REAL NOT NULL,
  own_s REAL NOT NULL,                    -- CPU time of calo
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,                  -- CPU time taken by the hypervisor
  processes INTEGER NOT NULL,             -- at the end of the interval, also threads and memory
  threads INTEGER NOT NULL,
  rss_bytes REAL NOT NULL,
  pss_bytes REAL,
  swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  context_switches INTEGER,               -- of the whole machine
  read_chars_bytes REAL,                  -- through read(2) and friends
  written_chars_bytes REAL,
  read_disk_bytes REAL,                   -- that reached storage
  written_disk_bytes REAL,
  frequency_hz REAL,                      -- mean
  temperature_celsius REAL                -- mean
) STRICT;

CREATE TABLE interval_energy (  -- energy of each domain in each interval, shared out:
  interval INTEGER NOT NULL REFERENCES interval(id),
  domain INTEGER NOT NULL REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- = idle + tree_dynamic + own_dynamic + other_dynamic
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,           -- the program's processes
  own_dynamic_j REAL NOT NULL,            -- calo
  other_dynamic_j REAL NOT NULL,          -- everybody else
  tree_static_j REAL NOT NULL,            -- the program's part of idle, by busy CPU time
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,                -- standard uncertainty of tree_dynamic_j from the sharing alone
  outcome TEXT NOT NULL,                  -- "good", "first", "gap", "ambiguous", "lost", "gone"
  PRIMARY KEY (interval, domain)
) STRICT, WITHOUT ROWID;

CREATE TABLE process (  -- processes of the program; short ones of one name may share a row
  id INTEGER PRIMARY KEY,                 -- unique in the run, unlike pid
  parent INTEGER NOT NULL,                -- id; -1 unknown or outside
  pid INTEGER NOT NULL,
  count INTEGER NOT NULL,                 -- processes in this row
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL,                             -- NULL still running
  user_s REAL NOT NULL,                   -- CPU time
  system_s REAL NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  threads_peak INTEGER NOT NULL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  wait_status INTEGER,                    -- as wait(2) gives it
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_j REAL NOT NULL                  -- share of their idle energy, by busy CPU time
) STRICT;

CREATE TABLE domain_total (  -- sums over the run, one row per domain
  domain INTEGER PRIMARY KEY REFERENCES domain(id),
  gross_j REAL NOT NULL,                  -- columns as in interval_energy
  idle_j REAL NOT NULL,
  tree_dynamic_j REAL NOT NULL,
  own_dynamic_j REAL NOT NULL,
  other_dynamic_j REAL NOT NULL,
  tree_static_j REAL NOT NULL,
  own_static_j REAL NOT NULL,
  share_u_j REAL NOT NULL,
  idle_known INTEGER NOT NULL,            -- 0: idle_j is 0 because nobody knows it
  idle_power_w REAL NOT NULL,
  idle_power_u_w REAL NOT NULL,           -- standard uncertainty
  factor90_low REAL NOT NULL,             -- 90 % interval of gross_j as factors on it; 0, 0: none given
  factor90_high REAL NOT NULL,
  good_readings INTEGER NOT NULL,
  gap_readings INTEGER NOT NULL,
  lost_readings INTEGER NOT NULL,
  ambiguous_readings INTEGER NOT NULL
) STRICT;

CREATE TABLE run_end (  -- one row: what is known at the end, or at the last commit if complete = 0
  complete INTEGER NOT NULL,              -- 0: calo was cut off, or is still recording
  wait_status INTEGER,                    -- of the program, as wait(2) gives it
  wall_s REAL NOT NULL,                   -- start to the last reading
  program_wall_s REAL NOT NULL,           -- start to the end of the program itself
  cpu_user_s REAL NOT NULL,               -- of the whole tree
  cpu_system_s REAL NOT NULL,
  processes INTEGER NOT NULL,             -- that belonged to the tree at any time
  processes_exact INTEGER NOT NULL,       -- 0: a lower bound
  threads_peak INTEGER NOT NULL,
  peak_rss_bytes REAL NOT NULL,
  peak_pss_bytes REAL,
  peak_swap_bytes REAL,
  minor_faults INTEGER NOT NULL,
  major_faults INTEGER NOT NULL,
  voluntary_switches INTEGER,
  involuntary_switches INTEGER,
  read_chars_bytes REAL,
  written_chars_bytes REAL,
  read_disk_bytes REAL,
  written_disk_bytes REAL,
  own_cpu_s REAL NOT NULL,                -- calo's own cost
  own_peak_rss_bytes REAL NOT NULL,
  ticks INTEGER NOT NULL,
  lost_records INTEGER NOT NULL,          -- exit records or intervals that were dropped
  others_s REAL NOT NULL,                 -- CPU time of everybody else
  steal_s REAL NOT NULL,
  peak_power_w REAL NOT NULL              -- largest gross power of the "total" domains over one interval
) STRICT;

CREATE TABLE phase (  -- what the program says it was doing; no rows if it says nothing
  id INTEGER PRIMARY KEY,                 -- 0 is everything outside of phases, with an empty name
  parent INTEGER NOT NULL,                -- the phase around it; -1 none
  name TEXT NOT NULL,
  begin_s REAL NOT NULL,                  -- first time it began
  end_s REAL NOT NULL,                    -- last time it was seen going on
  times INTEGER NOT NULL,                 -- how often it began
  count REAL NOT NULL,                    -- what the program says it did in it (epochs, events); 0 nothing said
  wall_s REAL NOT NULL,                   -- from here on without the phases inside it, so that all rows add up
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of the dynamic energy of all "total" domains
  static_by_cpu_j REAL NOT NULL,          -- the program's part of their idle energy, by busy CPU time
  static_by_time_j REAL NOT NULL          -- all their idle energy, by time
) STRICT;

CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;

CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;

CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;

CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;

CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;

CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;

CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  process INTEGER NOT NULL,               -- -1 unknown
  tid INTEGER NOT NULL,
  name TEXT NOT NULL,
  sampled_s REAL NOT NULL,                -- CPU time that samples stand for
  unsampled_s REAL NOT NULL,              -- CPU time that none stands for
  samples INTEGER NOT NULL,
  truncated INTEGER NOT NULL              -- of them, that do not reach the start of the thread
) STRICT;

CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;

CREATE TABLE stack_use (  -- what a thread used with this stack on top
  bucket INTEGER NOT NULL REFERENCES bucket(id),
  thread INTEGER NOT NULL REFERENCES thread(id),
  stack INTEGER NOT NULL REFERENCES stack(id),
  samples INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  dynamic_j REAL NOT NULL,                -- share of its process's dynamic_j
  static_j REAL NOT NULL,                 -- share of its process's static_j
  dynamic_squares_j2 REAL NOT NULL,       -- J^2: sum of the squared dynamic energies of single samples
  PRIMARY KEY (bucket, thread, stack)
) STRICT, WITHOUT ROWID;

CREATE TABLE traced_function (  -- Python functions whose calls were counted exactly; no rows unless asked for
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,                     -- "~" for a builtin
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  calls INTEGER NOT NULL,
  primitive INTEGER NOT NULL,             -- calls that were not recursive
  own_s REAL NOT NULL,                    -- wall time as the interpreter's profiler counts it
  cumulative_s REAL NOT NULL
) STRICT;

CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;

CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;

CREATE TABLE witness (  -- numbers of the run beside the same from somebody else; no rows until the run is complete
  position INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- stable word for machines
  what TEXT NOT NULL,                     -- for people
  whose TEXT NOT NULL,                    -- who says "other"
  unit TEXT NOT NULL,                     -- "s", "B"; "" a count
  calo REAL NOT NULL,
  other REAL NOT NULL,
  "limit" REAL NOT NULL,                  -- how far they may be apart
  bound TEXT NOT NULL                     -- "equal"; "at_least", "at_most": calo, of other
) STRICT;

CREATE VIEW power AS  -- watts of each domain over time; NULL where the energy of an interval is not known for itself
SELECT e.interval, i.begin_s, i.end_s, d.name AS domain, d.role, d.kind,
       e.gross_j / e.known_s AS gross_w, iif(t.idle_known, e.idle_j / e.known_s, NULL) AS idle_w,
       e.tree_dynamic_j / e.known_s AS tree_dynamic_w, e.own_dynamic_j / e.known_s AS own_dynamic_w,
       e.other_dynamic_j / e.known_s AS other_dynamic_w
FROM (SELECT x.*,
             -- the reading after a gap brings the energy of the gap, too
             iif(outcome = 'good' AND
                 ifnull(lag(outcome) OVER (PARTITION BY domain ORDER BY interval), 'good') <> 'gap',
                 nullif(y.end_s - y.begin_s, 0), NULL) AS known_s
      FROM interval_energy x JOIN interval y ON y.id = x.interval) e
JOIN interval i ON i.id = e.interval JOIN domain d ON d.id = e.domain
JOIN domain_total t ON t.domain = e.domain;

CREATE VIEW summary AS  -- the run in one row; the energies add up the "total" domains and are NULL without one
SELECT run.name,
       (SELECT group_concat(value, ' ') FROM (SELECT value FROM argument ORDER BY position)) AS command,
       strftime('%Y-%m-%dT%H:%M:%SZ', run.started_utc_ns / 1000000000, 'unixepoch') AS started_utc,
       run_end.complete, run_end.wall_s, run_end.cpu_user_s + run_end.cpu_system_s AS cpu_s, run_end.peak_rss_bytes,
       sum(t.gross_j) AS gross_j, sum(t.idle_j) AS idle_j, sum(t.tree_dynamic_j) AS tree_dynamic_j,
       sum(t.tree_static_j) AS tree_static_j, group_concat(DISTINCT d.kind) AS kinds,
       carbon.intensity_g_per_j * 3.6e6 AS intensity_g_per_kwh, carbon.place, carbon.pue
FROM run, run_end, carbon LEFT JOIN domain d ON d.role = 'total' LEFT JOIN domain_total t ON t.domain = d.id;

CREATE VIEW function_use AS  -- what each function used by itself, without what it called
SELECT f.name, f.file, f.first_line, f.language, m.path AS module, sum(u.samples) AS samples,
       sum(u.cpu_s) AS cpu_s, sum(u.dynamic_j) AS dynamic_j, sum(u.static_j) AS static_j
FROM stack_use u JOIN stack s ON s.id = u.stack
JOIN location_line l ON l.location = s.location AND l.position = 0
JOIN function f ON f.id = l.function LEFT JOIN module m ON m.id = f.module
GROUP BY f.id ORDER BY cpu_s DESC;
