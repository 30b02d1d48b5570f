PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'bash');
INSERT INTO "argument" VALUES(1,'job.sh');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
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
INSERT INTO "carbon" VALUES(1.27305555555555553965e-04,0.6,'WORLD','World',2025,'lifecycle,generation','OWID/Ember',0,1.0,0.0,0,'');
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
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
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
INSERT INTO "interval" VALUES(0,0.0,0.105995047,0.0,0.07612008,1.57200000000000394972e-03,1.32307920000945877792e-01,0.0,5,5,11735040.0,4971520.0,0.0,1497,0,153,572623.0,606208.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(1,0.105995047,0.30576606,1.28111946999999976037e-01,0.0,1.36199999999999515898e-03,2.80526052999854502711e-01,0.0,5,5,14905344.0,6670336.0,NULL,461,0,294,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.30576606,0.505853374,0.13990745,0.0,1.1250000000000009992e-03,2.48967549999417947503e-01,0.0,5,5,15298560.0,7157760.0,NULL,119,0,290,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.505853374,0.806331628,2.00490894000000030583e-01,0.0,2.41899999999999754107e-03,3.97090106000363762817e-01,0.0,5,5,16216064.0,8013824.0,NULL,209,0,376,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(4,0.806331628,1.005536398,1.31912671000000036869e-01,0.0,7.28999999999993542054e-04,2.77358328999854464314e-01,0.0,5,5,16347136.0,NULL,NULL,29,0,242,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(5,1.005536398,1.105621699,6.18922450000000123893e-02,0.0,7.16000000000008296474e-04,1.27391755000509254713e-01,0.0,4,4,14741504.0,NULL,NULL,1,0,154,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(6,1.105621699,1.40557098,1.78337093999999973803e-01,0.0,1.83099999999999929478e-03,4.19831905998544918645e-01,0.0,4,4,14741504.0,NULL,0.0,0,0,374,751219.0,1422509.0,0.0,741376.0,NULL,NULL);
INSERT INTO "interval" VALUES(7,1.40557098,1.50551353,5.67932770000000308741e-02,0.0,5.06999999999993566923e-04,1.42699723000727640709e-01,0.0,4,4,14741504.0,NULL,NULL,0,0,134,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(8,1.50551353,1.605978,5.97815859999999421603e-02,0.0,7.12000000000004296119e-04,1.39506414000727829716e-01,0.0,4,4,9629696.0,NULL,NULL,340,0,153,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(9,1.605978,1.70541419,7.17103560000000861407e-02,0.0,9.26000000000010148326e-04,1.2736364399890787169e-01,0.0,4,4,14516224.0,NULL,NULL,1170,0,264,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(10,1.70541419,1.805708928,3.99675963873873385523e-02,6.90167661261265052985e-03,6.93999999999986294518e-04,1.42436727000510021667e-01,0.0,4,4,15433728.0,8464384.0,NULL,237,0,180,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(11,1.805708928,1.905607444,5.01989865448160266225e-02,9.38133445518407604879e-03,8.46000000000013407941e-04,1.39573679000727146615e-01,0.0,3,3,7016448.0,NULL,NULL,168,0,222,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(12,1.905607444,2.005946457,6.05905270445408206114e-02,2.85912299554591520234e-02,1.16800000000000236966e-03,1.09650242998908797886e-01,0.0,2,2,3608576.0,NULL,NULL,440,0,242,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(13,2.005946457,2.105648891,3.61341679179927321996e-02,2.20443610820071356215e-02,7.28999999999993542054e-04,1.51092471000946027004e-01,0.0,3,3,5419008.0,NULL,NULL,525,0,248,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(14,2.105648891,2.12753397,0.0,1.87945200000001477746e-02,7.69000000000005790035e-04,1.04364799988356793392e-02,0.0,0,0,0.0,NULL,NULL,133,0,113,10340858.0,8711013.0,0.0,0.0,NULL,NULL);
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
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz','Intel',6,106,6,1,2,2,0,16777216000.0,'unknown hypervisor',NULL,'6.8.0-45-generic','','');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'No stacks were taken: --no-stacks.');
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
INSERT INTO "process" VALUES(0,-1,4200,1,'bash',0.0,2.127373896,1.18832096666666650608e-02,2.37664193333333370605e-02,3325952.0,1,334,0,0.0,442368.0,768,0.0,0.0);
INSERT INTO "process" VALUES(1,0,4201,1,'seq',0.039518023,1.105259042,1.14290847684336820816e-02,0.0,1789952.0,1,115,0,0.0,0.0,NULL,0.0,0.0);
INSERT INTO "process" VALUES(2,0,4202,1,'sort',0.06292079,1.905345147,9.97439393836256793512e-01,4.11315213953095601406e-02,8581120.0,1,1862,0,0.0,741376.0,NULL,0.0,0.0);
INSERT INTO "process" VALUES(3,0,4203,1,'sort',0.07700692,2.00565299,9.05559546691337147183e-02,3.39584830009251395499e-02,8327168.0,1,1865,0,0.0,0.0,NULL,0.0,0.0);
INSERT INTO "process" VALUES(4,0,4204,1,'gzip',0.07908495,2.00565299,0.0,0.0650671136475943,1458176.0,1,161,0,0.0,0.0,NULL,0.0,0.0);
INSERT INTO "process" VALUES(7,0,0,2,'wc',1.964520846,2.082240314,2.12989500021108363325e-02,2.18450769252418776356e-03,0.0,1,0,0,NULL,NULL,NULL,0.0,0.0);
INSERT INTO "process" VALUES(8,0,0,1,'gzip',1.963310801,2.003142239,1.60653739409377174784e-02,1.64773066060899656994e-03,0.0,1,0,0,NULL,NULL,NULL,0.0,0.0);
INSERT INTO "process" VALUES(9,0,4205,1,'gzip',2.004277301,2.105401362,2.61458983455162309594e-02,3.0759880406489629144e-03,294912.0,1,8,0,NULL,NULL,NULL,0.0,0.0);
INSERT INTO "process" VALUES(11,0,4206,1,'gzip',2.085371732,2.127373896,1.90480671630354897461e-02,2.24094907800417159071e-03,1282048.0,1,98,0,NULL,NULL,NULL,0.0,0.0);
INSERT INTO "process" VALUES(12,0,4207,1,'wc',2.086311424,2.127373896,0.00959458057380667,1.12877418515372409009e-03,823296.0,1,92,0,NULL,NULL,NULL,0.0,0.0);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('numbers',1773619199900000000,0.1,NULL,NULL,'0.1.0',1);
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
INSERT INTO "run_end" VALUES(1,768,2.12753397,2.127373896,1.21021400000000012298e+00,1.67448000000000041254e-01,11,1,5,16347136.0,8464384.0,0.0,5329,0,404,698,11664700.0,10739730.0,0.0,741376.0,0.073129,12132352.0,15,0,2.84623299999978174312e+00,0.178,0.0);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
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
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
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
CREATE TABLE traced_call (
  id INTEGER PRIMARY KEY,
  caller INTEGER NOT NULL REFERENCES traced_function(id),
  callee INTEGER NOT NULL REFERENCES traced_function(id),
  calls INTEGER NOT NULL,                 -- columns as in traced_function
  primitive INTEGER NOT NULL,
  own_s REAL NOT NULL,
  cumulative_s REAL NOT NULL
) STRICT;
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
CREATE TABLE warning (  -- what a reader of the numbers must know
  position INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                     -- stable word for machines
  text TEXT NOT NULL
) STRICT;
INSERT INTO "warning" VALUES(0,'other-load','Other programs used 67 % of the busy CPU time.');
INSERT INTO "warning" VALUES(1,'steal','The hypervisor withheld 4 % of the CPU time asked for.');
INSERT INTO "warning" VALUES(2,'throttled','The CPUs were throttled for their heat 12 times: time and energy are those of a hot machine.');
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
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',1.37766200000000016423e+00,1.377662,0.01477662,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',1.377662,1.377662,0.01477662,'equal');
INSERT INTO "witness" VALUES(2,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',1.37766200000000016423e+00,1.352170561,1.45217056100000012353e-02,'at_least');
INSERT INTO "witness" VALUES(3,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',1.3943,4.23999999999978172127e+00,4.73999999999978161024e-01,'at_most');
INSERT INTO "witness" VALUES(4,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',1.3943,4.25811953700031153857e+00,4.55811953700031163849e-02,'at_most');
INSERT INTO "witness" VALUES(5,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',16347136.0,8552448.0,85524.48,'at_least');
INSERT INTO "witness" VALUES(6,'processes','processes in the records','births told by the kernel','',11.0,11.0,0.0,'equal');
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
COMMIT;
