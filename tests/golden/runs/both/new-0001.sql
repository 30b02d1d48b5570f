PRAGMA application_id = 1128352847;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE argument (  -- the command, one row per word
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "argument" VALUES(0,'/bin/sh');
INSERT INTO "argument" VALUES(1,'-c');
INSERT INTO "argument" VALUES(2,'./new');
CREATE TABLE bucket (  -- stretches of the run, in which uses are summed up
  id INTEGER PRIMARY KEY,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "bucket" VALUES(0,0.0,0.1);
INSERT INTO "bucket" VALUES(1,0.1,0.2);
INSERT INTO "bucket" VALUES(2,0.2,3.00000000000000044408e-01);
INSERT INTO "bucket" VALUES(3,3.00000000000000044408e-01,0.4);
INSERT INTO "bucket" VALUES(4,0.4,0.5);
INSERT INTO "bucket" VALUES(5,0.5,6.00000000000000088817e-01);
INSERT INTO "bucket" VALUES(6,6.00000000000000088817e-01,0.637256179);
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
INSERT INTO "carbon" VALUES(1.15e-05,2.84331529684803352431e-01,'FR','France',2025,'lifecycle,generation','OWID/Ember',1,1.0,0.0,0,'');
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
INSERT INTO "domain" VALUES(0,'rapl-powercap','package-0','package','powercap/intel-rapl:0','cpu','total','measured',0.03,0.001,0);
INSERT INTO "domain" VALUES(1,'rapl-powercap','dram-0','dram','powercap/intel-rapl:0:1','memory','total','measured',0.1,0.001,0);
INSERT INTO "domain" VALUES(2,'rapl-powercap','core-0','core','powercap/intel-rapl:0:0','cpu','inside','measured',0.03,0.001,0);
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
INSERT INTO "domain_total" VALUES(0,22.913704,1.14695354129847526536e+01,1.0850884201026712361e+01,5.93284385988536389078e-01,-3.46944695195361418882e-16,1.08371989558381596195e+01,6.32336457146593478029e-01,1.32132340805892839474e-01,1,1.79983118107745383436e+01,3.245759713125901183e-03,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(1,2.67296000000000022467e+00,1.91158923608483810596e+00,7.21112738007812170693e-01,4.02580259073498161748e-02,-3.69712940817557e-17,1.80619982652802235634e+00,1.05389409556815541457e-01,1.1887301001553050514e-02,1,2.99971863605082145198e+00,5.40842697376628486934e-04,0.0,0.0,4,0,0,0);
INSERT INTO "domain_total" VALUES(2,1.46404990000000019274e+01,5.09838073862032903349e+00,9.05050425172089667569e+00,4.91614009658775441558e-01,-2.6367796834847467835e-16,4.81729768709639216694e+00,2.81083051523936811033e-01,1.09685534806895912396e-01,1,8.00051989550081543711e+00,2.42758664790174421427e-03,0.0,0.0,4,0,0,0);
CREATE TABLE function (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                     -- for people
  linkage_name TEXT NOT NULL,             -- as the linker sees it; "" the same
  file TEXT NOT NULL,                     -- source; "" unknown
  first_line INTEGER NOT NULL,            -- 0 unknown
  module INTEGER REFERENCES module(id),   -- NULL for Python
  language TEXT NOT NULL                  -- "native", "python", "kernel"
) STRICT;
INSERT INTO "function" VALUES(0,'_start','','',0,0,'native');
INSERT INTO "function" VALUES(1,'_dl_start','','',0,0,'native');
INSERT INTO "function" VALUES(2,'_dl_sysdep_start','','',0,0,'native');
INSERT INTO "function" VALUES(3,'dl_main','','',0,0,'native');
INSERT INTO "function" VALUES(4,'_dl_relocate_object','','',0,0,'native');
INSERT INTO "function" VALUES(5,'_dl_unload_cache','','',0,0,'native');
INSERT INTO "function" VALUES(6,'munmap','','',0,0,'native');
INSERT INTO "function" VALUES(7,'_start','','',0,1,'native');
INSERT INTO "function" VALUES(8,'main','','/home/user/projects/series/sum.c',22,1,'native');
INSERT INTO "function" VALUES(9,'fill','','/home/user/projects/series/sum.c',5,1,'native');
INSERT INTO "function" VALUES(10,'sum','','/home/user/projects/series/sum.c',10,1,'native');
INSERT INTO "function" VALUES(11,'__libc_start_main','','',0,2,'native');
INSERT INTO "function" VALUES(12,'__libc_start_call_main','','',0,2,'native');
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
INSERT INTO "interval" VALUES(0,0.0,0.046616193,0.022873509,0.0,2.85099999999999589861e-03,0.0,0.0,2,2,3485696.0,745472.0,0.0,247,0,29,9625.0,0.0,0.0,0.0,2950000000.0,54.0);
INSERT INTO "interval" VALUES(1,0.046616193,0.46370927,0.236343307,0.0,1.39240000000000023472e-02,0.0,0.0,2,2,4009984.0,1210368.0,NULL,122,0,289,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(2,0.46370927,0.630415287,9.50581887941176484346e-02,1.07356062058823753524e-02,3.08599999999999152766e-03,0.0,0.0,2,2,4009984.0,NULL,NULL,0,0,114,0.0,0.0,0.0,0.0,NULL,NULL);
INSERT INTO "interval" VALUES(3,0.630415287,0.637256179,0.0,2.8033889999999339615e-03,1.18800000000000849365e-03,0.0,0.0,0,0,0.0,NULL,NULL,7,0,15,0.0,12.0,0.0,0.0,NULL,NULL);
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
INSERT INTO "interval_energy" VALUES(0,0,0.987562,8.39012777045245350393e-01,1.32085785901631364014e-01,1.64634370531233503731e-02,-1.38777878078144567552e-17,7.4602653472839530746e-01,9.29862423168501123216e-02,0.00351331790804373,'good');
INSERT INTO "interval_energy" VALUES(0,1,0.147801,1.3983546288384185452e-01,0.00708273129396861,0.000882805822189524,-5.42101086242752217003e-19,1.24337755826271489922e-01,1.54977070575703750054e-02,2.5118914472239023709e-04,'good');
INSERT INTO "interval_energy" VALUES(0,2,0.504224,3.72953779549005826066e-01,1.16721783452418861881e-01,1.45484369985753245191e-02,-6.93889390390722837764e-18,3.31619998387460090949e-01,4.13337811615457559333e-02,3.10465451875030756107e-03,'good');
INSERT INTO "interval_energy" VALUES(1,0,15.354722,7.50697125396139330888e+00,7.41112926839653773924e+00,4.36621477642070099367e-01,-4.9960036108132044319e-16,7.08930955857998945646e+00,4.17661695381404574067e-01,9.89590515870168579981e-02,'good');
INSERT INTO "interval_energy" VALUES(1,1,1.776139,1.25116187604468,4.95769227959723945975e-01,2.92078959955959192862e-02,-5.20417042793042128323e-17,1.18155159345972338158e+00,6.96102825849567730109e-02,8.82651857374075650419e-03,'good');
INSERT INTO "interval_energy" VALUES(1,2,9.869248,3.33696146081415356832e+00,6.16885290152088572313e+00,3.63433637664961783908e-01,-3.88578058618804789148e-16,3.15130456484421284102e+00,1.85656895969940977098e-01,8.23712298633812872727e-02,'good');
INSERT INTO "interval_energy" VALUES(2,0,6.290567,3.00042687469828184276e+00,3.19688708026539103457e+00,0.0932530450363272,1.66533453693773481063e-16,2.91538522546190259632e+00,8.5041649236379177057e-02,2.17463896504191088465e-02,'good');
INSERT INTO "interval_energy" VALUES(2,1,0.714786,5.00071145936705208079e-01,2.08629151572402665726e-01,6.08570249089214303228e-03,1.56125112837912638497e-17,4.85897537726286854464e-01,1.41736082104183588187e-02,1.89222857887249543314e-03,'good');
INSERT INTO "interval_energy" VALUES(2,2,4.093304,1.33373480570819746837e+00,2.6813542184683769598e+00,7.82149758234250563893e-02,1.24900090270330110797e-16,1.29593251548148,3.7802290226717320809e-02,1.82395474602649147743e-02,'good');
INSERT INTO "interval_energy" VALUES(3,0,0.280853,1.23124507279831832406e-01,1.10782066463152445434e-01,4.69464262570157553344e-02,0.0,8.64776370678721900686e-02,3.66468702119596353994e-02,7.91358166041313156047e-03,'good');
INSERT INTO "interval_energy" VALUES(3,1,0.034234,2.05207512196107708102e-02,0.009631627181717,0.00408162159867223,0.0,1.44129395157407344529e-02,6.10781170387003635724e-03,9.17364704217407309592e-04,'good');
INSERT INTO "interval_energy" VALUES(3,2,0.173723,5.47306925489718168464e-02,8.35753482792149227087e-02,3.54169591718132489854e-02,6.93889390390722837764e-18,3.84406083832390596533e-02,1.62900841657327606626e-02,5.97010296449939498186e-03,'good');
CREATE TABLE location (  -- places in code
  id INTEGER PRIMARY KEY,
  module INTEGER REFERENCES module(id),   -- NULL for Python
  address INTEGER NOT NULL                -- virtual address in the module's own file; 0 for Python
) STRICT;
INSERT INTO "location" VALUES(0,0,109431);
INSERT INTO "location" VALUES(1,0,113867);
INSERT INTO "location" VALUES(2,0,107342);
INSERT INTO "location" VALUES(3,0,122424);
INSERT INTO "location" VALUES(4,0,56743);
INSERT INTO "location" VALUES(5,0,122740);
INSERT INTO "location" VALUES(6,0,79919);
INSERT INTO "location" VALUES(7,0,134375);
INSERT INTO "location" VALUES(8,1,4368);
INSERT INTO "location" VALUES(9,2,160516);
INSERT INTO "location" VALUES(10,2,160329);
INSERT INTO "location" VALUES(11,1,5349);
INSERT INTO "location" VALUES(12,1,4629);
INSERT INTO "location" VALUES(13,1,4640);
INSERT INTO "location" VALUES(14,1,4624);
INSERT INTO "location" VALUES(15,1,5454);
INSERT INTO "location" VALUES(16,1,4686);
INSERT INTO "location" VALUES(17,1,4681);
CREATE TABLE location_line (  -- functions and lines of a location: inlined ones in each other
  location INTEGER NOT NULL REFERENCES location(id),
  position INTEGER NOT NULL,              -- 0 innermost
  function INTEGER NOT NULL REFERENCES function(id),
  line INTEGER NOT NULL,                  -- 0 unknown
  PRIMARY KEY (location, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "location_line" VALUES(0,0,0,0);
INSERT INTO "location_line" VALUES(1,0,1,0);
INSERT INTO "location_line" VALUES(2,0,2,0);
INSERT INTO "location_line" VALUES(3,0,3,0);
INSERT INTO "location_line" VALUES(4,0,4,0);
INSERT INTO "location_line" VALUES(5,0,3,0);
INSERT INTO "location_line" VALUES(6,0,5,0);
INSERT INTO "location_line" VALUES(7,0,6,0);
INSERT INTO "location_line" VALUES(8,0,7,0);
INSERT INTO "location_line" VALUES(9,0,11,0);
INSERT INTO "location_line" VALUES(10,0,12,0);
INSERT INTO "location_line" VALUES(11,0,8,27);
INSERT INTO "location_line" VALUES(12,0,9,7);
INSERT INTO "location_line" VALUES(13,0,9,7);
INSERT INTO "location_line" VALUES(14,0,9,7);
INSERT INTO "location_line" VALUES(15,0,8,30);
INSERT INTO "location_line" VALUES(16,0,10,14);
INSERT INTO "location_line" VALUES(17,0,10,14);
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
INSERT INTO "machine" VALUES('Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz','Intel',6,85,4,1,2,2,0,16777216000.0,'',NULL,'6.8.0-45-generic','performance','on');
CREATE TABLE module (  -- files that machine code came from
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  build_id TEXT NOT NULL,                 -- hexadecimal; "" none
  interpreter INTEGER NOT NULL            -- 1: it runs Python code
) STRICT;
INSERT INTO "module" VALUES(0,'/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2','7ebc65e52f2bbea498b4040fa92f7238377aaba9',0);
INSERT INTO "module" VALUES(1,'/home/user/projects/series/new','5888748c43cb6832df974240720d0d331909e6b8',0);
INSERT INTO "module" VALUES(2,'/usr/lib/x86_64-linux-gnu/libc.so.6','93ac61ec5a8eb1396f9fbd350e3169a558528a40',0);
CREATE TABLE note (  -- how the numbers were obtained
  position INTEGER PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "note" VALUES(0,'Idle power: measured 0 h before the run over 10 s, Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, kernel 6.8.0-45-generic, governor performance, turbo on, SMT off.');
INSERT INTO "note" VALUES(1,'Stacks were sampled by events of the kernel''s task clock at random amounts of CPU time.');
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
INSERT INTO "phase" VALUES(0,-1,'',0.0,0.637256179,0,0.0,5.33338010000000486976e-02,2.42039030488279162389e-02,2.57876832722409854437e-01,9.13718612790511697241e-01,1.11990477724292514238e+00);
INSERT INTO "phase" VALUES(1,-1,'fill',0.041331021,0.45890451,1,0.0,0.417573489,0.23804294,7.91589938319518626741e+00,8.33568384590845,8.76822083580909250599e+00);
INSERT INTO "phase" VALUES(2,-1,'sum',0.46370927,0.630058159,1,0.0,1.66348888999999944271e-01,1.0556715695117201148e-01,3.39822072311692924273e+00,3.39399632366721970555e+00,3.49299903601757089077e+00);
CREATE TABLE phase_span (  -- each time a process was in a phase; the first 10 000 that ended
  id INTEGER PRIMARY KEY,                 -- in order of their ends
  phase INTEGER NOT NULL REFERENCES phase(id),
  process INTEGER NOT NULL,
  begin_s REAL NOT NULL,
  end_s REAL NOT NULL
) STRICT;
INSERT INTO "phase_span" VALUES(0,1,1,0.041331021,0.45890451);
INSERT INTO "phase_span" VALUES(1,2,1,0.46370927,0.630058159);
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
INSERT INTO "process" VALUES(0,-1,4200,1,'sh',0.0,0.637156159,1.68343080000000026863e-02,0.0,1859584.0,1,113,0,0.0,0.0,0,1.56287644652427948344e-01,6.37552424247730065154e-01);
INSERT INTO "process" VALUES(1,0,4201,1,'new',0.027852293,0.637156159,3.40656759882352888624e-01,1.03229321176470569682e-02,2150400.0,1,256,0,0.0,0.0,NULL,1.14157092943820970276e+01,1.20058463581184504676e+01);
CREATE TABLE profile (  -- one row if stacks were taken, else none
  period_s REAL NOT NULL,                 -- CPU time between two samples of a thread, as asked for
  resolved INTEGER NOT NULL,              -- 0: locations of machine code have no functions yet
  dropped INTEGER NOT NULL,               -- samples that found no room
  unseen_threads INTEGER NOT NULL,        -- threads that were not followed
  handler_s REAL NOT NULL                 -- CPU time that sampling took inside the program
) STRICT;
INSERT INTO "profile" VALUES(0.005025126,1,0,0,0.0);
CREATE TABLE run (  -- one row: what was known before the program started
  name TEXT NOT NULL,
  started_utc_ns INTEGER NOT NULL,        -- nanoseconds since 1970-01-01 UTC
  interval_asked_s REAL NOT NULL,         -- the achieved one follows from table interval
  unit_name TEXT,                         -- what the user counts: "events"; NULL if nothing
  unit_count REAL,
  calo_version TEXT NOT NULL,
  method_version INTEGER NOT NULL         -- changes when the same readings would give other numbers
) STRICT;
INSERT INTO "run" VALUES('new',1773648000848482504,0.1,NULL,NULL,'0.1.0',1);
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
INSERT INTO "run_end" VALUES(1,0,0.637256179,0.637156159,0.348985,1.8828999999999984638e-02,2,1,2,4009984.0,1210368.0,0.0,376,0,5,127,9625.0,12.0,0.0,0.0,0.067065,13365248.0,4,0,0.0,0.0,4.20221964753677639219e+01);
CREATE TABLE stack (  -- calling contexts: a location, called from the parent
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,                -- -1 none; parents come first
  location INTEGER NOT NULL REFERENCES location(id)
) STRICT;
INSERT INTO "stack" VALUES(0,-1,0);
INSERT INTO "stack" VALUES(1,0,1);
INSERT INTO "stack" VALUES(2,1,2);
INSERT INTO "stack" VALUES(3,2,3);
INSERT INTO "stack" VALUES(4,3,4);
INSERT INTO "stack" VALUES(5,2,5);
INSERT INTO "stack" VALUES(6,5,6);
INSERT INTO "stack" VALUES(7,6,7);
INSERT INTO "stack" VALUES(8,-1,8);
INSERT INTO "stack" VALUES(9,8,9);
INSERT INTO "stack" VALUES(10,9,10);
INSERT INTO "stack" VALUES(11,10,11);
INSERT INTO "stack" VALUES(12,11,12);
INSERT INTO "stack" VALUES(13,11,13);
INSERT INTO "stack" VALUES(14,11,14);
INSERT INTO "stack" VALUES(15,10,15);
INSERT INTO "stack" VALUES(16,15,16);
INSERT INTO "stack" VALUES(17,15,17);
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
INSERT INTO "stack_use" VALUES(0,0,4,1,8.00741400000000089209e-03,4.87192381785972600249e-02,3.04691650296747496007e-01,2.37356416870288878043e-03);
INSERT INTO "stack_use" VALUES(0,1,7,1,0.002507047,1.52535412703698990133e-02,9.53961276139225350378e-02,2.32670521286877765619e-04);
INSERT INTO "stack_use" VALUES(0,1,12,5,1.95182860000000027445e-02,6.52986996686356402364e-01,6.83044658555956418766e-01,8.58768239317087567208e-02);
INSERT INTO "stack_use" VALUES(0,1,13,1,0.004218437,1.41128401712148437985e-01,1.47624686937409016485e-01,1.99172257698255437963e-02);
INSERT INTO "stack_use" VALUES(1,1,12,9,3.8262735000000006047e-02,1.28008516796279825378e+00,1.33900880248870479682e+00,1.82068670804260590578e-01);
INSERT INTO "stack_use" VALUES(1,1,14,2,8.60158000000000103058e-03,2.87767065763737117656e-01,3.01013279247047849107e-01,4.14103992698100220604e-02);
INSERT INTO "stack_use" VALUES(2,1,12,5,2.12570750000000037449e-02,0.711158426645999,7.43893779160391455107e-01,1.01149261557922559573e-01);
INSERT INTO "stack_use" VALUES(2,1,14,6,2.55084900000000051878e-02,8.53390111975198872862e-01,8.92672534992469790537e-01,1.21379113869507074263e-01);
INSERT INTO "stack_use" VALUES(3,1,12,14,5.95198100000000132614e-02,1.99124359460879740701e+00,2.08290258164909625193e+00,2.83217932362183122396e-01);
INSERT INTO "stack_use" VALUES(3,1,14,6,2.55084900000000051878e-02,8.53390111975198872862e-01,8.92672534992469790537e-01,1.21379113869507074263e-01);
INSERT INTO "stack_use" VALUES(4,1,12,8,3.40113200000000046041e-02,1.13785348263359842313e+00,1.19023004665662646139e+00,1.61838818492676089766e-01);
INSERT INTO "stack_use" VALUES(4,1,16,5,2.12570750000000037449e-02,5.75688951298770068554e-01,6.95512694572425593797e-01,7.57150905109407745818e-02);
INSERT INTO "stack_use" VALUES(4,1,17,2,8.50283000000000115103e-03,2.73707220556341168649e-01,2.73366969370173629183e-01,3.74578212923387943167e-02);
INSERT INTO "stack_use" VALUES(5,1,16,7,2.97599050000000066307e-02,0.957975271947194,9.56784392795607785409e-01,1.31102374523185793986e-01);
INSERT INTO "stack_use" VALUES(5,1,17,6,2.55084900000000051878e-02,8.21121661669023450436e-01,8.20100908110520943061e-01,1.1237346387701638295e-01);
INSERT INTO "stack_use" VALUES(6,1,16,2,8.50283000000000115103e-03,2.73707220556341168649e-01,2.73366969370173629183e-01,3.74578212923387943167e-02);
INSERT INTO "stack_use" VALUES(6,1,17,3,0.012754245,4.10560830834511780729e-01,4.10050454055260416019e-01,5.61867319385081914751e-02);
CREATE TABLE tag (  -- what the user wrote beside the run, in that order
  position INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;
INSERT INTO "tag" VALUES(0,'calo.block','1');
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
INSERT INTO "thread" VALUES(0,0,4200,'sh',8.00741400000000089209e-03,0.0,1,0);
INSERT INTO "thread" VALUES(1,1,4201,'new',3.45198644999999748606e-01,0.0,82,0);
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
INSERT INTO "witness" VALUES(0,'cpu-readings','CPU time, sum of the readings','the kernel''s exit records','s',0.367814,0.367814,0.00467814,'equal');
INSERT INTO "witness" VALUES(1,'cpu-processes','CPU time, sum of the processes','the kernel''s exit records','s',0.367814,0.367814,0.00467814,'equal');
INSERT INTO "witness" VALUES(2,'cpu-functions','CPU time, sum of the functions','the kernel''s exit records','s',3.53206059000000072156e-01,0.367814,0.00467814,'at_most');
INSERT INTO "witness" VALUES(3,'cpu-task-clock','CPU time of the program','the kernel''s task clock over the tree','s',0.367814,3.62890297000000028315e-01,0.00462890297,'at_least');
INSERT INTO "witness" VALUES(4,'cpu-machine','CPU time of the program and of calo','all busy CPUs, by /proc/stat','s',0.389127,3.59999999999999431565e-01,8.59999999999999376054e-02,'at_most');
INSERT INTO "witness" VALUES(5,'cpu-cgroup','CPU time of the program and of calo','their control group (processes that left it aside)','s',0.389127,1.27573940400179708376e+00,1.57573940400179690612e-02,'at_most');
INSERT INTO "witness" VALUES(6,'energy-counter','energy of package-0','its counter, last reading minus first','J',22.913704,22.913704,1.022913704e-06,'equal');
INSERT INTO "witness" VALUES(7,'energy-counter','energy of dram-0','its counter, last reading minus first','J',2.67296000000000022467e+00,2.67296,1.00267296e-06,'equal');
INSERT INTO "witness" VALUES(8,'energy-counter','energy of core-0','its counter, last reading minus first','J',1.46404990000000019274e+01,14.640499,1.014640499e-06,'equal');
INSERT INTO "witness" VALUES(9,'energy-price','energy of a CPU second, dearest place','dearest interval of all processes','J',3.34551403072153092916e+01,4.29529022354275085131e+01,2.14764511177137551456e+00,'at_most');
INSERT INTO "witness" VALUES(10,'memory-peak','peak RSS','the kernel''s mark of one process (ru_maxrss)','B',4009984.0,2453504.0,24535.04,'at_least');
INSERT INTO "witness" VALUES(11,'processes','processes in the records','births told by the kernel','',2.0,2.0,0.0,'equal');
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
